using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Parts;
using Vmemmap.Properties.Checking;
using Vmemmap.Properties.Compilation;
using Vmemmap.Properties.Exploration.Layout;
using Vmemmap.Properties.Exploration.Packed;
using Vmemmap.Properties.Exploration.Symmetry;
using Vmemmap.Properties.Traces;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace Vmemmap.Properties.Exploration;

/// <summary>
/// Walks all states of a small scope, breadth first: the trace found to a violation is a shortest one, and of these the one whose steps come first
/// in the machine. A violated invariant does not end the walk, as others may be violated later. What a step leads to that leaves the range of a table is not walked: that it does is a violation itself.
/// </summary>
public sealed class Explorer
{
    // States after which code for what is not met is worth its making.
    private const int StatesBeforeCode = 200;

    private static readonly TimeSpan BetweenReports = TimeSpan.FromMilliseconds(100);

    private readonly Instance instance;
    private readonly ExplorerOptions options;
    private readonly Recording recording;
    private readonly PackedLayout layout;
    private readonly IReadOnlyList<Invariant<Bit, Num>> invariants;
    private readonly PackedWalk walk;

    /// <summary>Prepares an exploration of the invariants given, or of all properties and lemmas.</summary>
    /// <param name="instance">what to explore.</param>
    /// <param name="bounds">what to leave out.</param>
    /// <param name="invariants">what to look for violations of; null for all properties and lemmas.</param>
    /// <param name="options">how, and how far; null for as far as memory allows.</param>
    /// <param name="necessary">by names of invariants that are not the machine's own: what is violated in each state in which they are. Where it is not, they are not looked at.</param>
    /// <exception cref="ScopeException">folios and frames are not interchangeable, but the options rely on it.</exception>
    public Explorer(Instance instance, Bounds bounds, IEnumerable<Invariant<Bit, Num>>? invariants = null, ExplorerOptions? options = null, IReadOnlyDictionary<string, RecordedInvariant>? necessary = null)
    {
        this.instance = instance;
        this.invariants = [.. invariants ?? [.. instance.Machine.Properties, .. instance.Machine.Lemmas]];
        this.options = options ?? ExplorerOptions.Default;
        var names = this.invariants.Select(i => i.Name).ToHashSet();
        recording = Recording.Of(instance, bounds, names);
        layout = new PackedLayout(recording.Tables, recording.Scope, inRecords: this.options.Symmetric);
        ThreadLocal<Unpacked> unpacked = new(() => new(new Instance(instance.Design, instance.Scope, instance.Bug), layout));
        ViolationTest[] tests = [.. this.invariants.Select(invariant => TestOf(invariant, unpacked, necessary?.GetValueOrDefault(invariant.Name)))];
        if (this.options.Symmetric && Interchangeable.Problem(Recording.Of(instance, Bounds.None, names)) is { } problem)
        {
            throw new ScopeException(problem);
        }
        walk = new PackedWalk(recording, layout, tests.Length, (state, goal) => tests[goal](state), this.options.Threads, this.options.Symmetric);
        Checkpoint = new Checkpoint(instance, bounds, names, this.options.Symmetric, walk.Progress);
    }

    /// <summary>Told how far it is, some times a second.</summary>
    public Action<ExplorationProgress>? Progress { get; set; }

    /// <summary>What is saved of this exploration when it is not running, and restored.</summary>
    public Checkpoint Checkpoint { get; }

    /// <summary>
    /// Walks until nothing is new, a limit is reached, or every invariant of <paramref name="until"/> is violated. Where it ended early, another call goes on.
    /// </summary>
    /// <param name="until">names of invariants: the walk ends early once each has been found violated; null to walk on.</param>
    /// <param name="cancellation">ends the walk early.</param>
    /// <exception cref="CheckpointException">It goes on from a checkpoint with states that no walk reaches.</exception>
    public ExplorationResult Run(IReadOnlySet<string>? until = null, CancellationToken cancellation = default)
    {
        try
        {
            return Walk(until, cancellation);
        }
        catch (Exception e) when (Checkpoint.IsResumed && e is not (OutOfMemoryException or CheckpointException))
        {
            var cause = e is AggregateException all ? all.InnerExceptions[0] : e;
            throw new CheckpointException($"is forged, or this program is at fault: it leads to '{cause.Message.ReplaceLineEndings(" ")}'", e);
        }
    }

