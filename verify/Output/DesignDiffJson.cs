using Vmemmap.Model.Designs;
using Vmemmap.Model.Parts;
using Vmemmap.Verify.Show;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Output;

/// <summary>What changed from one design to another, for machines.</summary>
internal static class DesignDiffJson
{
    /// <summary>Writes a line for the two, one for each difference, and the summary.</summary>
    public static void Write(TextWriter output, DesignDiff diff)
    {
        JsonLines.Write(output, new { From = diff.From.Name, To = diff.To.Name, diff.To.Title });
        var layout = diff.LayoutChanges.ToList();
        foreach (var (name, before, after) in layout)
        {
            JsonLines.Write(output, new { Layout = char.ToLowerInvariant(name[0]) + name[1..], Before = before, After = after });
        }
        foreach (var (before, after) in diff.Parts)
        {
            JsonLines.Write(output, new { Part = (after ?? before)!.GetType().Name, Before = Version(before, diff.From), After = Version(after, diff.To) });
        }
        foreach (var (step, change) in diff.Gone.Select(step => (step, "gone")).Concat(diff.New.Select(step => (step, "new"))))
        {
            JsonLines.Write(output, new { Step = step, Change = change });
        }
        foreach (var step in diff.Changed)
        {
            JsonLines.Write(output, new { Step = step.Name, Change = "changed", step.Differences });
        }
        var onlyOne = diff.JudgedInOne.ToList();
        foreach (var (invariant, before, after) in diff.Verdicts)
        {
            JsonLines.Write(output, new { Invariant = invariant, Before = Expected(before), After = Expected(after) });
        }
        foreach (var (invariant, judged) in onlyOne)
        {
            JsonLines.Write(output, new
            {
                Invariant = invariant,
                Before = judged == diff.From ? Expected(judged.Refuted.Of(invariant)) : null,
                After = judged == diff.To ? Expected(judged.Refuted.Of(invariant)) : null,
            });
        }
        JsonLines.Write(output, new { Summary = true, Layout = layout.Count, Parts = diff.Parts.Count, Steps = diff.Gone.Count + diff.New.Count + diff.Changed.Count, Verdicts = diff.Verdicts.Count + onlyOne.Count });
    }

    private static object? Version(Part? part, Design design) => part is null ? null : new { Part = part.GetType().Name, Parameters = PartVersions.ParametersOf(part).ToDictionary(), Function = CitedSource.FunctionOf(part, design), Source = CitedSource.Of(part) };

    private static object Expected(Expectation? known) => new { Verdict = known is null ? Ruling.Proved : Ruling.Refuted, CounterexampleLength = known?.Steps, known?.LastStep };
}
