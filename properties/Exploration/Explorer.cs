using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Machine;
using Vmemmap.Properties.Checking;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Properties.Exploration;

/// <summary>What an exploration found.</summary>
/// <param name="States">distinct states reached.</param>
/// <param name="Transitions">enabled steps in all of them.</param>
/// <param name="Depth">levels walked completely.</param>
/// <param name="IsComplete">true where every state within the bounds was walked.</param>
/// <param name="Violations">the shortest trace to each invariant found violated.</param>
/// <param name="Fired">how often each step was taken.</param>
public sealed record ExplorationResult(
    int States, long Transitions, int Depth, bool IsComplete,
    IReadOnlyDictionary<string, Trace> Violations, IReadOnlyDictionary<string, long> Fired);

/// <summary>
/// Walks all states of a small scope, breadth first: the first trace found to a violation is a shortest one. A violated invariant does
/// not end the walk, as others may be violated later.
/// </summary>
public sealed class Explorer
{
    /// <summary>States after which a walk stops, incomplete, unless another number is given.</summary>
    public const int DefaultStates = 4_000_000;

    private readonly Instance instance;
    private readonly int limit;
    private readonly Choice[] choices;
    private readonly List<InvariantCheck> unviolated;
    private readonly StateSet states;
    private readonly List<(int Parent, int Choice)> parents = [];
    private readonly Dictionary<string, Trace> violations = [];
    private readonly long[] fired;

    /// <summary>Prepares an exploration of the invariants given, or of all properties and lemmas.</summary>
    public Explorer(Instance instance, Bounds bounds, IEnumerable<Invariant<Bit, Num>>? invariants = null, int states = DefaultStates)
    {
        this.instance = instance;
        limit = states;
        choices = [.. bounds.Restrict(instance.Machine.Steps, instance.Scope)
            .SelectMany(step => Assignments.Of(step.Parameters, instance.Scope).Select(at => new Choice(step, at)))];
        unviolated = [.. (invariants ?? [.. instance.Machine.Properties, .. instance.Machine.Lemmas]).Select(i => new InvariantCheck(i, instance.Scope))];
        this.states = new StateSet(instance.Memory.Cells.Length);
        fired = new long[choices.Length];
    }

    /// <summary>Told of the level just completed and the number of states.</summary>
    public Action<int, int>? Progress { get; set; }

    /// <summary>Walks until nothing is new, the bound on states is reached, or every invariant of <paramref name="until"/> is violated.</summary>
    /// <param name="until">names of invariants: the walk ends early once each has been found violated; null to walk on.</param>
    /// <param name="cancellation">ends the walk early.</param>
    public ExplorationResult Run(IReadOnlySet<string>? until = null, CancellationToken cancellation = default)
    {
        instance.Boot();
        states.Add(instance.Memory.Cells);
        parents.Add((-1, -1));
        Check(0);
        var (depth, transitions, levelEnd) = (0, 0L, 1);
        var current = new int[instance.Memory.Cells.Length];
        for (var number = 0; number < states.Count; number++)
        {
            if (number == levelEnd)
            {
                (depth, levelEnd) = (depth + 1, states.Count);
                Progress?.Invoke(depth, states.Count);
            }
            if (states.Count >= limit || cancellation.IsCancellationRequested || until is { Count: > 0 } && until.All(violations.ContainsKey))
            {
                return Result(depth, transitions, isComplete: false);
            }
            states.CopyTo(number, current);
            current.CopyTo(instance.Memory.Cells);
            transitions += Expand(number, current);
        }
        return Result(depth + 1, transitions, isComplete: true);
    }

    private int Expand(int number, int[] current)
    {
        var taken = 0;
        for (var c = 0; c < choices.Length; c++)
        {
            if (!instance.IsEnabled(choices[c].Step, choices[c].At))
            {
                continue;
            }
            instance.Take(choices[c].Step, choices[c].At);
            taken++;
            fired[c]++;
            if (states.Add(instance.Memory.Cells))
            {
                parents.Add((number, c));
                Check(parents.Count - 1);
            }
            current.CopyTo(instance.Memory.Cells);
        }
        return taken;
    }

    private void Check(int number)
    {
        for (var i = unviolated.Count - 1; i >= 0; i--)
        {
            var at = default(At<Num>);
            if (unviolated[i].IsViolated(instance.State, ref at))
            {
                var name = unviolated[i].Invariant.Name;
                violations[name] = new Trace(instance.Machine.Design.Name, instance.Bug?.Name, instance.Scope, PathTo(number), name, at);
                unviolated.RemoveAt(i);
            }
        }
    }

    private List<Move> PathTo(int number)
    {
        List<Move> moves = [];
        for (var (at, choice) = (number, parents[number].Choice); choice >= 0; (at, choice) = (parents[at].Parent, parents[parents[at].Parent].Choice))
        {
            moves.Add(new Move(choices[choice].Step.Name, choices[choice].At));
        }
        moves.Reverse();
        return moves;
    }

    private ExplorationResult Result(int depth, long transitions, bool isComplete)
    {
        var byStep = instance.Machine.Steps.ToDictionary(s => s.Name, _ => 0L);
        for (var c = 0; c < choices.Length; c++)
        {
            byStep[choices[c].Step.Name] += fired[c];
        }
        return new(states.Count, transitions, depth, isComplete, violations, byStep);
    }

    private sealed record Choice(Step<Bit, Num> Step, At<Num> At);
}
