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

    /// <summary>The rows; where they are too wide, the columns that fit and below them the others.</summary>
    public IEnumerable<string> Lines(int width)
    {
        var margin = rows.Max(r => r.Label.Length);
        int[] widths = [.. Enumerable.Range(0, rows.Max(r => r.Cells.Count)).Select(c => rows.Max(r => r.Cells[c].Length))];
        for (int first = 0, end; first < widths.Length; first = end)
        {
            end = first + 1;
            for (var taken = margin + 2 + widths[first]; end < widths.Length && taken + Bar.Length + widths[end] <= width; end++)
            {
                taken += Bar.Length + widths[end];
            }
            var columns = first..end;
            foreach (var row in rows.Where(row => row.Cells.Take(columns).Any(cell => cell.Length > 0)))
            {
                var cells = row.Cells.Take(columns).Zip(widths.Take(columns), (cell, wide) => cell.PadRight(wide));
                yield return $"{row.Label.PadRight(margin)}  {string.Join(row.HasBars ? Bar : Space, cells)}".TrimEnd();
            }
        }
    }
}
