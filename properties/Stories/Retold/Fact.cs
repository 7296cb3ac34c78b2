using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;

namespace Vmemmap.Properties.Stories.Retold;

/// <summary>A cell that a truth value hinges on.</summary>
/// <param name="Table">the table.</param>
/// <param name="I">first index.</param>
/// <param name="J">second index.</param>
/// <param name="K">third index.</param>
/// <param name="Value">what the cell holds.</param>
/// <param name="Wanted">what it was compared with, where that was a constant and it is not equal to it.</param>
internal sealed record Fact(TableLayout Table, int I, int J, int K, int Value, int? Wanted = null)
{
    /// <summary>Is it a cell of this table?</summary>
    public bool IsOf(NumberTable<Bit, Num> table) => Table == TableLayout.Of(table);

    /// <inheritdoc cref="IsOf(NumberTable{Bit, Num})"/>
    public bool IsOf(TruthTable<Bit, Num> table) => Table == TableLayout.Of(table);
}
