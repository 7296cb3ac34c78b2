using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Parts;

namespace Vmemmap.Properties.Traces;

/// <summary>A move that could not be taken.</summary>
/// <param name="Number">which step of the run it was to be, from 1.</param>
/// <param name="Move">the move.</param>
/// <param name="Unmet">the first conjunct of its guard that does not hold; null where the design has no such step, or the run has ended.</param>
public sealed record Refusal(int Number, Move Move, Conjunct<Bit, Num>? Unmet)
{
    /// <summary>The table whose range the step before has left: nothing follows that. Null where it has left none.</summary>
    public string? Outside { get; init; }

    /// <summary>Why, in one sentence.</summary>
    /// <param name="design">name of the design.</param>
    public string Sentence(string design) => Outside is not null
        ? $"Step {Number}, '{Move.Step}', cannot be taken: the one before has left the range of the table '{Outside}', and a run ends there."
        : Unmet is null ? $"Step {Number}, '{Move.Step}', is not one of {design}."
        : $"Step {Number}, '{Move.Step}', cannot be taken: it does not hold that {Unmet.Name}.";
}

/// <summary>Takes moves in an instance, each only where its guard holds: whatever runs a list of moves runs it by this.</summary>
public sealed class Replayer(Instance instance)
{
    private readonly Dictionary<string, Step<Bit, Num>> steps = instance.Machine.Steps.ToDictionary(step => step.Name);

    /// <summary>The instance, in the state reached.</summary>
    public Instance Instance => instance;

    /// <summary>The step of that name, or null.</summary>
    public Step<Bit, Num>? FindStep(string name) => steps.GetValueOrDefault(name);

    /// <summary>The property, lemma or range of that name, or null.</summary>
    public Invariant<Bit, Num>? FindInvariant(string name) => instance.Machine.Find(name);

    /// <summary>Can the move be taken in the present state?</summary>
    /// <exception cref="KeyNotFoundException">the design has no such step.</exception>
    public bool IsEnabled(Move move) => instance.Memory.Outside is null && instance.IsEnabled(steps[move.Step], move.At);

    /// <summary>Takes the move if it is enabled.</summary>
    /// <inheritdoc cref="IsEnabled"/>
    public bool TryTake(Move move)
    {
        if (!IsEnabled(move))
        {
            return false;
        }
        instance.Take(steps[move.Step], move.At);
        return true;
    }

    /// <summary>Takes the move; where it cannot be taken nothing changes.</summary>
    /// <param name="move">the move.</param>
    /// <param name="number">which step of the run it is, from 1.</param>
    /// <returns>null where it was taken, else why not.</returns>
    public Refusal? Take(Move move, int number)
    {
        if (FindStep(move.Step) is not { } step)
        {
            return new(number, move, Unmet: null);
        }
        if (instance.Memory.Outside is { } outside)
        {
            return new(number, move, Unmet: null) { Outside = outside.Name };
        }
        if (step.Guard.FirstOrDefault(conjunct => !instance.Holds(conjunct, move.At)) is { } unmet)
        {
            return new(number, move, unmet);
        }
        instance.Take(step, move.At);
        return null;
    }
}
