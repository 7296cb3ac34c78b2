using Vmemmap.Properties.Traces;

namespace Vmemmap.Verify.Output;

/// <summary>Which of many violations that a walk found to tell of: one for each root cause as far as the runs show it (of verdicts <see cref="RootCause"/> knows more), what users care about before the lemmas on the way to it.</summary>
/// <param name="Told">the violations to tell, most important first.</param>
/// <param name="Others">those that pass through one of them, or end with the same step.</param>
internal sealed record RootCauses(IReadOnlyList<Trace> Told, IReadOnlyList<Trace> Others)
{
    /// <summary>Sorts violations.</summary>
    /// <param name="traces">the shortest trace to each.</param>
    /// <param name="rank">how important an invariant is: a low number is told first.</param>
    public static RootCauses Of(IEnumerable<Trace> traces, Func<string, int> rank)
    {
        List<Trace> told = [], others = [];
        foreach (var trace in traces.OrderBy(trace => rank(trace.Invariant)).ThenBy(trace => trace.Moves.Count).ThenBy(trace => trace.Invariant, StringComparer.Ordinal))
        {
            (told.Exists(other => HaveOneCause(trace, other)) ? others : told).Add(trace);
        }
        return new(told, others);
    }

    private static bool HaveOneCause(Trace one, Trace other) =>
        one.Moves.Count == 0 || other.Moves.Count == 0 || one.Moves[^1].Step == other.Moves[^1].Step
        || one.Moves.Take(other.Moves.Count).SequenceEqual(other.Moves) || other.Moves.Take(one.Moves.Count).SequenceEqual(one.Moves);
}
