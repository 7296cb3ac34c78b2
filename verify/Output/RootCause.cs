using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Output;

/// <summary>Refuted verdicts of one design that have one root cause, as far as is known.</summary>
/// <param name="Told">the one whose story stands for them.</param>
/// <param name="Others">the others.</param>
/// <remarks>
/// What mends two verdicts is why both are refuted: those with the same remedy are one cause, of whatever runs they are shown by. Their runs do not tell it: two that end with the same step may need two
/// different changes (poison-recorded and poison-contained), and one change may mend runs that have no step in common. What has no remedy that is proved, as in the design of somebody who has just changed a
/// part, is one cause as well, and the first to be told: mostly all of it follows from the change. The shortest run shows it best, but of what the design is not known for: where a remedy has merely ceased
/// to suffice, the shortest run is that of the old cause.
/// </remarks>
internal sealed record RootCause(Verdict Told, IReadOnlyList<Verdict> Others)
{
    /// <summary>The corrections with which all of it is proved; null where nobody knows any.</summary>
    public RemedyVerdict? Remedy => RemedyOf(Told);

    /// <summary>The causes: what is not explained, then those that are, what users care about first.</summary>
    /// <param name="refuted">refuted verdicts of one design, in the order of the table.</param>
    public static IReadOnlyList<RootCause> Of(IEnumerable<Verdict> refuted) =>
    [
        .. refuted.GroupBy(verdict => string.Join(' ', RemedyOf(verdict)?.Corrections.Select(correction => correction.Name).Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>()))
            .OrderBy(same => same.Key.Length > 0)
            .Select(same => same.Key.Length > 0 ? same.ToList() : [.. same.OrderBy(verdict => verdict.Expectation is not null && verdict.IsAsMeasured).ThenBy(verdict => verdict.Counterexample!.Moves.Count)])
            .Select(same => new RootCause(same[0], same[1..])),
    ];

    private static RemedyVerdict? RemedyOf(Verdict verdict) => verdict.IsExpected ? verdict.Remedy : null;
}
