namespace Vmemmap.Kernel.Refinement;

/// <summary>Cells of a state, each range of one table: what is stored to a frame is as a rule a row of them, and is looked at as a whole.</summary>
internal sealed class CellRanges
{
    private readonly List<(int From, int To)> ranges = [];

    /// <summary>The ranges: the second cell is the first that is not in it.</summary>
    public List<(int From, int To)> All => ranges;

    /// <summary>There is none.</summary>
    public bool IsEmpty => ranges.Count == 0;

    /// <summary>The cells, one by one.</summary>
    public IEnumerable<int> Cells => ranges.SelectMany(range => Enumerable.Range(range.From, range.To - range.From));

    /// <summary>One more.</summary>
    /// <param name="cell">the cell.</param>
    /// <param name="isFirst">it is the first of its table: no range goes over from one table to the next.</param>
    public void Add(int cell, bool isFirst)
    {
        if (!isFirst && ranges is [.., var last] && last.To == cell)
        {
            ranges[^1] = (last.From, cell + 1);
        }
        else
        {
            ranges.Add((cell, cell + 1));
        }
    }

    /// <summary>More of them.</summary>
    public void Add((int From, int To) range) => ranges.Add(range);

    /// <summary>None is left.</summary>
    public void Clear() => ranges.Clear();
}