    private ExplorationResult Walk(IReadOnlySet<string>? until, CancellationToken cancellation)
    {
        Dictionary<string, Trace> violations = [];
        var (began, before, reported) = (Stopwatch.GetTimestamp(), walk.Count, 0L);
        Ending? ending = null;
        var isComplete = walk.Run(
            (goal, path) => violations[invariants[goal].Name] = TraceOf(invariants[goal], path),
            () => (ending = Reason()) is not null,
            Report,
            (table, path) => violations[Machine<Bit, Num>.RangeOf(table)] = TraceOf(instance.Machine.Find(Machine<Bit, Num>.RangeOf(table))!, path));
        var fired = instance.Machine.Steps.ToDictionary(step => step.Name, _ => 0L);
        foreach (var (choice, count) in walk.Choices.Zip(walk.Fired))
        {
            fired[recording.Steps[choice.Step].Name] += count;
        }
        return new(
            walk.Count, fired.Values.Sum(), walk.Depth, walk.Progress.Waiting, walk.Bytes, isComplete ? Ending.Complete : ending!.Value, violations, fired);

        Ending? Reason() =>
            until is { Count: > 0 } && until.All(violations.ContainsKey) ? Ending.Found
            : cancellation.IsCancellationRequested ? Ending.Interrupted
            : walk.Count >= options.States ? Ending.States
            : walk.Bytes >= options.Bytes ? Ending.Memory
            : null;

        void Report()
        {
            if (Progress is not null && Stopwatch.GetElapsedTime(reported) > BetweenReports)
            {
                reported = Stopwatch.GetTimestamp();
                var rate = (walk.Count - before) / Stopwatch.GetElapsedTime(began).TotalSeconds;
                Progress(new(walk.Depth, walk.Count, walk.Progress.Waiting, walk.Bytes, rate));
            }
        }
    }

    private ViolationTest TestOf(Invariant<Bit, Num> invariant, ThreadLocal<Unpacked> unpacked, RecordedInvariant? necessary)
    {
        var isOfMachine = instance.Machine.Properties.Contains(invariant) || instance.Machine.Lemmas.Contains(invariant);
        return isOfMachine
            ? InvariantCode.Compile(recording.Invariants.Single(i => i.Name == invariant.Name), layout, recording.Scope)
            : TestOfUnrecorded(invariant, unpacked, necessary is null ? null : InvariantCode.Of(necessary, layout, recording.Scope));
    }

    // Something that is not the machine's own and so not among its terms: evaluated in an instance of each thread's own, into which a state is unpacked once, however much is looked for in it.
    private ViolationTest TestOfUnrecorded(Invariant<Bit, Num> invariant, ThreadLocal<Unpacked> unpacked, Code<ViolationTest>? necessary)
    {
        InvariantCheck check = new(invariant, instance.Scope);
        var looks = 0;
        return words =>
        {
            // Most of what is looked for is met in the first states. What is not is ruled out by code from then on, in nearly all states.
            if (necessary is not null && (looks >= StatesBeforeCode || Interlocked.Increment(ref looks) == StatesBeforeCode) && !necessary.Value(words))
            {
                return false;
            }
            var own = unpacked.Value!;
            own.GoTo(words);
            var at = default(At<Num>);
            return check.IsViolated(own.Instance.State, ref at);
        };
    }

    private sealed class Unpacked(Instance instance, PackedLayout layout)
    {
        private readonly ulong[] words = new ulong[layout.Words];
        private bool isAnywhere;

        public Instance Instance => instance;

        public void GoTo(ulong[] state)
        {
            if (!isAnywhere || !state.AsSpan().SequenceEqual(words))
            {
                state.CopyTo(words, 0);
                layout.Unpack(words, instance.Memory.Cells);
                isAnywhere = true;
            }
        }
    }

    // A choice names folios and frames as the canonical form of the state does in which it is made.
    private Trace TraceOf(Invariant<Bit, Num> invariant, IReadOnlyList<int> path)
    {
        var steps = instance.Machine.Steps.ToDictionary(step => step.Name);
        var canonical = options.Symmetric ? new CanonicalForm(layout, instance.Scope) : null;
        List<Move> moves = [];
        instance.Boot();
        foreach (var (number, at) in path.Select(choice => walk.Choices[choice]))
        {
            var step = steps[recording.Steps[number].Name];
            canonical?.Apply(layout.Pack(instance.Memory.Cells));
            moves.Add(new Move(step.Name, canonical?.Renaming.Original(at, step.Parameters) ?? at));
            instance.Take(step, moves[^1].At);
        }
        var where = default(At<Num>);
        return new InvariantCheck(invariant, instance.Scope).IsViolated(instance.State, ref where)
            ? new Trace(instance.Design.Name, instance.Bug?.Name, instance.Scope, moves, invariant.Name, where)
            : throw new InvalidOperationException($"Internal error: '{invariant.Name}' is violated in a packed state but not after the steps that lead to it.");
    }
}
