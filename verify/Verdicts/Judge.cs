using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Solver;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Properties.Traces;
using Vmemmap.Verify.Hosting;
using Trace = Vmemmap.Properties.Traces.Trace;

namespace Vmemmap.Verify.Verdicts;

/// <summary>Gives the verdicts on a design: the explorer looks for counterexamples, the prover proves what has none.</summary>
/// <param name="threads">worker threads, 0 for one per core.</param>
/// <param name="solver">who answers the proof obligations.</param>
public sealed class Judge(int threads, ISolver solver)
{
    // The deepest counterexample that is found with all steps needs some 300,000 states.
    private const int States = 3_000_000;

    // Where nothing is expected, a look around: what is wrong is shallow as a rule, and the proofs see to the rest.
    private const int StatesWithoutExpectation = 200_000;

    private readonly RemedySearch remedies = new(solver, threads);

    /// <summary>States after which a walk ends where nobody expects a violation and the proof broke, in each of the scopes that it is looked for in: as deep as the deepest that is found with all steps.</summary>
    public int StatesOfEachScope { get; init; } = 400_000;

    /// <summary>Told what is being done.</summary>
    public Action<string>? Progress { get; set; }

    /// <summary>Told why a proof broke, as soon as that is known: what follows from it takes longer to find out.</summary>
    public Action<Design, IReadOnlyList<Obstacle>>? Broke { get; set; }

    /// <summary>The verdict on every property of the design, in the order of the catalogue of invariants; then those on tables whose range is left.</summary>
    /// <param name="design">the design.</param>
    /// <param name="asked">invariants whose remedies are proved; null for all.</param>
    /// <param name="cancellation">ends it with an <see cref="OperationCanceledException"/>.</param>
    public IReadOnlyList<Verdict> Of(Design design, IReadOnlySet<string>? asked = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(design);
        var instance = new Instance(design, design.SmallScope);
        var told = TellingRuns.Of(design);

        var (found, exploring) = Timed.Run(() => ExploreAsExpected(design, cancellation));
        IReadOnlyList<Obstacle> obstacles = [];
        var (induction, proving) = Timed.Run(() => Prove(design, found.Keys.ToHashSet(), broken => obstacles = LookInto(design, broken, cancellation), cancellation));

        HashSet<string> open = [.. instance.Machine.Properties.Select(p => p.Name).Where(p => !found.ContainsKey(p) && !induction.Proved.Contains(p))];
        if (open.Count > 0 && induction.Obligations.Any(o => o.Outcome == Outcome.Failed))
        {
            // A design that fails is owed a counterexample more than a quick answer; a solver that gave up says nothing of the design.
            var (late, searching) = Timed.Run(() => ExploreWidely(design, open, cancellation));
            found = found.Concat(late).DistinctBy(f => f.Key).ToDictionary();
            exploring += searching;
        }
        if (told.FirstOrDefault(run => induction.Proved.Contains(run.Run.Invariant)) is { } impossible)
        {
            throw new InvalidOperationException($"'{impossible.Run.Invariant}' of {design.Name} is proved, and its telling run violates it: an engine is broken.");
        }
        remedies.Progress = Progress;
        var remedied = remedies.Of(design, design.Refuted.Where(refuted => found.ContainsKey(refuted.Invariant) && asked?.Contains(refuted.Invariant) != false), induction.Experience, cancellation);
        return
        [
            .. instance.Machine.Properties.Select(property => Rule(design, property.Name, property.Ids, found, induction, obstacles, exploring, proving) with
            {
                Remedy = remedied.GetValueOrDefault(property.Name),
                Telling = told.FirstOrDefault(run => run.Run.Invariant == property.Name),
            }),

            // Nobody expects a value that its table does not declare.
            .. instance.Machine.Ranges.Where(range => found.ContainsKey(range.Name)).Select(range => Rule(design, range.Name, range.Ids, found, induction, obstacles, exploring, proving)),
        ];
    }

