using System.Globalization;
using System.Text;
using Vmemmap.Model.Symbolic;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Proofs.Solver;

/// <summary>
/// Prints assertions as one self-contained SMT-LIB 2 text, in the logic QF_UFLIA: declarations, then all assertions as one, within a <c>let</c> for each subterm that is used more than once.
/// Z3 reads that in half the time that it takes to read a <c>define-fun</c> for each.
/// </summary>
public sealed class SmtText
{
    // Names of commands are reserved words of SMT-LIB 2.6; a table of that name is written between bars.
    private static readonly HashSet<string> Reserved = ["assert", "check-sat", "echo", "exit", "pop", "push", "reset"];

    private readonly StringBuilder declarations = new();
    private readonly StringBuilder lets = new();
    private readonly Dictionary<string, string> declared = [];

    // Of what is being named several may be begun, one within the other.
    private readonly Stack<StringBuilder> spare = new();
    private readonly Dictionary<Term, string> names = [];
    private readonly TermUses uses;

    private SmtText(IReadOnlyList<Term> assertions) => uses = new TermUses(assertions);

    /// <summary>The text that asserts all terms given.</summary>
    public static string Of(IReadOnlyList<Term> assertions) => Of(assertions, []);

    /// <summary>The text that asserts terms, and others if truth values are supposed: a solver can tell which of these it needed.</summary>
    /// <param name="assertions">the terms asserted.</param>
    /// <param name="supposed">the terms that truth values imply: the first <c>a0</c>, the next <c>a1</c>, and so on.</param>
    public static string Of(IReadOnlyList<Term> assertions, IReadOnlyList<Term> supposed)
    {
        var text = new SmtText([.. assertions, .. supposed]);
        StringBuilder printed = new();
        var isOne = assertions.Count + supposed.Count == 1;
        _ = printed.Append(isOne ? "" : "(and");
        foreach (var term in assertions)
        {
            _ = printed.Append(isOne ? "" : "\n");
            text.Print(term, printed);
        }
        for (var number = 0; number < supposed.Count; number++)
        {
            _ = printed.Append(isOne ? "" : "\n").Append("(=> ").Append(Supposition(number)).Append(' ');
            text.Print(supposed[number], printed);
            _ = printed.Append(')');
        }
        var truths = string.Concat(supposed.Select((_, number) => $"(declare-fun {Supposition(number)} () Bool)\n"));
        return new StringBuilder("(set-logic QF_UFLIA)\n").Append(truths).Append(text.declarations).Append("(assert\n").Append(text.lets).Append(printed)
            .Append(isOne ? "" : ")").Append(')', text.names.Count).Append(")\n").ToString();
    }

    /// <summary>The truth value that implies a term.</summary>
    /// <param name="number">its number among those that are supposed.</param>
    public static string Supposition(int number) => $"a{number}";

    /// <summary>One term, as it can be asked for in a text that declares what it is made of.</summary>
    public static string Of(Term term)
    {
        StringBuilder printed = new();
        new SmtText([term]).Print(term, printed);
        return printed.ToString();
    }

    /// <summary>The value that a solver printed of a term: 0 or 1 of a truth value.</summary>
    /// <exception cref="FormatException">it is neither an integer nor a truth value.</exception>
    public static int ValueOf(string printed)
    {
        ArgumentNullException.ThrowIfNull(printed);
        return printed switch
        {
            "true" => 1,
            "false" => 0,
            ['(', '-', .. var positive, ')'] => -int.Parse(positive, NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture),
            _ => int.Parse(printed, NumberStyles.None, CultureInfo.InvariantCulture),
        };
    }

    // What is used more than once gets a name where it is met first, after all that it is made of.
    private void Print(Term term, StringBuilder text)
    {
        if (!names.TryGetValue(term, out var name) && uses.IsShared(term))
        {
            var own = spare.Count > 0 ? spare.Pop() : new StringBuilder();
            PrintPlain(term, own);
            name = $"t{names.Count}";
            _ = lets.Append("(let ((").Append(name).Append(' ').Append(own).Append("))\n");
            names[term] = name;
            spare.Push(own.Clear());
        }
        if (name is null)
        {
            PrintPlain(term, text);
            return;
        }
        _ = text.Append(name);
    }

    private void PrintPlain(Term term, StringBuilder text)
    {
        switch (term.Kind)
        {
            case TermKind.Integer:
                _ = text.Append(term.Value < 0 ? $"(- {-(long)term.Value})" : $"{term.Value}");
                break;
            case TermKind.Truth:
                _ = text.Append(term.Value == 1 ? "true" : "false");
                break;
            case TermKind.Unknown:
                _ = text.Append(Declare(term.Name, [], "Int"));
                break;
            case TermKind.Cell:
                Print(Declare(term.Table.Name, term.Table.Indices, term.Table.IsTruth ? "Bool" : "Int"), term.Arguments, text);
                break;
            default:
                Print(Operator(term), term.Arguments, text);
                break;
        }
    }

    private void Print(string function, IReadOnlyList<Term> arguments, StringBuilder text)
    {
        _ = text.Append(arguments.Count == 0 ? "" : "(").Append(function);
        foreach (var argument in arguments)
        {
            _ = text.Append(' ');
            Print(argument, text);
        }
        _ = text.Append(arguments.Count == 0 ? "" : ")");
    }

    private string Declare(string name, IReadOnlyList<Index> indices, string sort)
    {
        if (!declared.TryGetValue(name, out var symbol))
        {
            declared[name] = symbol = Reserved.Contains(name) ? $"|{name}|" : name;
            _ = declarations.Append(CultureInfo.InvariantCulture, $"(declare-fun {symbol} ({string.Join(' ', indices.Select(_ => "Int"))}) {sort})\n");
        }
        return symbol;
    }

    private static string Operator(Term term) => term.Kind switch
    {
        TermKind.Sum => "+",
        TermKind.Difference => "-",
        TermKind.Equal => "=",
        TermKind.Less => "<",
        TermKind.Not => "not",
        TermKind.And => "and",
        TermKind.Or => "or",
        TermKind.If => "ite",
        _ => throw new InvalidOperationException($"A term of kind {term.Kind} has no operator."),
    };
}
