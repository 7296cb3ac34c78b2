using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Parts;

namespace Vmemmap.Properties.Stories;

/// <summary>A cell that a step changed.</summary>
internal readonly record struct Change(int I, int J, int K, int Old, int New)
{
    public bool IsSet => New != 0;
}

/// <summary>One step as it was taken: the states around it and the cells that differ.</summary>
internal sealed class Moment
{
    private readonly Dictionary<string, List<Change>> changes = [];

    public Moment(Step<Bit, Num> step, At<Num> at, Instance before, Instance after)
    {
        (Step, At, Scope) = (step, at, after.Scope);
        (Before, After) = (before.State, after.State);
        Names = new(after.Scope);
        var old = before.Memory.Cells;
        var now = after.Memory.Cells;
        foreach (var table in after.Memory.Layouts)
        {
            // Most steps leave most tables alone, and comparing a whole table is cheap.
            if (!old.Slice(table.Offset, table.Length).SequenceEqual(now.Slice(table.Offset, table.Length)))
            {
                changes[table.Name] = Differences(table, old, now);
            }
        }
    }

    public Step<Bit, Num> Step { get; }

    public At<Num> At { get; }

    public Scope Scope { get; }

    public Names Names { get; }

    public State<Bit, Num> Before { get; }

    public State<Bit, Num> After { get; }

    /// <summary>Names of the tables that differ.</summary>
    public IEnumerable<string> Tables => changes.Keys;

    /// <summary>What the step changed in a table, in the order of its cells.</summary>
    public IReadOnlyList<Change> Of(string table) => changes.GetValueOrDefault(table) ?? [];

    public bool Changed(string table) => changes.ContainsKey(table);

    private static List<Change> Differences(TableLayout table, ReadOnlySpan<int> old, ReadOnlySpan<int> now)
    {
        List<Change> found = [];
        for (var cell = table.Offset; cell < table.Offset + table.Length; cell++)
        {
            if (old[cell] != now[cell])
            {
                var (i, j, k) = table.IndicesOf(cell);
                found.Add(new(i, j, k, old[cell], now[cell]));
            }
        }
        return found;
    }
}
