namespace Vmemmap.Model.Designs;

/// <summary>v5.18: one frame, fake heads (e7d324850bfc), memory failure under hugetlb_lock (405ce051236c).</summary>
public static class Linux518
{
    /// <summary>One frame kept: the shared tails see the head too, so heads must be told from fakes and copies reset.</summary>
    public static Design Design { get; } = new()
    {
        Name = "linux-5.18",
        Title = "Linux 5.18: one frame kept, fake heads",
        Source = "e7d324850bfc, 405ce051236c",
        KeptPages = 1,
        Lookup = LookupRule.FakeHead,
        ResetsCopies = true,
        OptimiseCanFail = true,
        RestoreCanFail = true,
        Memory = FailureRule.HeadFlagLocked,
        Refuted = [],
    };
}
