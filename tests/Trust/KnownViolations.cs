namespace Vmemmap.Tests.Trust;

/// <summary>What is wrong today and known: these lists must be empty in the end, and may not name what is mended.</summary>
internal static class KnownViolations
{
    /// <summary>Which trusted file reaches into which file that need not be believed, and why that is still so.</summary>
    public static IReadOnlyList<(string File, string Into, string Reason)> Reaching { get; } =
    [
    ];

    /// <summary>Trusted files whose types have no docstring.</summary>
    public static IReadOnlyList<(string File, string Reason)> Silent { get; } =
    [
    ];

    /// <summary>Folders that need one another, all of which must be read to understand one.</summary>
    public static IReadOnlyList<(IReadOnlyList<string> Folders, string Reason)> Knots { get; } =
    [
    ];
}
