namespace Vmemmap.Model.Memory;

/// <summary>As what a hugepage is counted that was made and is nobody's yet.</summary>
public static class NewHugepage
{
    /// <summary>Not at all; or it is somebody's.</summary>
    public const int Uncounted = 0;

    /// <summary>As one more, and nothing else.</summary>
    public const int Counted = 1;

    /// <summary>As one more that is surplus.</summary>
    public const int Surplus = 2;

    /// <summary>The names, in order.</summary>
    internal static Domain Values { get; } = Domain.Named("count", "nothing", "one more", "surplus");
}
