using System.Buffers;

namespace Vmemmap.Proofs.Solver;

/// <summary>
/// The commands a query may consist of. Z3 skips what it does not know, obeys <c>(exit)</c> and forgets what stands between
/// <c>(push)</c> and <c>(pop)</c>; a query that silently lost its assertions would be answered for another one.
/// </summary>
internal static class SmtScript
{
    private static readonly HashSet<string> Allowed =
    [
        "set-logic", "set-info",
        "declare-sort", "define-sort", "declare-datatype", "declare-datatypes",
        "declare-const", "declare-fun", "define-const", "define-fun", "define-fun-rec", "define-funs-rec",
        "assert",
    ];

    private static readonly SearchValues<char> EndOfSymbol = SearchValues.Create(" \t\r\n()");

    /// <summary>Checks that a text is a sequence of declarations, definitions and assertions.</summary>
    /// <param name="text">SMT-LIB 2.</param>
    /// <exception cref="MalformedQueryException">It is not; the message names the line.</exception>
    public static void RequireDeclarationsAndAssertions(string text)
    {
        int depth = 0;
        int line = 1;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            switch (c)
            {
                case '\n':
                    line++;
                    break;
                case ';':
                    i = EndOf(text, i, '\n') - 1;
                    break;
                case '"' or '|':
                    int end = EndOf(text, i + 1, c);
                    line += text.AsSpan(i, end - i).Count('\n');
                    i = end;
                    break;
                case '(':
                    if (depth++ == 0)
                        RequireAllowed(HeadAfter(text, i), line);
                    break;
                case ')':
                    if (--depth < 0)
                        throw new MalformedQueryException($"The query closes a parenthesis in line {line} that was never opened.");
                    break;
                default:
                    if (depth == 0 && !char.IsWhiteSpace(c))
                        throw new MalformedQueryException($"The query has '{c}' outside a command in line {line}.");
                    break;
            }
        }

        if (depth > 0)
            throw new MalformedQueryException($"The query ends with {depth} parenthesis(es) open.");
    }

    private static void RequireAllowed(string head, int line)
    {
        if (!Allowed.Contains(head))
            throw new MalformedQueryException($"The query has the command '{head}' in line {line}; only declarations, definitions and assertions are allowed.");
    }

    private static string HeadAfter(string text, int open)
    {
        ReadOnlySpan<char> rest = text.AsSpan(open + 1).TrimStart();
        int end = rest.IndexOfAny(EndOfSymbol);
        return (end < 0 ? rest : rest[..end]).ToString();
    }

    private static int EndOf(string text, int from, char terminator)
    {
        int end = text.IndexOf(terminator, from);
        return end < 0 ? text.Length : end;
    }
}
