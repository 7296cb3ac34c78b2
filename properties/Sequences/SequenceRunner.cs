using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Checking;
using Vmemmap.Properties.Control;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Shrinking;
using Vmemmap.Properties.Traces;
using Trace = Vmemmap.Properties.Traces.Trace;

namespace Vmemmap.Properties.Sequences;

/// <summary>What a run of generated sequences showed.</summary>
/// <param name="Seed">where it started.</param>
/// <param name="Sequences">how many sequences were run.</param>
/// <param name="Steps">steps taken, the properties being checked after each.</param>
/// <param name="StepSeconds">seconds spent on generating, taking and checking them.</param>
/// <param name="Fired">how often each step was taken: the coverage of the run.</param>
/// <param name="Failures">for each property violated, the first failing traces, as generated.</param>
public sealed record SequenceRun(
    Seed Seed, int Sequences, long Steps, double StepSeconds,
    IReadOnlyDictionary<string, long> Fired, IReadOnlyDictionary<string, IReadOnlyList<Trace>> Failures)
{
    /// <summary>How often each way from control point to control point was taken that was to be counted.</summary>
    public IReadOnlyDictionary<ControlEdge, long> Along { get; init; } = new Dictionary<ControlEdge, long>();
}

/// <summary>Runs generated sequences of a design, at true geometry and with fewer vmemmap pages, and checks every property after every step.</summary>
public sealed class SequenceRunner
{
    /// <summary>Failing traces kept for each property: different ways to the same violation shrink to different lengths.</summary>
    internal const int FailuresKept = 4;

    private readonly Design design;
    private readonly Bug? bug;
    private readonly Stage[] stages;
    private readonly string[] properties;

    /// <summary>Prepares a run.</summary>
    /// <param name="design">the design.</param>
    /// <param name="bug">a seeded bug, or null.</param>
    /// <param name="settings">sizes and steps that are left out, in turns; null for those of <see cref="SettingsOf"/>.</param>
    public SequenceRunner(Design design, Bug? bug = null, IReadOnlyList<(Scope Scope, IReadOnlyList<string> Without)>? settings = null)
    {
        ArgumentNullException.ThrowIfNull(design);
        (this.design, this.bug) = (design, bug);
        Dictionary<(Scope, string), Stage> prepared = [];
        stages = [.. (settings ?? SettingsOf(bug?.In(design) ?? design)).Select(Prepared)];
        properties = [.. stages[0].Instance.Machine.Properties.Select(p => p.Name)];

        // Every other turn is of the same kind, and its code is compiled once.
        Stage Prepared((Scope Scope, IReadOnlyList<string> Without) turn)
        {
            var kind = (turn.Scope, string.Join(' ', turn.Without));
            return prepared.TryGetValue(kind, out var stage) ? stage : prepared[kind] = new(new Instance(design, turn.Scope, bug), turn.Without);
        }
    }

    /// <summary>
    /// Three 2 MiB hugepages on x86-64: 8 vmemmap pages of 64 struct pages each, and four more frames. Their entries are in two page tables, as those of 1 GiB hugepages are in eight: else none would fail half-way.
    /// </summary>
    public static Scope TrueGeometry { get; } = new(Folios: 3, Pages: 8, Slots: 64, Frames: 28, Pins: 2) { PagesPerTable = 4 };

    /// <summary>
    /// The sizes of sequences, one after the other, and the steps that nobody begins with: every other one is at true geometry. In the others one hugepage has one, two or three tail pages, and not everybody is there: what
    /// needs the same struct page again and again, or one actor to go on for long, is rare where there is much else to do. Where hugepages may begin in memblock, two turns are theirs. Hugepages are demoted in turns of their own: what has
    /// become of one then ends nearly all that it could do otherwise.
    /// </summary>
    public static IReadOnlyList<(Scope Scope, IReadOnlyList<string> Without)> SettingsOf(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        var demotion = Bystanders.DemotionIn(design);
        IReadOnlyList<string>[] without = [[.. Bystanders.Lookers, .. Bystanders.Failures, .. Bystanders.Users], [], [.. Bystanders.Lookers, .. Bystanders.Walkers]];
        return
        [
            .. without.SelectMany((names, number) => new (Scope, IReadOnlyList<string>)[] { (TrueGeometry, demotion), (Small(design.Layout.KeptPages + 1 + number), [.. names, .. demotion]) }),
            .. demotion.Count > 0 ? [(TrueGeometry, []), (Small(design.Layout.KeptPages + 2), [.. Bystanders.Lookers, .. Bystanders.Walkers])] : Array.Empty<(Scope, IReadOnlyList<string>)>(),
            .. design.Shape.BeginsInMemblock
                ? [(TrueGeometry with { FromMemblock = 2, CrossingZones = 1 }, demotion), (Small(design.Layout.KeptPages + 2) with { FromMemblock = 1 }, [.. Bystanders.Walkers, .. demotion])]
                : Array.Empty<(Scope, IReadOnlyList<string>)>(),
            .. design.Layout.IsTailOfZone ? [(Design.TwoZones(Small(design.Layout.KeptPages + 1)), [.. Bystanders.Lookers, .. Bystanders.Walkers, .. demotion])] : Array.Empty<(Scope, IReadOnlyList<string>)>(),
            .. design.Shape.SplitsPmds ? Maps() : [],
        ];

        // Of huge mappings: in two page tables each, or all in one; and in each kind of memory.
        IEnumerable<(Scope, IReadOnlyList<string>)> Maps() =>
        [
            (TrueGeometry with { Map = MemoryMap.Boot }, []),
            (Design.HotPlugged(TrueGeometry) with { FoliosPerTable = TrueGeometry.Folios }, []),
            (Small(design.Layout.KeptPages + 2) with { Map = MemoryMap.Boot }, Bystanders.Walkers),
            (Design.OneTable(Small(design.Layout.KeptPages + 1)) with { Map = MemoryMap.Boot }, [.. Bystanders.Lookers, .. Bystanders.Walkers]),
            .. design.Shape.AsksSelfHosted ? new (Scope, IReadOnlyList<string>)[] { (TrueGeometry with { Map = MemoryMap.SelfHosted }, []) } : [],
        ];

        static Scope Small(int pages) => new(Folios: 1, pages, Slots: 2, Frames: pages + 1, Pins: 1) { PagesPerTable = pages - 1 };
    }

