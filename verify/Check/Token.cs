using System.Text.RegularExpressions;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Show;

namespace Vmemmap.Verify.Check;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>A table, a variable or a size.</summary>
    Name,

    /// <summary>Digits.</summary>
    Number,

    /// <summary>The name of a value, in quotes.</summary>
    Quoted,

    /// <summary>An operator or a bracket.</summary>
    Sign,

    /// <summary>The end of the text.</summary>
    End,
}

/// <summary>A token of an expression.</summary>
/// <param name="Kind">what it is.</param>
/// <param name="Text">its text, without quotes.</param>
/// <param name="At">where it begins: 1 is the first character.</param>
internal sealed partial record Token(TokenKind Kind, string Text, int At)
{
    private const int Patience = 5000;

    /// <summary>The tokens of a text, the last being its end.</summary>
    /// <exception cref="UserErrorException">There is a character that no token begins with.</exception>
    public static IReadOnlyList<Token> Of(string text)
    {
        if (text.Length > Notation.Longest)
        {
            throw new UserErrorException($"The expression has {text.Length} characters, and {Notation.Longest} are allowed.");
        }
        List<Token> tokens = [];
        for (var at = Blanks(text, 0); at < text.Length; at = Blanks(text, at))
        {
            var match = Pattern().Match(text, at);
            if (!match.Success || match.Index != at)
            {
                throw Wrong(new(TokenKind.Sign, $"{text[at]}", at + 1), $"nothing begins with '{text[at]}'{(text[at] is '\'' or '"' ? " that does not end with it; a value that has a ' in it stands between double quotes" : "")}");
            }
            var kind = match.Groups["name"].Success ? TokenKind.Name : match.Groups["number"].Success ? TokenKind.Number : match.Groups["quoted"].Success ? TokenKind.Quoted : TokenKind.Sign;
            tokens.Add(new(kind, kind == TokenKind.Quoted ? match.Value[1..^1] : match.Value, at + 1));
            at += match.Length;
        }
        tokens.Add(new(TokenKind.End, "", text.Length + 1));
        return tokens;
    }

    /// <summary>The complaint about a token.</summary>
    public static UserErrorException Wrong(Token token, string why) => new(Printable.Of($"In the expression, at character {token.At}{(token.Kind == TokenKind.End ? " (its end)" : $", '{token.Text}'")}: {why}{(why.EndsWith('?') ? "" : ".")}"));

    private static int Blanks(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
        return at;
    }

    [GeneratedRegex("""(?<name>[A-Za-z_][A-Za-z0-9_]*)|(?<number>[0-9]+)|(?<quoted>'[^']*'|"[^"]*")|<=>|=>|==|!=|<=|>=|&&|\|\||[-+<>=!&|()\[\],]""", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Pattern();
}
