namespace Vmemmap.Tests.Scenarios.CaseMatrix;

/// <summary>The table: every case, what each release makes of it, the test that executes it and where it was read.</summary>
internal static partial class Cases
{
    private static IReadOnlyList<Era> Listed => [Era.V61, Era.V612, Era.V7];

    /// <summary>All cases, by number.</summary>
    public static IReadOnlyList<Case> All { get; } = [.. Handled.Concat(Recorded).Concat(Elsewhere).OrderBy(one => one.Number)];

    /// <summary>One for each case and release.</summary>
    public static IEnumerable<Row> Rows => All.SelectMany(one => one.Rows);
}
