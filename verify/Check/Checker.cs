using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Goals;
using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Solver;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Traces;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Check;

/// <summary>What came of an expression.</summary>
/// <param name="Design">the design, with the expression as a lemma.</param>
/// <param name="Rests">names of the lemmas that its proof rests on; null where it is not proved.</param>
/// <param name="Found">the shortest run to a violation that was found; null where none was.</param>
/// <param name="Obstacle">where it is neither: why the proof breaks, and how far was looked.</param>
internal sealed record Checked(Design Design, IReadOnlyList<string>? Rests, Trace? Found, Obstacle? Obstacle);

/// <summary>Finds out of an expression whether it holds in every state that a design reaches.</summary>
/// <param name="solver">who answers the proof obligations.</param>
/// <param name="threads">worker threads of the walks, 0 for one per core.</param>
/// <param name="states">states after which each walk ends.</param>
internal sealed class Checker(ISolver solver, int threads, int states)
{
    // A look around: most of what is false is shallow.
    private const int StatesAtFirst = 200_000;

    private static readonly HashSet<string> Sought = [AskedPart.Name];

    /// <summary>Told what is being done.</summary>
    public required Action<string> Progress { get; init; }

    /// <summary>Checks it.</summary>
    /// <param name="design">the design.</param>
    /// <param name="asked">the expression.</param>
    /// <param name="cancellation">ends it with an <see cref="OperationCanceledException"/>.</param>
    public Checked Of(Design design, Truth asked, CancellationToken cancellation)
    {
        var with = AskedPart.In(design, asked);
        if (Shallow(with, cancellation) is { } shallow)
        {
            return new(with, Rests: null, shallow, Obstacle: null);
        }
        Progress($"{design.Name}: proving");
        var proof = new GoalProver(with, bug: null, solver).Prove(AskedPart.Name, cancellation);
        if (proof.IsProved)
        {
            return new(with, [.. proof.Lemmas.Where(lemma => lemma != AskedPart.Name)], Found: null, Obstacle: null);
        }
        // What does not follow by itself falls at some step, or where runs begin.
        var fell = proof.Fallen.First(one => one.Lemma == AskedPart.Name);
        var obstacle = new ObstacleSearch(with, bug: null, solver, threads) { States = states, Progress = Progress }
            .Of([new(AskedPart.Name, fell.Step, Outcome.Failed, IsTrivial: false, Resources: 0, Seconds: 0)], cancellation)[0];
        var found = obstacle.Reached ?? Deep(with, cancellation);
        return new(with, Rests: null, found, found is null ? obstacle : null);
    }

    private Trace? Shallow(Design design, CancellationToken cancellation)
    {
        Instance instance = new(design, design.SmallScope);
        Explorer explorer = new(instance, Bounds.Default, instance.Machine.Lemmas.Where(lemma => Sought.Contains(lemma.Name)), new() { States = Math.Min(StatesAtFirst, states), Threads = threads })
        {
            Progress = progress => Progress($"{design.Name}: exploring, {progress}"),
        };
        return Replayed(explorer.Run(Sought, cancellation).Violations, design, cancellation);
    }

    private Trace? Deep(Design design, CancellationToken cancellation) => Replayed(
        Widening.Find(design, bug: null, Sought, new() { States = states, Threads = threads }, walk => Progress($"{design.Name}: exploring one scope after the other, {walk}"), cancellation).Found,
        design, cancellation);

    private static Trace? Replayed(IReadOnlyDictionary<string, Trace> found, Design design, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (found.GetValueOrDefault(AskedPart.Name) is { } trace)
        {
            Replay.Require(new Instance(design, trace.Scope), trace);
            return trace;
        }
        return null;
    }
}
