using Vmemmap.Model.Concrete;

namespace Vmemmap.Properties.Checking;

/// <summary>Collects the cells that steps change, table by table, and knows their values before.</summary>
internal sealed class ChangeLog : IChangeListener
{
    private readonly CellStore memory;
    private readonly int[] before;
    private readonly bool[] isLogged;
    private readonly List<int>[] changed;
    private readonly List<TableLayout> touched = [];

    public ChangeLog(CellStore memory)
    {
        this.memory = memory;
        before = memory.Cells.ToArray();
        isLogged = new bool[before.Length];
        changed = [.. memory.Layouts.Select(_ => new List<int>())];
    }

    /// <summary>The tables in which something was written.</summary>
    public IReadOnlyList<TableLayout> Touched => touched;

    /// <summary>The cells as they were when the log was last cleared.</summary>
    public int[] Before => before;

    /// <summary>The cells as they are.</summary>
    public int[] After => memory.Array;

    public void Changed(TableLayout table, int cell)
    {
        if (isLogged[cell])
        {
            return;
        }
        isLogged[cell] = true;
        var cells = changed[table.Number];
        if (cells.Count == 0)
        {
            touched.Add(table);
        }
        cells.Add(cell);
    }

    /// <summary>The cells of a table that were written, each once; some may have got their old value back.</summary>
    public List<int> CellsOf(TableLayout table) => changed[table.Number];

    /// <summary>Takes the present state as the one before the next step.</summary>
    public void Clear()
    {
        var after = memory.Cells;
        foreach (var table in touched)
        {
            var cells = changed[table.Number];
            foreach (var cell in cells)
            {
                before[cell] = after[cell];
                isLogged[cell] = false;
            }
            cells.Clear();
        }
        touched.Clear();
    }

    /// <summary>Takes the present state as the one before the next step, however it came about.</summary>
    public void Restart()
    {
        Clear();
        memory.Cells.CopyTo(before);
    }
}
