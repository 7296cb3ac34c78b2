using Vmemmap.Model.Concrete;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Kernel.Refinement;

/// <summary>Cells in which two states differ, put into words: table by table.</summary>
internal static class Difference
{
    private const int MostCells = 4;

    /// <summary>A line for each table.</summary>
    /// <param name="layouts">the tables.</param>
    /// <param name="cells">the cells that differ.</param>
    /// <param name="code">the code's state.</param>
    /// <param name="design">the design's.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<TableLayout> layouts, IEnumerable<int> cells, int[] code, int[] design) =>
    [
        .. from cell in cells.Distinct().Order()
           group cell by layouts.First(table => cell >= table.Offset && cell < table.Offset + table.Length) into same
           select $"{same.Key.Name}: {string.Join("; ", same.Take(MostCells).Select(cell => $"{Place(same.Key, cell)}{Show(same.Key, code[cell])} in the code, {Show(same.Key, design[cell])} in the design"))}"
               + (same.Count() > MostCells ? $"; and {same.Count() - MostCells} more" : ""),
    ];

    private static string Place(TableLayout table, int cell)
    {
        var (i, j, k) = table.IndicesOf(cell);
        var indices = table.Indices.Zip([i, j, k], (index, value) => $"{LetterOf(index)}{value}");
        return table.Indices.Count == 0 ? "" : $"{string.Join(" ", indices)} is ";
    }

    private static string LetterOf(Index index) => index switch
    {
        Index.Folio => "h",
        Index.Page => "VP",
        Index.Slot => "slot ",
        Index.Frame => "f",
        _ => "place ",
    };

    private static string Show(TableLayout table, int value) => table.Values?.Show(value) ?? (value != 0 ? "true" : "false");
}
