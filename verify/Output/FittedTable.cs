using Spectre.Console;
using Vmemmap.Verify.Hosting;

namespace Vmemmap.Verify.Output;

/// <summary>A column of a table.</summary>
/// <param name="Name">its heading.</param>
/// <param name="IsNumber">its cells end under each other.</param>
/// <param name="Breaks">the characters after which a cell may go on in a second line; none where it must not.</param>
internal sealed record Column(string Name, bool IsNumber = false, string Breaks = "")
{
    /// <summary>Columns of numbers.</summary>
    public static IEnumerable<Column> Numbers(params IEnumerable<string> names) => names.Select(name => new Column(name, IsNumber: true));
}

/// <summary>A cell: its text, and the style of Spectre.Console in which it is shown where there are colours.</summary>
internal readonly record struct Cell(string Text, string? Style = null)
{
    public static implicit operator Cell(string text) => new(text);
}

/// <summary>A table that is never wider than the terminal: cells of text take more lines, and columns that still do not fit stand below, with the first ones again.</summary>
/// <param name="keys">how many columns, the first ones, say what a row is about.</param>
/// <param name="columns">the columns.</param>
internal sealed class FittedTable(int keys, params IReadOnlyList<Column> columns)
{
    // "| a | b |": what each column takes besides its text, and what they take together.
    private const int OfColumn = 3;
    private const int OfTable = 1;

    // Text in a column that is narrower is hard to read.
    private const int LeastOfText = 24;

    private readonly List<Cell[]> rows = [];

    public void Add(params Cell[] cells) => rows.Add(cells);

    public void Write(Terminal terminal)
    {
        for (int first = keys, end; first < columns.Count; first = end)
        {
            end = first + 1;
            while (end < columns.Count && Taken([.. Enumerable.Range(0, keys), .. Enumerable.Range(first, end + 1 - first)]) <= terminal.Width)
            {
                end++;
            }
            Write(terminal, [.. Enumerable.Range(0, keys), .. Enumerable.Range(first, end - first)]);
        }
    }

    private void Write(Terminal terminal, int[] chosen)
    {
        var widths = chosen.ToDictionary(c => c, Least);
        // What is left goes to the narrowest that can use it, again and again.
        for (var spare = terminal.Width - Taken(chosen); spare > 0 && chosen.Where(c => widths[c] < Natural(c)).ToList() is { Count: > 0 } narrow; spare--)
        {
            widths[narrow.MinBy(c => widths[c])]++;
        }
        var table = new Table().Border(TableBorder.Ascii2);
        foreach (var c in chosen)
        {
            table.AddColumn(new TableColumn(Markup.Escape(Lines(columns[c].Name, " -", widths[c]))) { Width = widths[c], Alignment = columns[c].IsNumber ? Justify.Right : Justify.Left });
        }
        foreach (var row in rows)
        {
            table.AddRow([.. chosen.Select(c => Shown(row[c], Lines(row[c].Text, columns[c].Breaks, widths[c])))]);
        }
        terminal.Console.Write(table);
    }

    private int Taken(IEnumerable<int> chosen) => OfTable + chosen.Sum(c => Least(c) + OfColumn);

    private int Natural(int c) => rows.Select(row => row[c].Text.Length).Append(columns[c].Name.Length).Max();

    private int Least(int c)
    {
        var cells = rows.Select(row => LongestPiece(row[c].Text, columns[c].Breaks)).DefaultIfEmpty(0).Max();
        var least = columns[c].Breaks.Length > 0 ? Math.Max(cells, Math.Min(LeastOfText, Natural(c))) : cells;
        return Math.Max(least, LongestPiece(columns[c].Name, " -"));
    }

    private static string Shown(Cell cell, string lines) => cell.Style is null ? Markup.Escape(lines) : $"[{cell.Style}]{Markup.Escape(lines)}[/]";

    private static int LongestPiece(string text, string breaks) => Pieces(text, breaks).Select(piece => piece.TrimEnd().Length).DefaultIfEmpty(0).Max();

    private static string Lines(string text, string breaks, int width)
    {
        List<string> lines = [""];
        foreach (var piece in Pieces(text, breaks))
        {
            if (lines[^1].Length > 0 && (lines[^1] + piece).TrimEnd().Length > width)
            {
                lines.Add("");
            }
            lines[^1] += piece;
        }
        return string.Join('\n', lines.Select(line => line.TrimEnd()));
    }

    // What must stay together, each with the character after which it may end.
    private static IEnumerable<string> Pieces(string text, string breaks)
    {
        var begin = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (breaks.Contains(text[at], StringComparison.Ordinal))
            {
                yield return text[begin..(at + 1)];
                begin = at + 1;
            }
        }
        yield return text[begin..];
    }
}
