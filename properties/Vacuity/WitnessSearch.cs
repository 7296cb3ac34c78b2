using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Invariants;
using Vmemmap.Model.Museum;
using Vmemmap.Model.Parts;
using Vmemmap.Properties.Checking;
using Vmemmap.Properties.Control;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Properties.Vacuity;

/// <summary>
/// Looks for states that show that no proof about a design is vacuous: one that takes each step, one that takes an actor along each way from control point to
/// control point, and one in which the premises of each invariant hold. Each is replayed from the boot state, in an instance that the search did not touch, before it counts.
/// </summary>
public sealed class WitnessSearch
{
    private readonly Machine<Bit, Num> machine;

    /// <summary>Prepares the search in a design, with a seeded bug or without.</summary>
    public WitnessSearch(Design design, Bug? bug = null)
    {
        (Design, Bug) = (design, bug);
        machine = new(design, bug);
        Lemmas = machine.Lemmas;
        Steps = machine.Steps;
        Properties = machine.Properties;
        Walks = Walk.Of(design);
        Changes = [.. ControlEdges.Of(design, bug).Where(edge => edge.IsChange)];
    }

    /// <summary>The design, without the bug.</summary>
    public Design Design { get; }

    /// <summary>The seeded bug, or null.</summary>
    public Bug? Bug { get; }

    /// <summary>What the induction assumes: it must hold in each witness. The lemmas of the design unless others are given.</summary>
    public IReadOnlyList<Invariant<Bit, Num>> Lemmas { get; init; }

    /// <summary>The invariants, besides the lemmas, whose premises must be reachable. The properties of the design unless others are given.</summary>
    public IReadOnlyList<Invariant<Bit, Num>> Properties { get; init; }

    /// <summary>The steps, each of which must be taken. Those of the design unless others are given.</summary>
    public IReadOnlyList<Step<Bit, Num>> Steps { get; init; }

    /// <summary>The changes of a control point, each of which some run must make. Those of the design unless others are given.</summary>
    public IReadOnlyList<ControlEdge> Changes { get; init; }

    /// <summary>Where to look, one after the other: a walk ends when nothing is left to be found.</summary>
    public IReadOnlyList<Walk> Walks { get; init; }

    /// <summary>Told what is being done.</summary>
    public Action<string>? Progress { get; set; }

    /// <summary>Searches.</summary>
    /// <exception cref="OperationCanceledException">the search was cancelled.</exception>
    public Witnesses Find(CancellationToken cancellation = default)
    {
        List<Invariant<Bit, Num>> invariants = [.. Properties, .. Lemmas];
        Dictionary<string, Witness> steps = [], premises = [];
        Dictionary<ControlEdge, Witness> changes = [];
        var states = 0L;
        foreach (var walk in Walks)
        {
            var wantedSteps = Steps.Where(s => !steps.ContainsKey(s.Name)).ToDictionary(s => Goals.NeverTaken(s, walk.Scope));
            var wantedChanges = Changes.Where(c => !changes.ContainsKey(c)).Select(c => (Change: c, Step: StepOf(c))).ToDictionary(c => Goals.NeverGoes(c.Step, c.Change, walk.Scope));
            var wantedPremises = invariants.Where(i => !premises.ContainsKey(i.Name)).ToDictionary(Goals.PremisesNeverHold);
            if (wantedSteps.Count + wantedChanges.Count + wantedPremises.Count == 0)
            {
                break;
            }
            Instance instance = new(Design, walk.Scope, Bug);
            var written = Recording.Of(instance, Bounds.None);
            var found = Explore(
                walk,
                instance,
                [
                    .. wantedSteps.Select(w => (w.Key, GuardOf(w.Value, written))),
                    .. wantedChanges.Select(w => (w.Key, GuardOf(w.Value.Step, written))),
                    .. wantedPremises.Select(w => (w.Key, PremisesOf(w.Value, written))),
                ],
                cancellation);
            states += found.States;
            foreach (var (goal, step) in wantedSteps.Where(w => found.Violations.ContainsKey(w.Key.Name)))
            {
                steps[step.Name] = Replayed(found.Violations[goal.Name], goal, step);
            }
            foreach (var (goal, (change, step)) in wantedChanges.Where(w => found.Violations.ContainsKey(w.Key.Name)))
            {
                changes[change] = Replayed(found.Violations[goal.Name], goal, step);
            }
            foreach (var (goal, invariant) in wantedPremises.Where(w => found.Violations.ContainsKey(w.Key.Name)))
            {
                premises[invariant.Name] = Replayed(found.Violations[goal.Name], goal);
            }
        }
        return new(
            Design.Name,
            [.. Steps.Select(s => new Sought(s.Name, steps.GetValueOrDefault(s.Name)))],
            [.. Changes.Select(c => new SoughtChange(c, changes.GetValueOrDefault(c)))],
            [.. invariants.Select(i => new Sought(i.Name, premises.GetValueOrDefault(i.Name)))],
            UnmetInitially(),
            states);
    }

