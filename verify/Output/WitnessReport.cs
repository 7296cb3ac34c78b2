using Vmemmap.Proofs.Induction;
using Vmemmap.Properties.Vacuity;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Output;

/// <summary>The witnesses, for people: the tables of each design, then what is vacuous.</summary>
public static class WitnessReport
{
    private static readonly Cell Never = new("never", "red");

    /// <summary>The steps, the changes of control points and the invariants of one design.</summary>
    public static void WriteTables(Terminal terminal, ObligationCover cover)
    {
        ArgumentNullException.ThrowIfNull(terminal);
        ArgumentNullException.ThrowIfNull(cover);
        var witnesses = cover.Witnesses;
        terminal.Say($"{witnesses.Design}: {witnesses.States:N0} states searched");
        var obligations = cover.Obligations.CountBy(o => o.Step).ToDictionary();
        var steps = Table("step", "taken after", "obligations");
        steps.Add(Obligation.Initially, witnesses.UnmetInitially.Count == 0 ? "0" : Never, $"{obligations.GetValueOrDefault(Obligation.Initially)}");
        AddRows(steps, witnesses.Steps, obligations);
        steps.Write(terminal);

        FittedTable changes = new(keys: 2, [new("step"), new("goes", Breaks: " "), .. Column.Numbers("goes there after")]);
        foreach (var (change, witness) in witnesses.Changes)
        {
            changes.Add(change.Step, $"{change.From?.Name ?? "anywhere"} -> {change.To}", After(witness));
        }
        changes.Write(terminal);

        var implied = cover.Obligations.Where(o => o.Step == Obligation.Implied).CountBy(o => o.Invariant).ToDictionary();
        var premises = Table("invariant", "premises hold after", "obligations");
        AddRows(premises, witnesses.Premises, implied);
        premises.Write(terminal);
        terminal.Say();
    }

    /// <summary>What is vacuous, and the totals.</summary>
    /// <returns>the exit code: 0 where nothing is vacuous, else 1.</returns>
    public static int WriteSummary(Terminal terminal, IReadOnlyList<ObligationCover> covers)
    {
        ArgumentNullException.ThrowIfNull(terminal);
        List<string> failures = [.. covers.SelectMany(c => c.Failures)];
        terminal.Say("after: steps from the boot state, the fewest in the walk that found it; every lemma holds there, unless said otherwise here");
        foreach (var failure in failures)
        {
            terminal.Say($"VACUOUS: {failure}");
        }
        terminal.Say($"{covers.Sum(c => c.Obligations.Count):N0} obligations, {covers.Sum(c => c.WithoutWitness.Count):N0} of them without a witness");
        return failures.Count == 0 ? ExitCode.AsExpected : ExitCode.Unexpected;
    }

    private static FittedTable Table(string name, string length, string obligations) =>
        new(keys: 1, [new(name), .. Column.Numbers(length, obligations)]);

    private static Cell After(Witness? witness) => witness is null ? Never : $"{witness.Moves.Count}";

    private static void AddRows(FittedTable table, IReadOnlyList<Sought> rows, Dictionary<string, int> obligations)
    {
        foreach (var (name, witness) in rows)
        {
            table.Add(name, After(witness), obligations.TryGetValue(name, out var count) ? $"{count}" : "");
        }
    }
}
