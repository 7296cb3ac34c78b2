using System.Linq.Expressions;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Symbolic;
using static System.Linq.Expressions.Expression;

namespace Vmemmap.Properties.Compilation;

/// <summary>Turns terms into code that reads the cells of a <see cref="CellStore"/>. No table there is certain to keep to its range.</summary>
/// <param name="tables">where each table lies.</param>
/// <param name="scope">the sizes.</param>
/// <param name="cells">the cells of the state that terms speak of.</param>
internal sealed class MemoryCode(IReadOnlyList<TableLayout> tables, Scope scope, ParameterExpression cells) : TermCode(scope)
{
    private readonly Dictionary<string, TableLayout> byName = tables.ToDictionary(table => table.Name);

    /// <inheritdoc/>
    protected override Expression Read(Term cell)
    {
        var table = byName[cell.Table.Name];
        return Once(cell.Arguments, () =>
        {
            var (position, isInside) = Locate(table.Indices, cell.Arguments, table.Offset, table.Stride);
            Expression value = ArrayIndex(cells, position);
            value = cell.IsTruth ? NotEqual(value, Constant(0)) : value;
            return isInside is null ? value : Condition(isInside, value, Default(value.Type));
        });
    }

    /// <inheritdoc/>
    protected override bool IsBelow(Term cell, int count) => false;
}
