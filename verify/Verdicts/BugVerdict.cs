using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Proofs.Goals;
using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Solver;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Verify.Verdicts;

/// <summary>A verdict that a seeded bug changes.</summary>
/// <param name="Invariant">slug of the invariant, which is proved without the bug.</param>
/// <param name="Counterexample">a trace to a violation; null where the proof breaks and the walks found none.</param>
public sealed record ChangedVerdict(string Invariant, Trace? Counterexample);

/// <summary>What becomes of the verdicts on a design with a seeded bug.</summary>
/// <param name="Seeded">the design, and what was judged.</param>
/// <param name="Changed">the verdicts that the bug changes, that on what it breaks first.</param>
/// <param name="IsFound">the one on what it breaks is among them.</param>
/// <param name="Obstacles">where the proofs break first.</param>
/// <param name="Walks">how many walks looked for counterexamples.</param>
public sealed record BugVerdict(SeededDesign Seeded, IReadOnlyList<ChangedVerdict> Changed, bool IsFound, IReadOnlyList<Obligation> Obstacles, int Walks)
{
    /// <summary>Name of the design that was asked for.</summary>
    public string Asked => Seeded.Asked.Name;

    /// <summary>
    /// Proves what is proved without the bug, and looks for counterexamples to what is no longer. Where the invariant that the bug breaks is refuted anyway, the design is judged with its remedy, and of
    /// that invariant alone: the bug is found there only if a counterexample is.
    /// </summary>
    /// <param name="design">the design.</param>
    /// <param name="bug">the bug.</param>
    /// <param name="solver">who answers the proof obligations.</param>
    /// <param name="threads">worker threads, 0 for one per core.</param>
    /// <param name="progress">told what is being done.</param>
    /// <param name="cancellation">ends it with an <see cref="OperationCanceledException"/>.</param>
    public static BugVerdict Of(Design design, Bug bug, ISolver solver, int threads, Action<string>? progress = null, CancellationToken cancellation = default)
    {
        var seeded = SeededDesign.Of(design, bug);
        return seeded.Unsaid is not null ? new(seeded, [], IsFound: false, [], Walks: 0)
            : seeded.Remedy.Count > 0 ? OfRemedied(seeded, bug, solver, threads, progress, cancellation)
            : OfDesign(seeded, bug, solver, threads, progress, cancellation);
    }

    private static BugVerdict OfRemedied(SeededDesign seeded, Bug bug, ISolver solver, int threads, Action<string>? progress, CancellationToken cancellation)
    {
        var remedied = seeded.Judged;
        progress?.Invoke($"{remedied} with {bug}: proving");
        var result = new GoalProver(remedied, bug, solver).Prove(bug.Violates, cancellation);
        if (result.IsProved)
        {
            return new(seeded, [], IsFound: false, [], Walks: 0);
        }
        var (changed, walks) = Searched(remedied, bug, [bug.Violates], threads, progress, cancellation);
        var obstacle = result.Fallen.Count > 0 ? (result.Fallen[0].Lemma, result.Fallen[0].Step) : (bug.Violates, Obligation.Implied);
        return new(seeded, changed, IsFound: changed[0].Counterexample is not null, [new(obstacle.Item1, obstacle.Item2, Outcome.Failed, IsTrivial: false, 0, 0)], walks);
    }

    private static BugVerdict OfDesign(SeededDesign seeded, Bug bug, ISolver solver, int threads, Action<string>? progress, CancellationToken cancellation)
    {
        var design = seeded.Judged;
        HashSet<string> refuted = [.. design.Refuted.Select(expectation => expectation.Invariant)];
        var prover = new InductiveProver(design, bug, solver, threads) { Progress = (done, of) => progress?.Invoke($"{design} with {bug}: proving, {done} of {of} steps") };
        var induction = prover.Prove(refuted, cancellation);
        var lost = new Machine<Bit, Num>(design, bug).Properties.Select(property => property.Name).Where(name => !refuted.Contains(name) && !induction.Proved.Contains(name)).ToList();
        var (changed, walks) = Searched(design, bug, lost, threads, progress, cancellation);
        return new(seeded, changed, lost.Contains(bug.Violates), induction.Obstacles, walks);
    }

    private static (IReadOnlyList<ChangedVerdict> Changed, int Walks) Searched(Design design, Bug bug, IReadOnlyList<string> lost, int threads, Action<string>? progress, CancellationToken cancellation)
    {
        var search = Widening.Find(design, bug, lost.ToHashSet(), new() { Threads = threads }, walk => progress?.Invoke($"{design} with {bug}: exploring, {walk}"), cancellation);
        cancellation.ThrowIfCancellationRequested();
        return ([.. lost.OrderBy(name => name != bug.Violates).Select(name => new ChangedVerdict(name, Replayed(design, bug, search.Found.GetValueOrDefault(name))))], search.Walks.Count);
    }

    private static Trace? Replayed(Design design, Bug bug, Trace? trace)
    {
        if (trace is not null)
        {
            Replay.Require(new Instance(design, trace.Scope, bug), trace);
        }
        return trace;
    }
}
