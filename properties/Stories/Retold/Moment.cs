using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Parts;

namespace Vmemmap.Properties.Stories.Retold;

/// <summary>A cell that a step changed.</summary>
internal readonly record struct Change(TableLayout Table, int I, int J, int K, int Old, int New)
{
    /// <summary>It holds now what it holds where nothing is to be remembered.</summary>
    public bool IsForgotten => New == Table.Empty;
}

/// <summary>One step as it was taken: the states around it and the cells that differ.</summary>
internal sealed class Moment
{
    private readonly List<Change> changes = [];

    public Moment(Step<Bit, Num> step, At<Num> at, Instance before, Instance after)
    {
        (Step, At, Scope) = (step, at, after.Scope);
        (Before, After) = (before.State, after.State);
        (Names, Tables, CellsAfter) = (new(after.Scope), after.Memory.Layouts, after.Memory.Array);
        var old = before.Memory.Cells;
        var now = after.Memory.Cells;
        foreach (var table in after.Memory.Layouts)
        {
            // Most steps leave most tables alone, and comparing a whole table is cheap.
            if (!old.Slice(table.Offset, table.Length).SequenceEqual(now.Slice(table.Offset, table.Length)))
            {
                Add(table, old, now);
            }
        }
    }

    public Step<Bit, Num> Step { get; }

    public At<Num> At { get; }

    public Scope Scope { get; }

    public Names Names { get; }

    public State<Bit, Num> Before { get; }

    public State<Bit, Num> After { get; }

    public IReadOnlyList<TableLayout> Tables { get; }

    /// <summary>The cells of the state after the step.</summary>
    public IReadOnlyList<int> CellsAfter { get; }

    /// <summary>What the step changed, table after table in the order of their cells.</summary>
    public IReadOnlyList<Change> Changes => changes;

    /// <summary>What the step changed in a table.</summary>
    public IReadOnlyList<Change> Of(NumberTable<Bit, Num> table) => Of(TableLayout.Of(table));

    /// <inheritdoc cref="Of(NumberTable{Bit, Num})"/>
    public IReadOnlyList<Change> Of(TruthTable<Bit, Num> table) => Of(TableLayout.Of(table));

    // The tables of the state before have the same numbers.
    private IReadOnlyList<Change> Of(TableLayout table) => [.. changes.Where(c => c.Table.Number == table.Number)];

    private void Add(TableLayout table, ReadOnlySpan<int> old, ReadOnlySpan<int> now)
    {
        for (var cell = table.Offset; cell < table.Offset + table.Length; cell++)
        {
            if (old[cell] != now[cell])
            {
                var (i, j, k) = table.IndicesOf(cell);
                changes.Add(new(table, i, j, k, old[cell], now[cell]));
            }
        }
    }
}
