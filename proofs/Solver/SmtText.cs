using System.Globalization;
using System.Text;
using Vmemmap.Model.Symbolic;

namespace Vmemmap.Proofs.Solver;

/// <summary>
/// Prints assertions as one self-contained SMT-LIB 2 text, in the logic QF_UFLIA: declarations, then all assertions as one, within a <c>let</c> for each subterm that is used more than once.
/// Z3 reads that in half the time that it takes to read a <c>define-fun</c> for each.
/// </summary>
public sealed class SmtText
{
    /// <summary>The logic of every text: uninterpreted functions and linear arithmetic of integers, without quantifiers.</summary>
    public const string Logic = "QF_UFLIA";

    /// <summary>How every text begins.</summary>
    public const string FirstLine = $"(set-logic {Logic})\n";

    // Names of commands are reserved words of SMT-LIB 2.6; a table of that name is written between bars.
    private static readonly HashSet<string> Reserved = ["assert", "check-sat", "echo", "exit", "pop", "push", "reset"];

    private readonly StringBuilder declarations = new();
    private readonly StringBuilder lets = new();
    private readonly HashSet<string> declared = [];
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
        List<string> printed = [.. assertions.Select(text.Print), .. supposed.Select((term, number) => $"(=> {Supposition(number)} {text.Print(term)})")];
        var all = printed.Count == 1 ? printed[0] : $"(and\n{string.Join('\n', printed)})";
        var truths = string.Concat(supposed.Select((_, number) => $"(declare-fun {Supposition(number)} () Bool)\n"));
        return $"{FirstLine}{truths}{text.declarations}(assert\n{text.lets}{all}{new string(')', text.names.Count)})\n";
    }

    /// <summary>The truth value that implies a term.</summary>
    /// <param name="number">its number among those that are supposed.</param>
    public static string Supposition(int number) => $"a{number}";

    /// <summary>One term, as it can be asked for in a text that declares what it is made of.</summary>
    public static string Of(Term term) => new SmtText([term]).Print(term);

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

    private string Print(Term term)
    {
        if (names.TryGetValue(term, out var name))
        {
            return name;
        }
        var printed = term.Kind switch
        {
            TermKind.Integer => term.Value < 0 ? $"(- {-(long)term.Value})" : $"{term.Value}",
            TermKind.Truth => term.Value == 1 ? "true" : "false",
            TermKind.Unknown => Declare(term.Name, "()", "Int"),
            TermKind.Cell => PrintCell(term),
            _ => $"({Operator(term)} {string.Join(' ', term.Arguments.Select(Print))})",
        };
        if (uses.IsShared(term))
        {
            name = $"t{names.Count}";
            lets.Append(CultureInfo.InvariantCulture, $"(let (({name} {printed}))\n");
            names[term] = name;
            return name;
        }
        return printed;
    }

    private string PrintCell(Term term)
    {
        var table = term.Table;
        var name = Declare(table.Name, $"({string.Join(' ', table.Indices.Select(_ => "Int"))})", table.IsTruth ? "Bool" : "Int");
        return term.Arguments.Count == 0 ? name : $"({name} {string.Join(' ', term.Arguments.Select(Print))})";
    }

    private string Declare(string name, string arguments, string sort)
    {
        var symbol = Reserved.Contains(name) ? $"|{name}|" : name;
        if (declared.Add(name))
        {
            declarations.Append(CultureInfo.InvariantCulture, $"(declare-fun {symbol} {arguments} {sort})\n");
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
