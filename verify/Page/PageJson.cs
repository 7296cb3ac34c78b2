using System.Text.Json;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Properties.Stories;
using Vmemmap.Properties.Stories.Retold;
using Vmemmap.Properties.Traces;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Show;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Page;

/// <summary>What the page knows, as one JSON object: short names, since pictures are many. The default encoder escapes whatever would end a script.</summary>
internal static class PageJson
{
    /// <summary>The object.</summary>
    public static string Of(JudgedRun run)
    {
        var designs = run.Designs.ToDictionary(design => design.Name);
        var judged = run.Verdicts.Select(verdict => verdict.Invariant).ToHashSet();
        return JsonSerializer.Serialize(new
        {
            designs = run.Designs.Select(design => new { name = design.Name, title = design.Title, source = design.Source }),
            invariants = KnownInvariants.All.Where(one => judged.Contains(one.Name)).Select(one => new { name = one.Name, ids = string.Join(", ", one.Ids), sentence = one.Sentence, origin = one.Origin }),
            findings = Finding.Of(run.Designs).Select(finding => new { at = FindingsHtml.Address(finding.Name), title = finding.Title, status = finding.Status, d = finding.Designs, i = finding.Invariants }),
            verdicts = run.Verdicts.Select(verdict => new
            {
                d = verdict.Design,
                i = verdict.Invariant,
                v = Said(verdict),
                reason = verdict.Reason,
                told = verdict.Obstacle is null ? null : VerdictText.Of(verdict, designs[verdict.Design]),
                remedy = verdict.Remedy?.Corrections.Select(correction => $"{correction}: {correction.Says}"),
                remedied = verdict.Remedy?.IsProved,
                expected = verdict.IsExpected,
                command = VerdictText.Command(verdict),
                story = verdict.Counterexample is { } shortest ? Story(verdict.Telling, shortest, designs[verdict.Design]) : null,
            }),
        });
    }

    /// <summary>The verdict in a few words.</summary>
    public static string Said(Verdict verdict) => verdict.Ruling switch
    {
        Ruling.Proved => "proved",
        Ruling.Refuted => $"refuted, {Counted.Of(verdict.Counterexample!.Moves.Count, "step")}{(verdict.Telling is { } telling ? $" (told by a run of {telling.Trace.Moves.Count})" : "")}",
        _ => "undecided",
    };

    // A page is [name, frame, writable, bad, stale frames]; a frame is [owner, bad].
    // In the order in which they come in: w is the number of who acts, -1 where nobody has yet.
    // Where a mail or commit is about a run, the reason of the verdict speaks of that one: it is gone through, and the shortest is no more than counted.
    private static object Story(ToldRun? telling, Trace shortest, Design design)
    {
        var story = SteppedStory.Of(telling?.Trace ?? shortest, design);
        List<string> who = [.. story.Moments.Select(moment => moment.Who).Distinct()];
        return new
        {
            title = telling?.Run.Title,
            source = telling?.Run.Source,
            shortest = shortest.Moves.Count,
            scope = story.Scope,
            wrong = story.Wrong,
            who,
            steps = story.Moments.Select(moment => new { w = who.IndexOf(moment.Who), line = moment.Line, changes = moment.Changes, s = State(moment.After) })
                .Prepend(new { w = -1, line = "the state where it begins", changes = (IReadOnlyList<string>)[], s = State(story.Start) }),
        };
    }

    private static object State(PicturedState state) => new
    {
        p = state.Pages.Select(page => new object[] { page.Name, page.Frame, Bit(page.IsWritable), Bit(page.IsBad), page.Stale }),
        f = state.Frames.Select(frame => new object[] { frame.Owner, Bit(frame.IsBad) }),
    };

    private static int Bit(bool isSet) => isSet ? 1 : 0;
}