    private static Verdict Rule(
        Design design, string property, IReadOnlyList<string> ids, IReadOnlyDictionary<string, Trace> found, InductionResult induction, IReadOnlyList<Obstacle> obstacles,
        double exploring, double proving)
    {
        var counterexample = found.GetValueOrDefault(property);
        var ruling = counterexample is not null ? Ruling.Refuted : induction.Proved.Contains(property) ? Ruling.Proved : Ruling.Undecided;
        return new(
            design.Name, property, ids, ruling, design.Refuted.Of(property),
            ruling == Ruling.Refuted ? 0 : RestsOn(induction, property), ruling == Ruling.Refuted ? exploring : proving, counterexample)
        {
            Source = design.Source,
            Broken = induction.Obstacles,
            Obstacle = ruling == Ruling.Undecided ? InTheWayOf(property, obstacles) : null,
        };
    }

    // The property itself where it does not follow; else what a state shows to be wrong, before what the solver left open.
    private static Obstacle InTheWayOf(string property, IReadOnlyList<Obstacle> obstacles) => obstacles
        .OrderBy(obstacle => obstacle.Broken.Obligation.Invariant == property ? 0 : 1).ThenBy(obstacle => obstacle.Broken.Cause).First();

    private IReadOnlyList<Obstacle> LookInto(Design design, IReadOnlyList<Obligation> broken, CancellationToken cancellation)
    {
        var obstacles = new ObstacleSearch(design, bug: null, solver, threads) { Progress = Progress }.Of(broken, cancellation);
        Broke?.Invoke(design, obstacles);
        return obstacles;
    }

    // In the first search whatever is found counts, in the others what is looked for.
    private Dictionary<string, Trace> ExploreAsExpected(Design design, CancellationToken cancellation)
    {
        Dictionary<string, Trace> found = [];
        foreach (var (search, number) in Search.Of(design).Select((search, number) => (search, number)))
        {
            foreach (var (invariant, trace) in Explore(new(design, search.Scope), search.Bounds, search.Invariants, cancellation).Where(f => number == 0 || search.Invariants.Contains(f.Key)))
            {
                _ = found.TryAdd(invariant, trace);
            }
        }
        return found;
    }

    // In one scope after the other: the least misses what needs two errors, another hugepage, or another number of tails or frames.
    private IReadOnlyDictionary<string, Trace> ExploreWidely(Design design, IReadOnlySet<string> open, CancellationToken cancellation)
    {
        var found = Widening.Find(
            design, bug: null, open, new() { States = StatesOfEachScope, Threads = threads }, walk => Progress?.Invoke($"{design.Name}: exploring one scope after the other, {walk}"), cancellation).Found;
        cancellation.ThrowIfCancellationRequested();
        foreach (var trace in found.Values)
        {
            Replay.Require(new Instance(design, trace.Scope), trace);
        }
        return found;
    }

    private IReadOnlyDictionary<string, Trace> Explore(Instance instance, Bounds bounds, IReadOnlySet<string> until, CancellationToken cancellation)
    {
        var name = instance.Design.Name;
        var explorer = new Explorer(instance, bounds, instance.Machine.Properties, new() { States = until.Count > 0 ? States : StatesWithoutExpectation })
        {
            Progress = progress => Progress?.Invoke($"{name}: exploring, {progress}"),
        };
        var result = explorer.Run(until, cancellation);
        cancellation.ThrowIfCancellationRequested();
        foreach (var trace in result.Violations.Values)
        {
            Replay.Require(instance, trace);
        }
        return result.Violations;
    }

    private InductionResult Prove(Design design, HashSet<string> refuted, Action<IReadOnlyList<Obligation>> broke, CancellationToken cancellation)
    {
        var prover = new InductiveProver(design, bug: null, solver, threads)
        {
            Progress = (done, of) => Progress?.Invoke($"{design.Name}: proving, {done} of {of} steps"),
            Broke = broke,
        };
        return prover.Prove(refuted, cancellation);
    }

    // A property follows from the lemmas, so its proof rests on theirs too.
    private static int RestsOn(InductionResult induction, string property) =>
        induction.Obligations.Count(o => o.Step != Obligation.Implied || o.Invariant == property);
}
