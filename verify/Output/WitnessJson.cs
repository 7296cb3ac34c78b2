using Vmemmap.Proofs.Induction;
using Vmemmap.Properties.Vacuity;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Output;

/// <summary>The witnesses, for machines.</summary>
internal static class WitnessJson
{
    /// <summary>A line for each step, change of a control point and invariant of one design.</summary>
    public static void Write(TextWriter output, ObligationCover cover)
    {
        var (design, obligations) = (cover.Witnesses.Design, cover.Obligations.CountBy(o => o.Step).ToDictionary());
        var implied = cover.Obligations.Where(o => o.Step == Obligation.Implied).CountBy(o => o.Invariant).ToDictionary();
        foreach (var (name, witness) in cover.Witnesses.Steps)
        {
            JsonLines.Write(output, new { Design = design, Step = name, After = After(witness), Obligations = obligations.GetValueOrDefault(name) });
        }
        foreach (var (change, witness) in cover.Witnesses.Changes)
        {
            JsonLines.Write(output, new { Design = design, Change = $"{change.From?.Name ?? "anywhere"} -> {change.To}", By = change.Step, After = After(witness) });
        }
        foreach (var (name, witness) in cover.Witnesses.Premises)
        {
            JsonLines.Write(output, new { Design = design, Invariant = name, After = After(witness), Obligations = implied.GetValueOrDefault(name) });
        }
    }

    /// <summary>The summary: what is vacuous, and the totals.</summary>
    /// <returns>the exit code: 0 where nothing is vacuous, else 1.</returns>
    public static int WriteSummary(TextWriter output, IReadOnlyList<ObligationCover> covers)
    {
        List<string> failures = [.. covers.SelectMany(cover => cover.Failures)];
        JsonLines.Write(output, new
        {
            Summary = true, Designs = covers.Count, States = covers.Sum(cover => cover.Witnesses.States),
            Obligations = covers.Sum(cover => cover.Obligations.Count), WithoutWitness = covers.Sum(cover => cover.WithoutWitness.Count), Vacuous = failures,
        });
        return failures.Count == 0 ? ExitCode.AsExpected : ExitCode.Unexpected;
    }

    private static int? After(Witness? witness) => witness?.Moves.Count;
}
