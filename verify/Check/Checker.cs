using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Goals;
using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Solver;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Traces;
using Vmemmap.Properties.Vacuity;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Check;

/// <summary>What came of an expression.</summary>
/// <param name="Design">the design, with the expression as a lemma.</param>
/// <param name="Rests">names of the lemmas that its proof rests on; null where it is not proved.</param>
/// <param name="Found">the shortest run to a violation that was found; null where none was.</param>
/// <param name="Obstacle">where it is neither: why the proof breaks, and how far was looked.</param>
internal sealed record Checked(Design Design, IReadOnlyList<string>? Rests, Trace? Found, Obstacle? Obstacle)
{
    /// <summary>Whether the premise of what is proved ever holds; null where it has none, or is not proved.</summary>
    public Premise? Premise { get; init; }

    /// <summary>It is proved, and says something.</summary>
    public bool Holds => Rests is not null && Premise is null or { IsSeen: true };
}

/// <summary>What is known of a premise. An implication whose premise never holds is true, and says nothing.</summary>
/// <param name="IsSeen">a run leads to a state in which it holds.</param>
/// <param name="IsImpossible">it is proved that none does.</param>
/// <param name="States">states that were looked at.</param>
internal sealed record Premise(bool IsSeen, bool IsImpossible, long States);

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
            return new(with, [.. proof.Lemmas.Where(lemma => lemma != AskedPart.Name)], Found: null, Obstacle: null) { Premise = new AskedPart(asked).Premise is { } premise ? Look(design, with, premise, cancellation) : null };
        }
        // What does not follow by itself falls at some step, or where runs begin.
        var fell = proof.Fallen.First(one => one.Lemma == AskedPart.Name);
        var obstacle = new ObstacleSearch(with, bug: null, solver, threads) { States = states, Progress = Progress }
            .Of([new(AskedPart.Name, fell.Step, Outcome.Failed, IsTrivial: false, Resources: 0, Seconds: 0)], cancellation)[0];
        var found = obstacle.Reached ?? Deep(with, cancellation);
        return new(with, Rests: null, found, found is null ? obstacle : null);
    }

    // As the suite looks for the premises of its own invariants. What is not seen near the boot state is more often impossible than far away, and that is proved in seconds.
    private Premise Look(Design design, Design with, Truth premise, CancellationToken cancellation)
    {
        var walks = Walk.Of(with);
        var near = Sight(with, [walks[0]], cancellation);
        if (near.IsSeen)
        {
            return near;
        }
        if (new GoalProver(AskedPart.In(design, new Not(premise)), bug: null, solver).Prove(AskedPart.Name, cancellation).IsProved)
        {
            return near with { IsImpossible = true };
        }
        var far = Sight(with, [.. walks.Skip(1)], cancellation);
        return far with { States = near.States + far.States };
    }

    private Premise Sight(Design with, IReadOnlyList<Walk> walks, CancellationToken cancellation)
    {
        WitnessSearch search = new(with) { Walks = walks, Steps = [], Changes = [], Lemmas = [], Properties = [.. new Machine<Bit, Num>(with).Lemmas.Where(lemma => lemma.Name == AskedPart.Name)], Progress = Progress };
        var found = search.Find(cancellation);
        return new(found.Premises[0].Witness is not null, IsImpossible: false, found.States);
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
