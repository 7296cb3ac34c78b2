using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;

namespace Vmemmap.Properties.Checking.Dependence;

/// <summary>A read of one cell of a table, its indices given as terms.</summary>
public sealed record TableRead(TableLayout Table, IReadOnlyList<NumberTerm> Indices)
{
    /// <summary>The variables that the indices read.</summary>
    public int Variables => Indices.Aggregate(0, (all, index) => all | index.Variables);

    /// <summary>The value of the cell; outside the table 0, as in <see cref="Memory"/>.</summary>
    public int Evaluate(ReadOnlySpan<int> cells, in At<Num> at)
    {
        var cell = Indices switch
        {
            [] => Table.Offset,
            [var i] => Table.Cell(i.Evaluate(cells, at)),
            [var i, var j] => Table.Cell(i.Evaluate(cells, at), j.Evaluate(cells, at)),
            [var i, var j, var k] => Table.Cell(i.Evaluate(cells, at), j.Evaluate(cells, at), k.Evaluate(cells, at)),
            _ => throw new InvalidOperationException($"The table '{Table.Name}' has more than three indices."),
        };
        return cell < 0 ? 0 : cells[cell];
    }

    /// <inheritdoc/>
    public override string ToString() => Indices.Count == 0 ? Table.Name : $"{Table.Name}[{string.Join(", ", Indices)}]";
}
