namespace Vmemmap.Model.Designs;

/// <summary>As merged in v5.14 (f41f2ed43ca5, ad2fa3717b74).</summary>
public static class Linux514
{
    /// <summary>Two frames kept, shared tails read-only, a restore may fail.</summary>
    public static Design Design { get; } = new()
    {
        Name = "linux-5.14",
        Title = "Linux 5.14: two frames kept, tails read-only",
        Source = "f41f2ed43ca5, ad2fa3717b74, 3bc2b6a72596",
        KeptPages = 2,
        Lookup = LookupRule.Pointer,
        OptimiseCanFail = true,
        RestoreCanFail = true,
        Memory = FailureRule.HeadFlag,
        Refuted = [],
    };
}
