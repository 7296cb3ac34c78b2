using System.Text;

namespace Vmemmap.Properties.Stories.Retold;

/// <summary>Text in lines that fit.</summary>
public static class Paragraph
{
    /// <summary>The longest line.</summary>
    public const int Width = 118;

    /// <summary>The words in as many lines as they need, each beginning below the first word of the first.</summary>
    /// <param name="margin">what stands before the first word.</param>
    /// <param name="words">the text.</param>
    public static string Of(string margin, string words)
    {
        ArgumentNullException.ThrowIfNull(margin);
        ArgumentNullException.ThrowIfNull(words);
        var (text, column) = (new StringBuilder(margin), margin.Length);
        foreach (var word in words.Split(' '))
        {
            if (column > margin.Length && column + 1 + word.Length > Width)
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
}
