namespace Vmemmap.Model.Memory;

/// <summary>How far the frame at the front of the list is written, before struct pages of it are reset: negative, as what follows counts these.</summary>
public static class Writing
{
    /// <summary>Not begun.</summary>
    public const int NotBegun = -1;

    /// <summary><c>copy_page()</c> is going on, in a frame that CPUs may still translate to: a load of a word returns the old value or the new one.</summary>
    public const int Copying = -2;

    /// <summary>The values.</summary>
    internal static Domain Values(Shape shape) => new("struct pages reset", _ => Copying, shape.ResetCount.In)
    {
        Reads = value => value switch
        {
            NotBegun => "not begun",
            Copying => "going on",
            _ => $"made, with {value} struct pages reset",
        },
    };
}

/// <summary>The reset of a struct page is at least two stores, which C lets the compiler make in either order.</summary>
public static class HalfReset
{
    /// <summary>None of them is made.</summary>
    public const int None = 0;

    /// <summary>The flags are written, <c>compound_head</c> and the rest are not.</summary>
    public const int Flags = 1;

    /// <summary><c>compound_head</c> and the rest are written, the flags are not.</summary>
    public const int CompoundHead = 2;

    /// <summary>The names, in order.</summary>
    internal static Domain Values { get; } = Domain.Named("half", "nothing", "flags", "compound_head");
}
