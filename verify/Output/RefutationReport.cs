using Vmemmap.Model.Designs;
using Vmemmap.Properties.Stories;
using Vmemmap.Properties.Stories.Retold;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Output;

/// <summary>How designs fail as they are known to: first the runs that their mails and commits are about, then what has no such run, each by its shortest counterexample.</summary>
internal static class RefutationReport
{
    public static void Write(Terminal terminal, IEnumerable<Verdict> refuted)
    {
        foreach (var ofDesign in refuted.GroupBy(verdict => verdict.Design))
        {
            var design = Catalogue.Find(ofDesign.Key)!;
            foreach (var verdict in ofDesign.OrderBy(verdict => PlaceAmongTellings(verdict, design)))
            {
                Write(terminal, verdict, design);
            }
        }
    }

    // The sort is stable: the others stay in the order of the table.
    private static int PlaceAmongTellings(Verdict verdict, Design design) =>
        verdict.Telling is { } telling ? design.Tellings.ToList().IndexOf(telling.Run) : design.Tellings.Count;

    /// <summary>How one design fails in one way that it is known for.</summary>
    public static void Write(Terminal terminal, Verdict verdict, Design design)
    {
        var shortest = verdict.Counterexample!;
        terminal.Say();
        terminal.Say(verdict.Telling is { } telling
            ? Story.Outline(telling.Run, telling.Trace, design, terminal.Width)
            : Story.Outline(shortest, design, bug: null, terminal.Width));
        terminal.Say($"Expected: {verdict.Reason}");
        foreach (var (correction, number) in (verdict.Remedy is { IsProved: true } remedy ? remedy.Corrections : []).Select((correction, number) => (correction, number)))
        {
            terminal.Say($"{(number == 0 ? "Holds with" : "       and")} {correction}: {correction.Says}");
        }
        if (verdict.Telling is not null)
        {
            terminal.Say();
            terminal.Say($"Shortest: {Counted.Of(shortest.Moves.Count, "step")}.");
            terminal.Say(Story.Outline(shortest, design, bug: null, terminal.Width));
        }
    }
}
