using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Induction;
using Vmemmap.Properties.Stories;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Output;

/// <summary>What a design does that it is not expected to do, in the order in which one wants to look at it.</summary>
internal static class UnexpectedReport
{
    public static void Write(Terminal terminal, string design, IReadOnlyList<Verdict> unexpected)
    {
        var refuted = unexpected.Where(v => v.Counterexample is not null).OrderBy(v => v.Counterexample!.Moves.Count).ToList();
        terminal.Say();
        terminal.Say($"NOT EXPECTED of {design}:");
        List(terminal, "the proof breaks where", unexpected[0].Obstacles.Select(Where));
        List(terminal, "refuted, but expected to be proved:", refuted.Select(v => $"{v.Invariant} ({v.Counterexample!.Moves.Count} steps)"));
        List(terminal, "proved, but expected to be refuted:", unexpected.Where(v => v.Ruling == Ruling.Proved).Select(v => v.Invariant));
        List(terminal, "undecided, as its proof leans on what broke or the solver gave up:", unexpected.Where(v => v.Ruling == Ruling.Undecided).Select(v => v.Invariant));
        if (refuted.Count > 0)
        {
            // The shortest shows the cause; the others are mostly its consequences. --invariant and --save give them.
            terminal.Say();
            terminal.Say(Story.Tell(refuted[0].Counterexample!, Catalogue.Find(design)!, bug: null, terminal.Width));
        }
    }

    /// <summary>What an obligation demands, in words.</summary>
    internal static string Where(Obligation obligation)
    {
        var where = obligation.Step switch
        {
            Obligation.Initially => $"{obligation.Invariant} must hold initially",
            Obligation.Implied => $"{obligation.Invariant} must follow from the lemmas",
            _ => $"{obligation.Step} must preserve {obligation.Invariant}",
        };
        return obligation.Outcome == Outcome.Undecided ? $"{where} (the solver gave up)" : where;
    }

    private static void List(Terminal terminal, string title, IEnumerable<string> items)
    {
        var all = items.ToList();
        if (all.Count > 0)
        {
            terminal.Say($"  {title} {string.Join(", ", all)}");
        }
    }
}
