using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Parts;
using Vmemmap.Model.Symbolic;
using Vmemmap.Properties.Control;

namespace Vmemmap.Properties.Vacuity;

/// <summary>
/// What ought to be possible, each stated as the invariant that it never happens: a shortest violation of that is a shortest witness.
/// </summary>
public static class Goals
{
    /// <summary>The step is never taken.</summary>
    /// <param name="step">the step.</param>
    /// <param name="scope">the sizes of the states in which this is evaluated.</param>
    public static Invariant<Bit, Num> NeverTaken(Step<Bit, Num> step, Scope scope)
    {
        ArgumentNullException.ThrowIfNull(step);
        // Of the state given, not of one instance: a search may evaluate it in states of its own, on several threads.
        return new($"{step.Name} is never taken", [], $"{step.Name} is never taken.", "Goal of a search.", step.Parameters, [],
            (s, x) => !Instance.IsEnabled(step, s, scope, x));
    }

    /// <summary>The step never takes its actor along the edge.</summary>
    /// <param name="step">the step.</param>
    /// <param name="edge">one of its edges.</param>
    /// <param name="scope">the sizes of the states in which this is evaluated.</param>
    public static Invariant<Bit, Num> NeverGoes(Step<Bit, Num> step, ControlEdge edge, Scope scope)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(edge);
        var name = $"{step.Name} never {edge.Says}";
        return new(name, [], $"{name}.", "Goal of a search.", step.Parameters, [],
            (s, x) => !Instance.IsEnabled(step, s, scope, x) || !edge.IsTaken((CellStore)s.Tables, x));
    }

    /// <summary>The premises of the invariant never hold, all of them at once.</summary>
    public static Invariant<Bit, Num> PremisesNeverHold(Invariant<Bit, Num> invariant)
    {
        ArgumentNullException.ThrowIfNull(invariant);
        return invariant with
        {
            Name = $"premises of {invariant.Name} never hold",
            Ids = [],
            Sentence = $"The premises of {invariant.Name} never hold.",
            Origin = "Goal of a search.",
            Conclusion = (_, _) => false,
        };
    }

    /// <summary>What is so wherever a step can be taken, as terms: all of its guard but what it asks of all values of something.</summary>
    public static RecordedInvariant NecessaryFor(RecordedStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return new(step.Name, step.Parameters,
            [.. step.Guard.Where(conjunct => conjunct.ForAll.Count == 0).Select(conjunct => (TermVariables.DepthOf(conjunct.Holds, step.Parameters), conjunct.Holds))], TermBank.Current.False);
    }

    /// <summary>The premises of an invariant, as terms.</summary>
    public static RecordedInvariant NecessaryFor(RecordedInvariant invariant)
    {
        ArgumentNullException.ThrowIfNull(invariant);
        return invariant with { Conclusion = TermBank.Current.False };
    }
}
