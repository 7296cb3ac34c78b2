namespace Vmemmap.Properties.Stories.Pictures;

/// <summary>Rows of cells under each other, as plain text.</summary>
internal sealed class Grid
{
    private const string Bar = " | ";
    private const string Space = "   ";
    private readonly List<(string Label, IReadOnlyList<string> Cells, bool HasBars)> rows = [];

    /// <summary>A row; one with nothing in it is left out.</summary>
    public void Add(string label, IReadOnlyList<string> cells, bool hasBars = false)
    {
        if (cells.Any(c => c.Length > 0))
        {
            rows.Add((label, cells, hasBars));
        }
    }

    public IEnumerable<string> Lines()
    {
        var margin = rows.Max(r => r.Label.Length);
        int[] widths = [.. Enumerable.Range(0, rows.Max(r => r.Cells.Count)).Select(c => rows.Max(r => r.Cells[c].Length))];
        return rows.Select(row =>
            $"{row.Label.PadRight(margin)}  {string.Join(row.HasBars ? Bar : Space, row.Cells.Select((cell, c) => cell.PadRight(widths[c])))}".TrimEnd());
    }
}
