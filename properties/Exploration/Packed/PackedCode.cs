using System.Linq.Expressions;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Symbolic;
using Vmemmap.Properties.Compilation;
using Vmemmap.Properties.Exploration.Layout;
using static System.Linq.Expressions.Expression;

namespace Vmemmap.Properties.Exploration.Packed;

/// <summary>Turns terms into code that reads the packed words of a state directly: no unpacking, no call per cell.</summary>
/// <param name="layout">where the cells lie.</param>
/// <param name="scope">the sizes.</param>
/// <param name="words">the words of the state that terms speak of.</param>
internal sealed class PackedCode(PackedLayout layout, Scope scope, ParameterExpression words) : TermCode(scope)
{
    /// <summary>The bit position of a cell, and whether its indices are inside the table: null where that is certain.</summary>
    public (Expression Position, Expression? IsInside) Locate(PackedTable table, IReadOnlyList<Term> indices, int furtherCells = 0) =>
        Locate(table.Layout.Indices, indices, table.FirstBit + furtherCells * table.Width, table.Stride);

    /// <summary>The bits of a cell.</summary>
    public static Expression Bits(Expression words, Expression position, ulong mask) =>
        And(RightShift(ArrayIndex(words, WordOf(position)), ShiftOf(position)), Constant(mask));

    /// <summary>The word in which a position lies.</summary>
    public static Expression WordOf(Expression position) => position is ConstantExpression { Value: int at } ? Constant(at >> 6) : RightShift(position, Constant(6));

    /// <summary>The place of a position within its word.</summary>
    public static Expression ShiftOf(Expression position) => position is ConstantExpression { Value: int at } ? Constant(at & 63) : And(position, Constant(63));

    /// <inheritdoc/>
    protected override Expression Read(Term cell)
    {
        var table = layout[cell.Table.Name];
        return Once(cell.Arguments, () => Read(cell, table));
    }

    private Expression Read(Term cell, PackedTable table)
    {
        var (position, isInside) = Locate(table, cell.Arguments);
        if (table.Width == 0)
        {
            return isInside is null ? Constant(table.Low) : Condition(isInside, Constant(table.Low), Constant(0));
        }
        Expression value = Bits(words, position, table.Mask);
        value = cell.IsTruth ? NotEqual(value, Constant(0UL)) : table.Low == 0 ? Convert(value, typeof(int)) : Add(Convert(value, typeof(int)), Constant(table.Low));
        return isInside is null ? value : Condition(isInside, value, cell.IsTruth ? Constant(false) : Constant(0));
    }

    /// <inheritdoc/>
    protected override bool IsBelow(Term cell, int count) =>
        layout[cell.Table.Name] is { Low: >= 0 } table && table.High < count && IsCertainlyInside(cell);
}
