namespace Vmemmap.Model.Concrete;

/// <summary>Numbers in the cells of a store.</summary>
internal sealed class ConcreteNumbers(CellStore memory, TableLayout layout) : NumberTable<Bit, Num>
{
    public TableLayout Layout => layout;

    public override Num Value
    {
        get => memory.Read(layout.Offset);
        set => memory.Write(layout, layout.Offset, value.Value);
    }

    public override Num this[Num i]
    {
        get => memory.Read(layout.Cell(i.Value));
        set => memory.Write(layout, layout.Cell(i.Value), value.Value);
    }

    public override Num this[Num i, Num j]
    {
        get => memory.Read(layout.Cell(i.Value, j.Value));
        set => memory.Write(layout, layout.Cell(i.Value, j.Value), value.Value);
    }

    public override void Fill(Num i, Num value) => memory.Fill(layout, i.Value, value.Value);

    public override void CopyRow(Num to, Num from) => memory.CopyRow(layout, to.Value, layout, from.Value);
}

/// <summary>Truth values in the cells of a store.</summary>
internal sealed class ConcreteTruths(CellStore memory, TableLayout layout) : TruthTable<Bit, Num>
{
    public TableLayout Layout => layout;

    public override Bit Value
    {
        get => memory.Read(layout.Offset) != 0;
        set => memory.Write(layout, layout.Offset, value.IsTrue ? 1 : 0);
    }

    public override Bit this[Num i]
    {
        get => memory.Read(layout.Cell(i.Value)) != 0;
        set => memory.Write(layout, layout.Cell(i.Value), value.IsTrue ? 1 : 0);
    }

    public override Bit this[Num i, Num j]
    {
        get => memory.Read(layout.Cell(i.Value, j.Value)) != 0;
        set => memory.Write(layout, layout.Cell(i.Value, j.Value), value.IsTrue ? 1 : 0);
    }

    public override Bit this[Num i, Num j, Num k]
    {
        get => memory.Read(layout.Cell(i.Value, j.Value, k.Value)) != 0;
        set => memory.Write(layout, layout.Cell(i.Value, j.Value, k.Value), value.IsTrue ? 1 : 0);
    }

    public override void Fill(Num i, Bit value) => memory.Fill(layout, i.Value, value.IsTrue ? 1 : 0);

    public override void CopyRow(Num to, Num from) => memory.CopyRow(layout, to.Value, layout, from.Value);

    public override void CopyRowOf(TruthTable<Bit, Num> other, Num row) => memory.CopyRow(layout, row.Value, ((ConcreteTruths)other).Layout, row.Value);
}
