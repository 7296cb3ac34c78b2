using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Solver;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Bench.Parts;

/// <summary>The verdicts on a design.</summary>
/// <param name="Design">the design.</param>
/// <param name="Cores">worker threads.</param>
/// <param name="Verdicts">how many verdicts there are.</param>
/// <param name="Obligations">proof obligations that a proved one rests on, at most.</param>
/// <param name="Seconds">seconds for all of them: counterexamples and proofs.</param>
/// <param name="Proving">seconds of these for the induction.</param>
internal sealed record ProofFigures(string Design, int Cores, int Verdicts, int Obligations, double Seconds, double Proving);

/// <summary>All verdicts on each design, without a store: every question is asked of the solver.</summary>
internal sealed class ProofsPart : IPart
{
    public string Name => "proofs";

    public object Run(Measuring measuring, ICollection<string> complaints)
    {
        List<ProofFigures> rows = [];
        foreach (var design in Catalogue.All)
        {
            foreach (var cores in new[] { 1, Environment.ProcessorCount }.Distinct())
            {
                var (verdicts, seconds) = measuring.Median(
                    $"{design.Name}, proofs on {cores} core(s)", warmsUp: true, () => Judged(design, cores, measuring.Cancellation), run => run.Seconds);
                var proved = verdicts.Where(v => v.Ruling == Ruling.Proved).ToList();
                rows.Add(new(design.Name, cores, verdicts.Count, proved.Max(v => v.Obligations), seconds, proved[0].Seconds));
                foreach (var verdict in verdicts.Where(v => !v.IsExpected))
                {
                    complaints.Add($"{design.Name}: {verdict.Invariant} is {verdict.Ruling} on {cores} core(s), which is not expected.");
                }
            }
        }
        FittedTable table = new(keys: 1, [new("design"), .. Column.Numbers("cores", "verdicts", "seconds", "of these proving")]);
        rows.ForEach(row => table.Add(row.Design, $"{row.Cores}", $"{row.Verdicts}", $"{row.Seconds:F2}", $"{row.Proving:F2}"));
        table.Write(measuring.Terminal);
        measuring.Terminal.Say("All verdicts on a design without a store: the search for counterexamples, then the proof of all that has none.");
        return rows;
    }

    private static (IReadOnlyList<Verdict> Verdicts, double Seconds) Judged(Design design, int cores, CancellationToken cancellation) =>
        Timed.Run(() => new Judge(cores, new Z3Solver()).Of(design, asked: null, cancellation));
}