    private Step<Bit, Num> StepOf(ControlEdge change) => machine.Steps.Single(step => step.Name == change.Step);

    // Of what is not the machine's own nothing is written down.
    private RecordedInvariant? GuardOf(Step<Bit, Num> step, Recording written) => machine.Steps.Any(own => ReferenceEquals(own, step)) ? Goals.NecessaryFor(written.Steps.Single(own => own.Name == step.Name)) : null;

    private RecordedInvariant? PremisesOf(Invariant<Bit, Num> invariant, Recording written) =>
        machine.Properties.Concat(machine.Lemmas).Any(own => ReferenceEquals(own, invariant)) ? Goals.NecessaryFor(written.Invariants.Single(own => own.Name == invariant.Name)) : null;

    private ExplorationResult Explore(Walk walk, Instance instance, IReadOnlyList<(Invariant<Bit, Num> Goal, RecordedInvariant? Necessary)> wanted, CancellationToken cancellation)
    {
        var goals = wanted.Select(one => one.Goal).ToList();
        var necessary = wanted.Where(one => one.Necessary is not null).ToDictionary(one => one.Goal.Name, one => one.Necessary!);
        var explorer = new Explorer(instance, walk.Bounds, goals, new() { States = walk.States }, necessary)
        {
            Progress = progress => Progress?.Invoke($"{Design.Name}: {walk.Scope}, {goals.Count} witnesses sought, {progress}"),
        };
        var result = explorer.Run(goals.Select(g => g.Name).ToHashSet(), cancellation);
        cancellation.ThrowIfCancellationRequested();
        return result;
    }

    private Witness Replayed(Trace trace, Invariant<Bit, Num> goal, Step<Bit, Num>? step = null)
    {
        var instance = new Instance(Design, trace.Scope, Bug);
        if (Replay.Problem(instance, trace.Moves) is { } problem)
        {
            throw new InvalidOperationException($"Internal error: the witness against '{goal.Name}' in {Design.Name} does not replay. {problem}");
        }
        var at = trace.At;
        if (!new InvariantCheck(goal, trace.Scope).IsViolatedAt(instance.State, at))
        {
            throw new InvalidOperationException($"Internal error: the witness against '{goal.Name}' in {Design.Name} ends in a state that is none.");
        }
        IReadOnlyList<string> unmet = Unmet(Lemmas, instance);
        if (step is not null)
        {
            instance.Take(step, at);
        }
        return new(trace.Scope, trace.Moves, at, unmet);
    }

    // The initial state of proofs, which is not the boot state: see Instance.Boot.
    private IReadOnlyList<string> UnmetInitially()
    {
        var instance = new Instance(Design, Design.SmallScope, Bug);
        instance.GoTo([.. instance.PlainCells]);
        return Unmet(Initial<Bit, Num>.Conditions, instance);
    }

    private static IReadOnlyList<string> Unmet(IEnumerable<Invariant<Bit, Num>> conditions, Instance instance) =>
        [.. conditions.Where(c =>
        {
            var at = default(Model.Logic.At<Num>);
            return new InvariantCheck(c, instance.Scope).IsViolated(instance.State, ref at);
        }).Select(c => c.Name)];
}
