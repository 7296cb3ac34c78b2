namespace Vmemmap.Tests.Trust;

/// <summary>What is wrong today and known: these lists must be empty in the end, and may not name what is mended.</summary>
internal static class KnownViolations
{
    private const string Middle = "removed by the rebuilt middle of the model";

    /// <summary>Which trusted file reaches into which file that need not be believed, and why that is still so.</summary>
    public static IReadOnlyList<(string File, string Into, string Reason)> Reaching { get; } =
    [
    ];

    /// <summary>Trusted files whose types have no docstring.</summary>
    public static IReadOnlyList<(string File, string Reason)> Silent { get; } =
    [
        ("model/Concrete/ConcreteTables.cs", Middle),
    ];

    /// <summary>Folders that need one another, all of which must be read to understand one.</summary>
    public static IReadOnlyList<(IReadOnlyList<string> Folders, string Reason)> Knots { get; } =
    [
        (["properties/Stories", "properties/Stories/Explanations", "properties/Stories/Pictures", "properties/Stories/Words"],
            "Names, Moment and Retelling stand beside the Story that all folders are for; the words of tables move to the tables first"),
    ];
}
