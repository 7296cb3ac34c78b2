using Vmemmap.Model.Designs;
using Vmemmap.Properties.Sequences;
using Vmemmap.Verify.Output;

namespace Vmemmap.Bench.Parts;

/// <summary>Generated sequences of a design.</summary>
/// <param name="Design">the design.</param>
/// <param name="Steps">steps taken.</param>
/// <param name="Seconds">seconds for generating, taking and checking them.</param>
internal sealed record SequenceFigures(string Design, long Steps, double Seconds)
{
    /// <summary>Steps per second.</summary>
    public double Rate => Steps / Seconds;
}

/// <summary>Generated sequences at true geometry on one core, every property checked after each step.</summary>
internal sealed class SequencesPart : IPart
{
    private const int Sequences = 5_000;
    private const int Length = 400;

    // Any would do; always the same, so that each run does the same work.
    private static readonly Seed Start = new(7919, 104729);

    public string Name => "sequences";

    public object Run(Measuring measuring, ICollection<string> complaints)
    {
        List<SequenceFigures> rows = [];
        foreach (var design in Catalogue.All)
        {
            SequenceRunner runner = new(design, settings: [(SequenceRunner.TrueGeometry, [])]);
            var run = measuring.Median(
                $"{design.Name}, sequences", warmsUp: true,
                () => runner.Run(Start, Sequences, Length, cancellation: measuring.Cancellation), sequences => sequences.StepSeconds);
            rows.Add(new(design.Name, run.Steps, run.StepSeconds));
            foreach (var violated in run.Failures.Keys.Except(design.Refuted.Select(r => r.Invariant)))
            {
                complaints.Add($"{design.Name}: a generated sequence violates {violated}, which is not expected.");
            }
        }
        FittedTable table = new(keys: 1, [new("design"), .. Column.Numbers("steps", "seconds", "steps/s on one core")]);
        rows.ForEach(row => table.Add(row.Design, $"{row.Steps:N0}", $"{row.Seconds:F2}", $"{row.Rate:N0}"));
        table.Write(measuring.Terminal);
        measuring.Terminal.Say($"{Sequences:N0} generated sequences of {Length} operations at true geometry, every property checked after each step.");
        return rows;
    }
}
