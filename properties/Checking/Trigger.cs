using Vmemmap.Model.Concrete;
using Vmemmap.Model.Symbolic;
using Vmemmap.Properties.Checking.Dependence;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Checking;

/// <summary>Tells, for a change of a cell, which instances of one invariant it can have made false through one of its reads.</summary>
internal sealed class Trigger
{
    private readonly Use[] uses;
    private readonly Axis[] axes;
    private readonly int equal = -1;
    private readonly Side sides;

    /// <param name="site">the read.</param>
    /// <param name="table">the table that it reads.</param>
    /// <param name="variables">the invariant's variables, outermost first.</param>
    /// <param name="conditions">terms of the invariant's conditions: gets those of this read that are not among them.</param>
    /// <param name="candidates">the invariant's candidates: gets those of this read that are not among them.</param>
    public Trigger(ReadSite site, TableLayout table, IReadOnlyList<Index> variables, List<Term> conditions, List<Equality> candidates)
    {
        uses = [.. site.Uses];
        axes = [.. site.Cell.Arguments.Select(AxisOf)];
        foreach (var use in site.Uses.OfType<VariableUse>())
        {
            (equal, sides) = (PositionOf(use.Variable), sides | use.Side);
        }
        NeedsCells = axes.Skip(1).Any(axis => axis.Kind == AxisKind.Constant);
        Column = axes switch
        {
            [_, { Kind: AxisKind.Constant } j] => table.Cell(0, j.Number) - table.Offset,
            [_, { Kind: AxisKind.Constant } j, { Kind: AxisKind.Constant } k] => table.Cell(0, j.Number, k.Number) - table.Offset,
            _ => -1,
        };
        Candidates = site.Within.Aggregate(0, (all, equality) => all | 1 << NumberOf(equality, candidates));

        Axis AxisOf(Term index) => index.Kind switch
        {
            TermKind.Integer => new(AxisKind.Constant, index.Value),
            TermKind.Unknown => new(AxisKind.Variable, PositionOf(TermVariables.IndexOf(index))),
            _ => new(AxisKind.Condition, NumberOf(index, conditions)),
        };

        int PositionOf(Index index)
        {
            var position = variables.ToList().IndexOf(index);
            return position >= 0 ? position : throw new InvalidOperationException($"An invariant reads the variable '{index}', which it does not declare.");
        }
    }

    /// <summary>Variables that can have two values only: a bit for each of the invariant's candidates.</summary>
    public int Candidates { get; }

    /// <summary>A constant is among the indices after the first: of a row's changed cells only some matter.</summary>
    public bool NeedsCells { get; }

    /// <summary>The only cell of a row that matters, counted from the row's first; -1 where several may.</summary>
    public int Column { get; }

    /// <summary>Which instances are concerned depends on the cell's value: the uses are tests for equality with one variable, the same for all.</summary>
    public bool NeedsValues => equal >= 0;

    /// <summary>Can a change of a cell from one value to the other make the invariant false?</summary>
    public bool Matters(int before, int after)
    {
        foreach (var use in uses)
        {
            if (use.Matters(before, after))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The instances that a change of a cell concerns.</summary>
    /// <param name="indices">of the cell; all but the first are -1 for a whole row.</param>
    /// <param name="before">the old value of the cell.</param>
    /// <param name="after">its new value.</param>
    /// <param name="check">is told of them.</param>
    public void Bind((int I, int J, int K) indices, int before, int after, BoundCheck check)
    {
        var binding = new Binding(Candidates);
        for (var axis = 0; axis < axes.Length; axis++)
        {
            var value = axis == 0 ? indices.I : axis == 1 ? indices.J : indices.K;
            if (value >= 0 && !IsPossible(axes[axis], value, ref binding))
            {
                return;
            }
        }
        if (equal < 0)
        {
            check.Add(binding);
            return;
        }
        if ((sides & Side.Rising) != Side.None)
        {
            BindEqual(binding, after, check);
        }
        if ((sides & Side.Falling) != Side.None)
        {
            BindEqual(binding, before, check);
        }
    }

    private static bool IsPossible(Axis axis, int value, ref Binding binding) => axis.Kind switch
    {
        AxisKind.Constant => axis.Number == value,
        AxisKind.Variable => binding.TryFix(axis.Number, value),
        _ => binding.TryWant(axis.Number, value),
    };

    private void BindEqual(Binding binding, int value, BoundCheck check)
    {
        if (binding.TryFix(equal, value))
        {
            check.Add(binding);
        }
    }

    private static int NumberOf<T>(T item, List<T> all)
    {
        if (!all.Contains(item))
        {
            all.Add(item);
        }
        return all.IndexOf(item);
    }

    private enum AxisKind
    {
        Constant,
        Variable,
        Condition,
    }

    // An index of the read: a constant's value, a variable's position, or the number of a condition's term.
    private readonly record struct Axis(AxisKind Kind, int Number);
}
