using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Proofs.Counterexamples;
using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Solver;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Traces;
using Trace = Vmemmap.Properties.Traces.Trace;

namespace Vmemmap.Verify.Verdicts;

/// <summary>
/// Finds out why a proof broke: a counterexample to induction of each of the first obligations that broke, and whether a run leads there. The explorer looks for a violation of the lemma itself: whoever
/// reaches the state before the step reaches one by the step.
/// </summary>
/// <param name="design">the design.</param>
/// <param name="bug">a seeded bug, or null.</param>
/// <param name="solver">who is asked for counterexamples.</param>
/// <param name="threads">worker threads of the walks, 0 for one per core.</param>
public sealed class ObstacleSearch(Design design, Bug? bug, ISolver solver, int threads = 0)
{
    /// <summary>So many obligations are looked into: what breaks behind them has mostly the same cause.</summary>
    public const int Most = 3;

    // Of a walk in which only those act who act in the counterexample; and of one in which everybody does. A second or two each.
    private const int StatesOfFew = 2_000_000;
    private const int StatesOfAll = 1_000_000;

    /// <summary>States after which each walk ends, even where it would have more.</summary>
    public int States { get; init; } = int.MaxValue;

    /// <summary>Told what is being done.</summary>
    public Action<string>? Progress { get; set; }

    /// <summary>Looks into the first obligations of those given.</summary>
    /// <param name="broken">the obligations at which the proof broke first.</param>
    /// <param name="cancellation">ends the search with an <see cref="OperationCanceledException"/>.</param>
    public IReadOnlyList<Obstacle> Of(IReadOnlyList<Obligation> broken, CancellationToken cancellation = default)
    {
        CounterexampleSearch search = new(design, bug, solver) { Progress = Progress };
        List<BrokenObligation> looked = [.. broken.Take(Most).Select(obligation => search.Of(obligation, cancellation))];
        // Everybody's walk is the same for all that is looked for in one scope.
        var walks = looked.Where(IsSought).GroupBy(one => one.Tried).ToDictionary(
            same => same.Key, same => new Lazy<Walked>(() => Walk(new(design, same.Key, bug), [.. same.Select(one => one.Obligation.Invariant)], Bounds.None, StatesOfAll, cancellation)));
        return [.. looked.Select(one => IsSought(one) ? LookedFor(one, walks[one.Tried], cancellation) : new(one, Reached: null, []))];
    }

    // Where runs begin, nothing is to be reached.
    private static bool IsSought(BrokenObligation broken) => broken.Found is not null && broken.Obligation.Step != Obligation.Initially;

    private Obstacle LookedFor(BrokenObligation broken, Lazy<Walked> ofAll, CancellationToken cancellation)
    {
        var (instance, invariant) = (new Instance(design, broken.Tried, bug), broken.Obligation.Invariant);
        var ofFew = Walk(instance, [invariant], Cast.Of(instance, broken.Found!.Transition), StatesOfFew, cancellation);
        return ofFew.Violations.GetValueOrDefault(invariant) is { } trace
            ? new(broken, trace, [ofFew.Coverage])
            : new(broken, ofAll.Value.Violations.GetValueOrDefault(invariant), [ofFew.Coverage, ofAll.Value.Coverage]);
    }

    private Walked Walk(Instance instance, HashSet<string> invariants, Bounds bounds, int states, CancellationToken cancellation)
    {
        var sought = instance.Machine.Properties.Concat(instance.Machine.Lemmas).Where(one => invariants.Contains(one.Name));
        var explorer = new Explorer(instance, bounds, sought, new() { States = Math.Min(states, States), Threads = threads })
        {
            Progress = progress => Progress?.Invoke($"{design.Name}: looking for a run that violates {string.Join(", ", invariants)}, {progress}"),
        };
        var result = explorer.Run(invariants, cancellation);
        cancellation.ThrowIfCancellationRequested();
        foreach (var trace in result.Violations.Values)
        {
            Replay.Require(instance, trace);
        }
        return new(result.Violations, new(bounds, result.States, result.Depth, result.IsComplete));
    }

    private sealed record Walked(IReadOnlyDictionary<string, Trace> Violations, Coverage Coverage);
}
