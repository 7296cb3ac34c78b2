using Vmemmap.Properties.Stories;
using Vmemmap.Properties.Stories.Retold;
using Vmemmap.Verify.Check;
using Vmemmap.Verify.Hosting;

namespace Vmemmap.Verify.Output;

/// <summary>What came of an expression that somebody typed.</summary>
internal static class CheckReport
{
    public static void Write(Terminal terminal, Checked result, Truth asked)
    {
        if (result.Found is null)
        {
            terminal.Say($"{result.Design.Name}: {new AskedPart(asked).Sentence}");
        }
        if (result.Rests is { } lemmas)
        {
            terminal.Say($"Proved, for any number of hugepages, frames, pages and slots and any interleaving{(lemmas.Count == 0 ? "; it needs no lemma" : $"; with it {Counted.Of(lemmas.Count, "lemma")}: {string.Join(", ", lemmas)}")}.");
            if (result is { Holds: false, Premise: { } premise })
            {
                terminal.Say(premise.IsImpossible
                    ? $"But it says nothing: it is proved as well that {new AskedPart(asked).Premise} never holds."
                    : $"But it may say nothing: {new AskedPart(asked).Premise} holds in none of the {premise.States:N0} states that were looked at.");
            }
        }
        else if (result.Found is { } trace)
        {
            terminal.Say(Story.Legend);
            terminal.Say(Story.Outline(trace, result.Design, bug: null, terminal.Width));
            terminal.Say($"Refuted, after {Counted.Of(trace.Moves.Count, "step")}.");
        }
        else
        {
            ObstacleReport.Write(terminal, result.Design, [result.Obstacle!]);
            terminal.Say(result.Obstacle!.Broken.Found is null ? "Neither proved nor refuted." : "Neither proved nor refuted: it is not inductive, as the state above shows.");
        }
        terminal.Say();
    }

    public static void WriteJson(Terminal terminal, IReadOnlyList<Checked> results, Truth asked)
    {
        foreach (var result in results)
        {
            JsonLines.Write(terminal.Out, new
            {
                Design = result.Design.Name, Check = $"{asked}", Verdict = Verdict(result),
                Lemmas = result.Rests,
                Steps = result.Found?.Moves.Count,
                Story = result.Found is { } trace ? Story.Outline(trace, result.Design) : null,
                Obstacle = result.Obstacle?.Name,
                Premise = result.Premise switch { null => null, { IsSeen: true } => "reached", { IsImpossible: true } => "impossible", _ => "notReached" },
            });
        }
        JsonLines.Write(terminal.Out, new { Summary = true, Checks = results.Count, Proved = results.Count(result => result.Rests is not null), Refuted = results.Count(result => result.Found is not null) });
    }

    private static string Verdict(Checked result) => result.Rests is not null ? "proved" : result.Found is not null ? "refuted" : result.Obstacle!.Broken.Found is not null ? "notInductive" : "undecided";
}
