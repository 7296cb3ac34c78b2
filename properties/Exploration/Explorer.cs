using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Machine;
using Vmemmap.Model.Symbolic;
using Vmemmap.Properties.Checking;
using Vmemmap.Properties.Exploration.Packed;
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
    long States, long Transitions, int Depth, bool IsComplete,
    IReadOnlyDictionary<string, Trace> Violations, IReadOnlyDictionary<string, long> Fired);

/// <summary>
/// Walks all states of a small scope, breadth first: the trace found to a violation is a shortest one, and of these the one whose steps come first
/// in the machine. A violated invariant does not end the walk, as others may be violated later.
/// </summary>
public sealed class Explorer
{
    /// <summary>States after which a walk stops, incomplete, unless another number is given.</summary>
    public const int DefaultStates = 4_000_000;

    private readonly Instance instance;
    private readonly long limit;
    private readonly Recording recording;
    private readonly PackedLayout layout;
    private readonly IReadOnlyList<Invariant<Bit, Num>> invariants;
    private readonly PackedWalk walk;

    /// <summary>Prepares an exploration of the invariants given, or of all properties and lemmas.</summary>
    /// <param name="instance">what to explore.</param>
    /// <param name="bounds">what to leave out.</param>
    /// <param name="invariants">what to look for violations of; null for all properties and lemmas.</param>
    /// <param name="states">states after which the walk stops.</param>
    /// <param name="threads">worker threads, 0 for one per core; the result does not depend on their number.</param>
    public Explorer(Instance instance, Bounds bounds, IEnumerable<Invariant<Bit, Num>>? invariants = null, long states = DefaultStates, int threads = 0)
    {
        this.instance = instance;
        this.invariants = [.. invariants ?? [.. instance.Machine.Properties, .. instance.Machine.Lemmas]];
        limit = states;
        recording = Recording.Of(instance, bounds, this.invariants.Select(i => i.Name).ToHashSet());
        layout = new PackedLayout(recording.Tables, recording.Scope);
        ViolationTest[] tests = [.. this.invariants.Select(TestOf)];
        walk = new PackedWalk(recording, layout, tests.Length, (state, goal) => tests[goal](state), threads);
    }

    /// <summary>Told of the level just completed and the number of states.</summary>
    public Action<int, long>? Progress { get; set; }

    /// <summary>Walks until nothing is new, the bound on states is reached, or every invariant of <paramref name="until"/> is violated.</summary>
    /// <param name="until">names of invariants: the walk ends early once each has been found violated; null to walk on.</param>
    /// <param name="cancellation">ends the walk early.</param>
    public ExplorationResult Run(IReadOnlySet<string>? until = null, CancellationToken cancellation = default)
    {
        Dictionary<string, Trace> violations = [];
        var isComplete = walk.Run(
            (goal, path) => violations[invariants[goal].Name] = TraceOf(invariants[goal], path),
            () => walk.Count >= limit || cancellation.IsCancellationRequested || until is { Count: > 0 } && until.All(violations.ContainsKey),
            () => Progress?.Invoke(walk.Depth, walk.Count));
        var fired = instance.Machine.Steps.ToDictionary(step => step.Name, _ => 0L);
        foreach (var (choice, count) in walk.Choices.Zip(walk.Fired))
        {
            fired[recording.Steps[choice.Step].Name] += count;
        }
        return new(walk.Count, fired.Values.Sum(), walk.Depth, isComplete, violations, fired);
    }

    private ViolationTest TestOf(Invariant<Bit, Num> invariant)
    {
        var isOfMachine = instance.Machine.Properties.Contains(invariant) || instance.Machine.Lemmas.Contains(invariant);
        return isOfMachine
            ? InvariantCode.Compile(recording.Invariants.Single(i => i.Name == invariant.Name), layout, recording.Scope)
            : TestOfUnrecorded(invariant);
    }

    // Something that is not the machine's own and so not among its terms: evaluated in an instance of each thread's own.
    private ViolationTest TestOfUnrecorded(Invariant<Bit, Num> invariant)
    {
        ThreadLocal<(Instance Instance, InvariantCheck Check)> own = new(() =>
        {
            var copy = new Instance(instance.Machine.Design, instance.Scope, instance.Bug);
            return (copy, new InvariantCheck(invariant, copy.Scope));
        });
        return words =>
        {
            var (copy, check) = own.Value;
            layout.Unpack(words, copy.Memory.Cells);
            var at = default(At<Num>);
            return check.IsViolated(copy.State, ref at);
        };
    }

    private Trace TraceOf(Invariant<Bit, Num> invariant, IReadOnlyList<int> path)
    {
        List<Move> moves = [.. path.Select(choice => new Move(recording.Steps[walk.Choices[choice].Step].Name, walk.Choices[choice].At))];
        var steps = instance.Machine.Steps.ToDictionary(step => step.Name);
        instance.Boot();
        foreach (var move in moves)
        {
            instance.Take(steps[move.Step], move.At);
        }
        var at = default(At<Num>);
        return new InvariantCheck(invariant, instance.Scope).IsViolated(instance.State, ref at)
            ? new Trace(instance.Machine.Design.Name, instance.Bug?.Name, instance.Scope, moves, invariant.Name, at)
            : throw new InvalidOperationException($"Internal error: '{invariant.Name}' is violated in a packed state but not after the steps that lead to it.");
    }
}
