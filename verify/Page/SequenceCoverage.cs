using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Control;
using Vmemmap.Properties.Sequences;

namespace Vmemmap.Verify.Page;

/// <summary>What generated sequences took of a design.</summary>
/// <param name="Design">the design.</param>
/// <param name="Run">the run.</param>
internal sealed record SequenceCoverage(Design Design, SequenceRun Run)
{
    private const int Length = 400;

    // The same sequences on every page.
    private static readonly Seed From = new(7919, 104729);

    /// <summary>Runs them.</summary>
    /// <param name="design">the design.</param>
    /// <param name="sequences">how many.</param>
    /// <param name="cancellation">ends it with an <see cref="OperationCanceledException"/>.</param>
    public static SequenceCoverage Of(Design design, int sequences, CancellationToken cancellation)
    {
        var run = new SequenceRunner(design) { Edges = ControlEdges.Of(design) }.Run(From, sequences, Length, cancellation: cancellation);
        cancellation.ThrowIfCancellationRequested();
        return new(design, run);
    }

    /// <summary>The command that runs them again.</summary>
    public string Command => $"verify run --design {Design.Name} --sequences {Run.Sequences} --length {Length} --seed {Run.Seed}";

    /// <summary>Steps that were taken.</summary>
    public int Taken => Run.Fired.Values.Count(times => times > 0);

    /// <summary>The control points of an actor, in their order.</summary>
    public IReadOnlyList<ControlPoint> PointsOf(Actor actor) => Design.Shape.PointsOf(actor).InOrder;

    /// <summary>The ways between them, those of several steps together.</summary>
    public IReadOnlyList<Way> WaysOf(Actor actor) =>
    [
        .. Run.Along.Where(one => one.Key.Actor == actor).GroupBy(one => (one.Key.From, one.Key.To))
            .Select(same => new Way(same.Key.From, same.Key.To, [.. same.Select(one => (one.Key.Step, one.Value))])),
    ];
}

/// <summary>A way from control point to control point.</summary>
/// <param name="From">where it begins; null for anywhere.</param>
/// <param name="To">where it ends.</param>
/// <param name="Steps">the steps that go it, and how often each did.</param>
internal sealed record Way(ControlPoint? From, ControlPoint To, IReadOnlyList<(string Step, long Taken)> Steps)
{
    /// <summary>How often it was gone.</summary>
    public long Taken => Steps.Sum(step => step.Taken);

    /// <summary>It in words.</summary>
    public string Says => $"{From?.Name ?? "anywhere"} \u2192 {To.Name}: {string.Join(", ", Steps.Select(step => $"{step.Step} {Times(step.Taken)}"))}";

    private static string Times(long taken) => taken == 0 ? "never" : $"{Figures.Of(taken)} times";
}
