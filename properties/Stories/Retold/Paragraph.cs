using System.Text;

namespace Vmemmap.Properties.Stories.Retold;

/// <summary>Text in lines that fit.</summary>
public static class Paragraph
{
    /// <summary>The longest line where there is room enough.</summary>
    public const int Width = 118;

    /// <summary>The words in as many lines as they need, each beginning below the first word of the first.</summary>
    /// <param name="margin">what stands before the first word.</param>
    /// <param name="words">the text.</param>
    /// <param name="width">the longest line, where that is less than <see cref="Width"/>.</param>
    public static string Of(string margin, string words, int width = Width)
    {
        width = Math.Min(width, Width);
        ArgumentNullException.ThrowIfNull(margin);
        ArgumentNullException.ThrowIfNull(words);
        var (text, column) = (new StringBuilder(margin), margin.Length);
        foreach (var word in words.Split(' '))
        {
            if (column > margin.Length && column + 1 + word.Length > width)
            {
                text.Append('\n').Append(' ', margin.Length);
                column = margin.Length;
            }
            else if (column > margin.Length)
            {
                text.Append(' ');
                column++;
            }
            text.Append(word);
            column += word.Length;
        }
        return text.Append('\n').ToString();
    }

    /// <summary>A line in as many lines as it needs; a word that is longer than a line stays whole.</summary>
    /// <param name="line">the line, without its end.</param>
    /// <param name="width">the longest line.</param>
    /// <param name="hanging">how much further in the others begin.</param>
    public static string Fit(string line, int width, int hanging)
    {
        ArgumentNullException.ThrowIfNull(line);
        var text = new StringBuilder();
        var margin = new string(' ', Math.Min(line.Length - line.TrimStart().Length + hanging, width / 2));
        while (line.Length > width && BreakOf(line, width) is { } at)
        {
            text.Append(line.AsSpan(0, at).TrimEnd()).Append('\n');
            line = $"{margin}{line[at..].TrimStart()}";
        }
        return text.Append(line).ToString();
    }

    // The last space at which the line still fits, or the first one after that; none where only the margin has any.
    private static int? BreakOf(string line, int width)
    {
        var begin = line.Length - line.TrimStart().Length;
        var last = line.LastIndexOf(' ', width);
        var at = last > begin ? last : line.IndexOf(' ', Math.Max(begin, width));
        return at > begin && line.AsSpan(at).Trim().Length > 0 ? at : null;
    }
}
