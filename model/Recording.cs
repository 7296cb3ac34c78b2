using Vmemmap.Model.Concrete;
using Vmemmap.Model.Symbolic;

namespace Vmemmap.Model;

/// <summary>One conjunct of a recorded guard.</summary>
/// <param name="Name">what it says.</param>
/// <param name="Holds">the condition.</param>
/// <param name="ForAll">the variables that it must hold for, whatever their values.</param>
public sealed record RecordedConjunct(string Name, Term Holds, IReadOnlyList<Index> ForAll);

/// <summary>A step as terms over the state before it.</summary>
/// <param name="Name">its name.</param>
/// <param name="Parameters">the variables that choose the instance.</param>
/// <param name="Guard">conjuncts, in the order of the step.</param>
/// <param name="Effect">all assignments, to be made at once: table after table, in order within each.</param>
public sealed record RecordedStep(string Name, IReadOnlyList<Index> Parameters, IReadOnlyList<RecordedConjunct> Guard, IReadOnlyList<Assignment> Effect);

/// <summary>An invariant as terms.</summary>
/// <param name="Name">its name.</param>
/// <param name="Indices">the quantified variables, outermost first.</param>
/// <param name="Premises">conditions, each with the number of variables, outermost first, that it reads.</param>
/// <param name="Conclusion">what holds then.</param>
public sealed record RecordedInvariant(string Name, IReadOnlyList<Index> Indices, IReadOnlyList<(int Variables, Term Holds)> Premises, Term Conclusion);

/// <summary>
/// A machine in one scope, written down: what engines compile and what is printed for the tools of others. Its terms are made by the very
/// operators whose formulas are proved, with the sizes of the scope for the unknown ones.
/// </summary>
/// <param name="Name">the design, and the bug where there is one.</param>
/// <param name="Scope">the sizes.</param>
/// <param name="Tables">the components of the state.</param>
/// <param name="Steps">what can happen.</param>
/// <param name="Invariants">what must hold.</param>
/// <param name="Initial">the cells of the one initial state.</param>
public sealed record Recording(
    string Name, Scope Scope, IReadOnlyList<TableLayout> Tables,
    IReadOnlyList<RecordedStep> Steps, IReadOnlyList<RecordedInvariant> Invariants, IReadOnlyList<int> Initial)
{
    /// <summary>Records an instance: its steps within bounds, and the properties and lemmas named, or all.</summary>
    public static Recording Of(Instance instance, Bounds bounds, IReadOnlySet<string>? invariants = null)
    {
        var machine = new Machine<Formula, Integer>(instance.Design, instance.Bug);
        var before = machine.NewState(new SymbolicTables(instance.Scope));
        return new(
            $"{instance.Design.Name}{(instance.Bug is null ? "" : $" with {instance.Bug.Name}")}",
            instance.Scope,
            instance.Memory.Layouts,
            [.. bounds.Restrict(machine.Steps, instance.Scope).Select(step => Record(step, before, new(instance.Scope)))],
            [.. machine.Properties.Concat(machine.Lemmas).Where(i => invariants?.Contains(i.Name) ?? true).Select(i => Record(i, before))],
            instance.BootCells);
    }

    /// <summary>Records a step by itself, whatever the sizes: they are unknowns with the names of <see cref="Size"/>.</summary>
    /// <param name="step">the step.</param>
    /// <param name="shape">the machine that it is a step of.</param>
    public static RecordedStep Of(Step<Formula, Integer> step, Shape shape) => Record(step, new(shape, new SymbolicTables()), new SymbolicTables());

    // The tables are empty: they remember what is assigned.
    private static RecordedStep Record(Step<Formula, Integer> step, State<Formula, Integer> before, SymbolicTables tables)
    {
        var at = TermVariables.All;
        step.Then(new State<Formula, Integer>(before.Shape, tables), at);
        return new(
            step.Name,
            step.Parameters,
            [.. step.Guard.Select(c => new RecordedConjunct(c.Name, c.Holds(before, at).Term, c.ForAll))],
            [.. tables.Assignments]);
    }

    private static RecordedInvariant Record(Invariant<Formula, Integer> invariant, State<Formula, Integer> state)
    {
        var at = TermVariables.All;
        return new(
            invariant.Name,
            invariant.Indices,
            [.. invariant.Premises.Select(premise => premise(state, at).Term).Select(term => (TermVariables.DepthOf(term, invariant.Indices), term))],
            invariant.Conclusion(state, at).Term);
    }
}
