namespace Vmemmap.Model.Concrete;

/// <summary>Where the cells of one table lie in a <see cref="CellStore"/>.</summary>
public sealed class TableLayout
{
    private readonly int count0, count1, count2;

    internal TableLayout(string name, int number, Domain? values, IReadOnlyList<Index> indices, Scope scope, int offset)
    {
        Name = name;
        Number = number;
        Values = values;
        Indices = indices;
        Offset = offset;
        (Low, High) = (values?.Low(scope) ?? 0, values?.High(scope) ?? 1);
        count0 = indices.Count > 0 ? scope.Count(indices[0]) : 1;
        count1 = indices.Count > 1 ? scope.Count(indices[1]) : 1;
        count2 = indices.Count > 2 ? scope.Count(indices[2]) : 1;
    }

    /// <summary>The table's name, in the kernel's words.</summary>
    public string Name { get; }

    /// <summary>Its place in the order of declaration.</summary>
    public int Number { get; }

    /// <summary>What its numbers mean; null for a table of truth values.</summary>
    public Domain? Values { get; }

    /// <summary>Least value of a cell.</summary>
    public int Low { get; }

    /// <summary>Greatest value of a cell.</summary>
    public int High { get; }

    /// <summary>What it is indexed by.</summary>
    public IReadOnlyList<Index> Indices { get; }

    /// <summary>What a cell holds where nothing is to be remembered: 0 in a table of truth values, as it holds 0 and 1.</summary>
    public int Empty { get; internal init; }

    /// <summary>How readers are told of a cell; null where they never are.</summary>
    public Words? Says { get; internal init; }

    /// <summary>Writes to it are forgotten: what a seeded bug leaves undone.</summary>
    internal bool IsForgetful { get; set; }

    /// <summary>Its first cell.</summary>
    public int Offset { get; }

    /// <summary>How many cells it has.</summary>
    public int Length => count0 * count1 * count2;

    /// <summary>How many cells share one first index.</summary>
    public int RowLength => count1 * count2;

    /// <summary>Where the cells of a table of a concrete state lie.</summary>
    public static TableLayout Of(NumberTable<Bit, Num> table) => ((ConcreteNumbers)table).Layout;

    /// <inheritdoc cref="Of(NumberTable{Bit, Num})"/>
    public static TableLayout Of(TruthTable<Bit, Num> table) => ((ConcreteTruths)table).Layout;

    /// <summary>How many cells lie between one and the one whose index on this axis is greater by one.</summary>
    public int Stride(int axis) => axis switch
    {
        0 => RowLength,
        1 => count2,
        _ => 1,
    };

    /// <summary>The indices of a cell: unused ones are 0.</summary>
    public (int I, int J, int K) IndicesOf(int cell)
    {
        var at = cell - Offset;
        return (at / RowLength, at / count2 % count1, at % count2);
    }

    internal int Cell(ReadOnlySpan<int> indices) => indices.Length switch
    {
        0 => Offset,
        1 => Cell(indices[0]),
        2 => Cell(indices[0], indices[1]),
        _ => Cell(indices[0], indices[1], indices[2]),
    };

    /// <summary>The cell of a table with one index, or -1 where the index is outside.</summary>
    public int Cell(int i) => (uint)i < (uint)count0 ? Offset + i : -1;

    /// <summary>The cell of a table with two indices, or -1 where one is outside.</summary>
    public int Cell(int i, int j) => (uint)i < (uint)count0 && (uint)j < (uint)count1 ? Offset + i * count1 + j : -1;

    /// <summary>The cell of a table with three indices, or -1 where one is outside.</summary>
    public int Cell(int i, int j, int k) =>
        (uint)i < (uint)count0 && (uint)j < (uint)count1 && (uint)k < (uint)count2 ? Offset + (i * count1 + j) * count2 + k : -1;

    /// <summary>The first cell of a row, or -1 where there is no such row.</summary>
    internal int Row(int i) => (uint)i < (uint)count0 ? Offset + i * RowLength : -1;
}
