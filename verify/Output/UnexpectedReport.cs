using Vmemmap.Model.Designs;
using Vmemmap.Properties.Stories;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Output;

/// <summary>What a design does that it is not expected to do, in the order in which one wants to look at it.</summary>
internal static class UnexpectedReport
{
    public static void Write(Terminal terminal, Design design, IReadOnlyList<Verdict> unexpected)
    {
        var refuted = unexpected.Where(v => v.Counterexample is not null).OrderBy(v => v.Counterexample!.Moves.Count).ToList();
        terminal.Say();
        terminal.Say($"NOT EXPECTED of {design}:");
        List(terminal, "the proof breaks where", unexpected[0].Broken.Select(ObstacleReport.Where));
        List(terminal, "refuted, but expected to be proved:", refuted.Where(v => v.Expectation is null).Select(v => $"{v.Invariant} ({Difference(v, design)})"));
        List(terminal, "refuted, but not as expected:", refuted.Where(v => v.Expectation is not null && !v.IsAsMeasured).Select(v => $"{v.Invariant} ({Difference(v, design)})"));
        List(terminal, "refuted as expected, but not proved with its remedy:", refuted.Where(v => v.Remedy is { IsProved: false }).Select(v => $"{v.Invariant} (with {v.Remedy}: {v.Remedy!.Complaint})"));
        List(terminal, "proved, but expected to be refuted:", unexpected.Where(v => v.Ruling == Ruling.Proved).Select(v => v.Invariant));
        foreach (var undecided in unexpected.Where(v => v.Ruling == Ruling.Undecided).GroupBy(v => v.Obstacle!.Name))
        {
            List(terminal, $"undecided ({ObstacleReport.CauseOf(undecided.First())}: {undecided.Key}):", undecided.Select(v => v.Invariant));
        }
        if (refuted.Count > 0)
        {
            // The shortest shows the cause; the others are mostly its consequences. --invariant and --save give them.
            terminal.Say();
            terminal.Say(Story.Tell(refuted[0].Counterexample!, design, bug: null, terminal.Width));
        }
    }

    /// <summary>How a refutation is not the one that the design says.</summary>
    public static string Difference(Verdict verdict, Design design) =>
        $"{(verdict.Expectation is { } expectation ? $"expected {Expected(expectation)}, found " : "")}{Found(verdict)}{In(verdict, design)}";

    // As a design's file says it, to be copied where it is the new truth.
    private static string Found(Verdict verdict) => $"After({verdict.Counterexample!.Moves.Count}, \"{verdict.LastStep}\")";

    // Where the least scope has none.
    private static string In(Verdict verdict, Design design) => verdict.Counterexample!.Scope == design.SmallScope ? "" : $" in {verdict.Counterexample.Scope}";

    private static string Expected(Expectation expectation) => expectation.Steps is null ? "what nobody has measured" : $"After({expectation.Steps}, \"{expectation.LastStep}\")";

    private static void List(Terminal terminal, string title, IEnumerable<string> items)
    {
        var all = items.ToList();
        if (all.Count > 0)
        {
            terminal.Say($"  {title} {string.Join(", ", all)}");
        }
    }
}
