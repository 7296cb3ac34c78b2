using System.Globalization;
using System.Text;

namespace Vmemmap.Verify.Hosting;

/// <summary>Text of unknown origin for one line of a terminal: nothing in it moves the cursor, colours what follows, turns its direction or goes on without end.</summary>
public static class Printable
{
    // A list of all steps of a design is shorter.
    private const int MostCharacters = 4000;

    /// <summary>The text with every character that is not printed escaped as <c>\u001B</c>, and cut where it is too long.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (shown, length) = (new StringBuilder(), 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (length++ == MostCharacters)
            {
                return shown.Append("...").ToString();
            }
            // A half of a surrogate pair is enumerated as U+FFFD, which is printed.
            shown.Append(IsPrinted(rune) ? rune.ToString() : Escaped(rune));
        }
        return shown.ToString();
    }

    private static bool IsPrinted(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned);

    private static string Escaped(Rune rune) => rune.IsBmp ? $"\\u{rune.Value:X4}" : $"\\U{rune.Value:X8}";
}
