using System.Runtime.InteropServices;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Parts;
using Vmemmap.Properties.Checking;
using Vmemmap.Properties.Stories;
using Vmemmap.Properties.Traces;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Scenarios;

/// <summary>A run in a setting, in the last state reached.</summary>
internal sealed class Run(Setting setting)
{
    private readonly Replayer replayer = new(new Instance(setting.Design, setting.Scope, setting.Bug));
    private readonly List<Move> moves = [];

    public Setting Setting => setting;

    /// <summary>The moves taken from the boot state.</summary>
    public IReadOnlyList<Move> Moves => moves;

    /// <summary>The instance in the state reached.</summary>
    public Instance Instance => replayer.Instance;

    /// <summary>The state reached, as a key: what goes on by a rule from a state that it was in before goes on for ever.</summary>
    public string State => new(MemoryMarshal.Cast<int, char>(Instance.Memory.Cells));

    /// <summary>The step of that name.</summary>
    /// <exception cref="ScenarioException">there is none.</exception>
    public Step<Bit, Num> StepOf(string name) => replayer.FindStep(name)
        ?? throw Wrong($"Step {moves.Count + 1}, '{name}', is not one of {setting.Name}: its steps are {string.Join(", ", Instance.Machine.Steps.Select(s => s.Name))}.");

    /// <summary>The buddy allocator has the frame: nothing that matters tells it from others.</summary>
    public bool IsFree(int frame) => Instance.State.Owner[frame].Value == Owner.Buddy;

    public bool IsEnabled(Move move) => replayer.IsEnabled(move);

    /// <summary>Takes a move.</summary>
    /// <exception cref="ScenarioException">it cannot be taken.</exception>
    public void Take(Move move)
    {
        var step = StepOf(move.Step);
        foreach (var index in step.Parameters)
        {
            CheckRange(step, index, move.At[index].Value);
        }
        if (replayer.Take(move, moves.Count + 1) is { } refusal)
        {
            throw Wrong($"{refusal.Sentence(setting.Name)} What can be taken: {string.Join(", ", StepsEnabled())}.");
        }
        moves.Add(move);
    }

    /// <summary>Is there such a value of the step's parameter?</summary>
    /// <exception cref="ScenarioException">there is none.</exception>
    public void CheckRange(Step<Bit, Num> step, Index index, int value)
    {
        var count = setting.Scope.Count(index);
        if (value < 0 || value >= count)
        {
            var allowed = count == 0 ? "the scope has none" : $"it must be from 0 to {count - 1}";
            throw Wrong($"In step {moves.Count + 1}, '{step.Name}', the {TraceJson.NameOf(index)} is {value}, but {allowed}.");
        }
    }

    /// <summary>The run up to here as a counterexample to an invariant; null where that holds.</summary>
    /// <exception cref="ScenarioException">there is no such invariant.</exception>
    public Trace? Violation(string invariant)
    {
        var found = replayer.FindInvariant(invariant)
            ?? throw Wrong($"There is no invariant '{invariant}': the names are {string.Join(", ", Invariants.Select(i => i.Name))}.");
        var at = default(At<Num>);
        return new InvariantCheck(found, setting.Scope).IsViolated(Instance.State, ref at)
            ? new(setting.Design.Name, setting.Bug?.Name, setting.Scope, [.. moves], invariant, at)
            : null;
    }

    /// <summary>Names of the properties violated in the state reached.</summary>
    public IEnumerable<string> Violated => Instance.Machine.Properties.Select(p => p.Name).Where(p => Violation(p) is not null);

    /// <summary>What is wrong, with the story so far.</summary>
    public ScenarioException Wrong(string sentence) =>
        new(moves.Count == 0 ? sentence : $"{sentence}\n\n{Story.SoFar(moves, setting.Scope, setting.Design, setting.Bug)}");

    private IEnumerable<Invariant<Bit, Num>> Invariants => Instance.Machine.Properties.Concat(Instance.Machine.Lemmas);

    private IEnumerable<string> StepsEnabled() => Instance.Machine.Steps
        .Where(step => Assignments.Of(step.Parameters, setting.Scope).Any(at => Instance.IsEnabled(step, at)))
        .Select(step => step.Name);
}
