using System.Linq.Expressions;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Symbolic;
using static System.Linq.Expressions.Expression;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Exploration.Packed;

/// <summary>Turns terms into code that reads the packed words of a state directly: no unpacking, no call per cell.</summary>
/// <param name="layout">where the cells lie.</param>
/// <param name="scope">the sizes.</param>
/// <param name="words">the words of the state that terms speak of.</param>
internal sealed class TermCode(PackedLayout layout, Scope scope, ParameterExpression words)
{
    private readonly Dictionary<Term, ParameterExpression> locals = [];
    private readonly ParameterExpression[] variables = [.. Enum.GetValues<Index>().Select(index => Variable(typeof(int), Recording.NameOf(index)))];

    /// <summary>The local variable for an index, declared by whoever uses it.</summary>
    public ParameterExpression VariableOf(Index index) => variables[(int)index];

    /// <summary>Declares a local for each subterm used more than once, and computes it: for code that needs all of the terms.</summary>
    public IEnumerable<(ParameterExpression Local, Expression Value)> Share(IReadOnlyList<Term> terms)
    {
        TermUses uses = new(terms);
        foreach (var term in uses.InOrder.Where(term => uses.IsShared(term) && !locals.ContainsKey(term)))
        {
            var value = Of(term);
            var local = Variable(value.Type);
            locals[term] = local;
            yield return (local, value);
        }
    }

    /// <summary>Forgets the locals that <see cref="Share"/> declared.</summary>
    public void EndSharing() => locals.Clear();

    /// <summary>The code of a term: an int or a bool.</summary>
    public Expression Of(Term term) => locals.TryGetValue(term, out var local) ? local : term.Kind switch
    {
        TermKind.Integer => Constant(term.Value),
        TermKind.Truth => Constant(term.Value == 1),
        TermKind.Unknown => Array.Find(variables, variable => variable.Name == term.Name)
            ?? throw new InvalidOperationException($"'{term.Name}' is not a variable of a recorded machine."),
        TermKind.Cell => Read(term),
        TermKind.Sum => Add(Of(term.Arguments[0]), Of(term.Arguments[1])),
        TermKind.Difference => Subtract(Of(term.Arguments[0]), Of(term.Arguments[1])),
        TermKind.Equal => Equal(Of(term.Arguments[0]), Of(term.Arguments[1])),
        TermKind.Less => LessThan(Of(term.Arguments[0]), Of(term.Arguments[1])),
        TermKind.Not => Not(Of(term.Arguments[0])),
        TermKind.And => AndAlso(Of(term.Arguments[0]), Of(term.Arguments[1])),
        TermKind.Or => OrElse(Of(term.Arguments[0]), Of(term.Arguments[1])),
        _ => Condition(Of(term.Arguments[0]), Of(term.Arguments[1]), Of(term.Arguments[2])),
    };

    /// <summary>Does the condition hold for all values of the variables?</summary>
    public Expression ForAll(IReadOnlyList<Index> over, Term condition)
    {
        if (over.Count == 0)
        {
            return Of(condition);
        }
        var (end, holds) = (Label(), Variable(typeof(bool)));
        var search = ForEach(over, IfThen(Not(Of(condition)), Block(Assign(holds, Constant(false)), Goto(end))));
        return Block([holds, .. over.Select(VariableOf)], Assign(holds, Constant(true)), search, Label(end), holds);
    }

    /// <summary>Runs the body for all values of the variables, the last fastest.</summary>
    public Expression ForEach(IReadOnlyList<Index> over, Expression body) =>
        over.Reverse().Aggregate(body, (inner, index) => For(index, inner, Label()));

    /// <summary>Runs the body for all values of one variable; the body may jump to <paramref name="next"/>.</summary>
    public Expression For(Index index, Expression body, LabelTarget next)
    {
        var (variable, end) = (VariableOf(index), Label());
        return Block(
            Assign(variable, Constant(0)),
            Loop(Block(
                IfThen(GreaterThanOrEqual(variable, Constant(scope.Count(index))), Break(end)),
                body,
                Label(next),
                PreIncrementAssign(variable)), end));
    }

    /// <summary>The bit position of a cell, and whether its indices are inside the table: null where that is certain.</summary>
    public (Expression Position, Expression? IsInside) Locate(PackedTable table, IReadOnlyList<Term> indices, int furtherCells = 0)
    {
        Expression position = Constant(table.FirstBit + furtherCells * table.Width);
        Expression? isInside = null;
        for (var axis = 0; axis < indices.Count; axis++)
        {
            var count = scope.Count(table.Layout.Indices[axis]);
            var step = table.Layout.Indices.Skip(axis + 1).Aggregate(table.Width, (product, index) => product * scope.Count(index));
            var index = Of(indices[axis]);
            if (!IsCertainlyInside(indices[axis], count))
            {
                var inside = LessThan(Convert(index, typeof(uint)), Constant((uint)count));
                isInside = isInside is null ? inside : AndAlso(isInside, inside);
            }
            position = Plus(position, index, step);
        }
        return (position, isInside);
    }

    /// <summary>The bits of a cell.</summary>
    public static Expression Bits(Expression words, Expression position, ulong mask) =>
        And(RightShift(ArrayIndex(words, WordOf(position)), ShiftOf(position)), Constant(mask));

    /// <summary>The word in which a position lies.</summary>
    public static Expression WordOf(Expression position) => position is ConstantExpression { Value: int at } ? Constant(at >> 6) : RightShift(position, Constant(6));

    /// <summary>The place of a position within its word.</summary>
    public static Expression ShiftOf(Expression position) => position is ConstantExpression { Value: int at } ? Constant(at & 63) : And(position, Constant(63));

    // Outside the table a read gives 0, as in Memory.
    private Expression Read(Term cell)
    {
        var table = layout[cell.Table.Name];
        var (position, isInside) = Locate(table, cell.Arguments);
        if (table.Width == 0)
        {
            return isInside is null ? Constant(table.Low) : Condition(isInside, Constant(table.Low), Constant(0));
        }
        Expression value = Bits(words, position, table.Mask);
        value = cell.IsTruth ? NotEqual(value, Constant(0UL)) : table.Low == 0 ? Convert(value, typeof(int)) : Add(Convert(value, typeof(int)), Constant(table.Low));
        return isInside is null ? value : Condition(isInside, value, cell.IsTruth ? Constant(false) : Constant(0));
    }

    private bool IsCertainlyInside(Term index, int count) => index.Kind switch
    {
        TermKind.Integer => index.Value >= 0 && index.Value < count,
        TermKind.Unknown => Enum.GetValues<Index>().Any(i => Recording.NameOf(i) == index.Name && scope.Count(i) <= count),
        TermKind.Cell => layout[index.Table.Name] is { Low: >= 0 } table && table.High < count && IsInside(index),
        _ => false,
    };

    private bool IsInside(Term cell) =>
        cell.Arguments.Select((argument, axis) => IsCertainlyInside(argument, scope.Count(cell.Table.Indices[axis]))).All(inside => inside);

    private static Expression Plus(Expression position, Expression index, int step) => (position, index) switch
    {
        (ConstantExpression { Value: int at }, ConstantExpression { Value: int i }) => Constant(at + i * step),
        _ => Add(position, step == 1 ? index : Multiply(index, Constant(step))),
    };
}