    /// <summary>The ways from control point to control point that are counted.</summary>
    public IReadOnlyList<ControlEdge> Edges { get; init; } = [];

    /// <summary>Runs sequences.</summary>
    /// <param name="seed">where to start.</param>
    /// <param name="sequences">how many.</param>
    /// <param name="length">operations in each; those that nothing enables are skipped.</param>
    /// <param name="progress">told how many sequences are done.</param>
    /// <param name="until">name of an invariant: the run ends early once it has been found violated; null to go on.</param>
    /// <param name="cancellation">ends the run early; what was done so far is returned.</param>
    public SequenceRun Run(Seed seed, int sequences, int length, Action<int>? progress = null, string? until = null, CancellationToken cancellation = default)
    {
        var generators = stages.Select(stage => OperationGen.Sequences(stage.Instance, length, stage.Without)).ToList();
        var steps = stages[0].Instance.Machine.Steps;
        var fired = new long[steps.Count];
        var along = Edges.ToDictionary(edge => edge, _ => 0L);
        ControlEdge[][] edgesOf = [.. steps.Select(step => Edges.Where(edge => edge.Step == step.Name).ToArray())];
        Dictionary<string, IReadOnlyList<Trace>> failures = [];
        var (done, start) = (0, Stopwatch.GetTimestamp());
        for (; done < sequences && !cancellation.IsCancellationRequested && (until is null || !failures.ContainsKey(until)); done++)
        {
            var turn = done % stages.Length;
            var operations = generators[turn].Sample(1, new Rnd(seed.Value + (ulong)done, seed.Gamma), length)[0];
            RunOne(stages[turn], operations, fired, failures, Edges.Count > 0 ? Count : null);
            progress?.Invoke(done + 1);
        }
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new(seed, done, fired.Sum(), seconds, steps.Select((s, i) => (s.Name, fired[i])).ToDictionary(), failures) { Along = along };

        void Count(Instance instance, int step, At<Num> at)
        {
            foreach (var edge in edgesOf[step])
            {
                along[edge] += edge.IsTaken(instance.Memory, at) ? 1 : 0;
            }
        }
    }

    /// <summary>The shortest trace that the failures of a property shrink to.</summary>
    public Trace Shrink(IReadOnlyList<Trace> failures) => Shrinker.Shrink(failures, design, bug);

    // A property violated once is no longer watched in this sequence: others may be violated later.
    private void RunOne(Stage stage, Operation[] operations, long[] fired, Dictionary<string, IReadOnlyList<Trace>> failures, Action<Instance, int, At<Num>>? before)
    {
        var (instance, check) = (stage.Instance, stage.Check);
        List<Move> moves = [];
        List<(int Invariant, At<Num> At)> violations = [];
        instance.Boot();
        check.Restart();
        foreach (var operation in operations)
        {
            if (!stage.Resolver.TryResolve(operation, out var step, out var at))
            {
                continue;
            }
            before?.Invoke(instance, step, at);
            instance.Take(instance.Machine.Steps[step], at);
            fired[step]++;
            moves.Add(stage.Resolver.MoveOf(step, at));
            violations.Clear();
            check.AfterStep(violations);
            foreach (var (invariant, where) in violations)
            {
                check.Watch(invariant, isOn: false);
                Keep(new Trace(design.Name, bug?.Name, instance.Scope, [.. moves], properties[invariant], where), failures);
            }
            if (instance.Memory.Outside is { } table)
            {
                Keep(OutOf(table, instance, moves), failures);
            }
            if (instance.State.Oops.Value.IsTrue || instance.Memory.Outside is not null)
            {
                return;
            }
        }
    }

    private Trace OutOf(TableLayout table, Instance instance, List<Move> moves)
    {
        var range = instance.Machine.Find(Machine<Bit, Num>.RangeOf(table.Name))!;
        var at = default(At<Num>);
        _ = new InvariantCheck(range, instance.Scope).IsViolated(instance.State, ref at);
        return new(design.Name, bug?.Name, instance.Scope, [.. moves], range.Name, at);
    }

    private static void Keep(Trace failure, Dictionary<string, IReadOnlyList<Trace>> failures)
    {
        var kept = failures.GetValueOrDefault(failure.Invariant, []);
        if (kept.Count < FailuresKept)
        {
            failures[failure.Invariant] = [.. kept, failure];
        }
    }

    private sealed class Stage(Instance instance, IReadOnlyList<string> without)
    {
        public Instance Instance => instance;

        public IReadOnlyList<string> Without => without;

        public Resolver Resolver { get; } = new(instance, without);

        public IncrementalCheck Check { get; } = new(instance, instance.Machine.Properties);
    }
}
