using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Vmemmap.Verify.Trust;

/// <summary>What a file says of itself: the first sentence of the docstring of its main type, or of the comment that a file without types begins with, in plain text.</summary>
internal static partial class Docstring
{
    private const int Patience = 5000;

    /// <summary>The sentence; null where no type of the file has a docstring, or where it has no types and begins with no comment.</summary>
    /// <param name="text">of the file.</param>
    /// <param name="main">the name of its main type: where there is no such type, the first that has a docstring is taken.</param>
    public static string? Of(string text, string main)
    {
        List<(string Type, string Sentence)> documented = [];
        foreach (Match declaration in SourceFile.Declaration().Matches(text))
        {
            if (SentenceAbove(text[..declaration.Index]) is { } sentence)
            {
                documented.Add((declaration.Groups["name"].Value, sentence));
            }
        }
        if (!SourceFile.Declaration().IsMatch(text))
        {
            return Opening().Match(text) is { Success: true } opening ? FirstOf(opening.Groups["line"].Value) : null;
        }
        return documented.Where(d => d.Type == main).Concat(documented).Select(d => d.Sentence).FirstOrDefault();
    }

    /// <summary>The first sentence of the comment that a text ends with; null where it ends with none.</summary>
    public static string? SentenceAbove(string text)
    {
        if (Block().Match(text) is not { Success: true } block)
        {
            return null;
        }
        var xml = string.Concat(block.Groups["line"].Captures.Select(line => $"{line.Value}\n"));
        var comment = XElement.Parse($"<comment>{xml}</comment>");
        var said = comment.Element("summary") ?? comment.Element("content");
        return said is null ? null : FirstOf(Blanks().Replace(Plain(said), " ").Trim());
    }

    private static string FirstOf(string text) => End().Match(text) is { Success: true } end ? text[..(end.Index + 1)] : text;

    private static string Plain(XElement element) => string.Concat(element.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement { IsEmpty: true } reference => Blanks().Replace(Shortened(reference.Attributes().First().Value), ""),
        XElement other => Plain(other),
        _ => "",
    }));

    // Machine.Stage and Optimise{B, N} are Stage and Optimise to a reader.
    private static string Shortened(string reference) => reference.Split('{', '(')[0].Split('.')[^1];

    // A comment that ends the text; attributes may stand between it and the declaration.
    [GeneratedRegex(@"(?:^[ ]*///[ ]?(?<line>[^\n]*)\n)+(?:^[\[#][^\n]*\n)*\z", RegexOptions.Multiline | RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Block();

    [GeneratedRegex(@"\A// (?<line>[^\n]*)", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Opening();

    [GeneratedRegex(@"\s+", RegexOptions.None, Patience)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\.(?=\s|$)", RegexOptions.None, Patience)]
    private static partial Regex End();
}
