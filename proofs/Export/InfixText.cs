using Vmemmap.Model.Symbolic;

namespace Vmemmap.Proofs.Export;

/// <summary>
/// Prints terms with infix operators. A read that may be outside its table is printed with a test and gives 0 or false there, as it does in
/// the machine (both arms of a conditional are evaluated); for the languages printed here such a read is an error.
/// </summary>
internal sealed class InfixText(TermRanges ranges, InfixNotation notation)
{
    private readonly Dictionary<Term, string> names = [];

    // How tightly a text holds together, tightest first.
    private enum Binding
    {
        Atom,
        Sum,
        Comparison,
        Negation,
        Conjunction,
        Disjunction,
        Conditional,
    }

    /// <summary>From here on the term is printed by this name.</summary>
    public void Define(Term term, string name) => names.Add(term, name);

    /// <summary>The term where nothing stands around it.</summary>
    public string Of(Term term) => Within(term, Binding.Conditional);

    /// <summary>The term as one operand of a conjunction or an implication.</summary>
    public string AsOperand(Term term) => Within(term, Binding.Negation);

    /// <summary>The conjunction of the terms as the left side of an implication.</summary>
    public string AsPremise(IReadOnlyList<Term> conjuncts) => conjuncts.Count == 1
        ? AsOperand(conjuncts[0])
        : $"({string.Join($" {notation.And} ", conjuncts.Select(AsOperand))})";

    /// <summary>The cell of a table, for an assignment: its indices must be inside.</summary>
    public string Cell(TableSymbol table, IEnumerable<Term> indices) => $"{notation.Name(table.Name)}{Brackets(indices)}";

    /// <summary>Indices in brackets.</summary>
    public string Brackets(IEnumerable<Term> indices) => string.Concat(indices.Select(i => $"[{Of(i)}]"));

    private string Within(Term term, Binding most)
    {
        var (text, binding) = Print(term);
        return binding > most ? $"({text})" : text;
    }

    private (string Text, Binding Binding) Print(Term term)
    {
        if (names.TryGetValue(term, out var name))
        {
            return (name, Binding.Atom);
        }
        var arguments = term.Arguments;
        return term.Kind switch
        {
            TermKind.Integer => ($"{term.Value}", term.Value < 0 ? Binding.Sum : Binding.Atom),
            TermKind.Truth => (term.Value == 1 ? notation.True : notation.False, Binding.Atom),
            TermKind.Unknown => (term.Name, Binding.Atom),
            TermKind.Cell => Read(term),
            TermKind.Sum when arguments[1] is { Kind: TermKind.Integer, Value: < 0 } => ($"{Within(arguments[0], Binding.Sum)} - {-arguments[1].Value}", Binding.Sum),
            TermKind.Sum => ($"{Within(arguments[0], Binding.Sum)} + {Within(arguments[1], Binding.Atom)}", Binding.Sum),
            TermKind.Difference => ($"{Within(arguments[0], Binding.Sum)} - {Within(arguments[1], Binding.Atom)}", Binding.Sum),
            TermKind.Equal => Compare(term, "="),
            TermKind.Less => Compare(term, "<"),
            TermKind.Not when IsUnnamed(arguments[0], TermKind.Equal) => Compare(arguments[0], notation.Different),
            TermKind.Not when IsUnnamed(arguments[0], TermKind.Less) => Compare(arguments[0], ">="),
            TermKind.Not => ($"{notation.Not}{Within(arguments[0], Binding.Atom)}", Binding.Negation),
            TermKind.And => (Chain(term, notation.And), Binding.Conjunction),
            TermKind.Or => (Chain(term, notation.Or), Binding.Disjunction),
            TermKind.If => (notation.Conditional(AsOperand(arguments[0]), AsOperand(arguments[1]), AsOperand(arguments[2])), Binding.Conditional),
            _ => throw new InvalidOperationException($"A term of kind {term.Kind} cannot be printed."),
        };
    }

    private bool IsUnnamed(Term term, TermKind kind) => term.Kind == kind && !names.ContainsKey(term);

    private (string Text, Binding Binding) Compare(Term comparison, string with) =>
        ($"{Within(comparison.Arguments[0], Binding.Sum)} {with} {Within(comparison.Arguments[1], Binding.Sum)}", Binding.Comparison);

    // Nested conjunctions are one chain, and so are disjunctions; one within the other is set in brackets.
    private string Chain(Term term, string with)
    {
        return string.Join($" {with} ", Links(term));

        IEnumerable<string> Links(Term link) =>
            IsUnnamed(link, term.Kind) ? link.Arguments.SelectMany(Links) : [AsOperand(link)];
    }

    private (string Text, Binding Binding) Read(Term cell)
    {
        List<string> tests = [];
        var outside = cell.IsTruth ? notation.False : "0";
        for (var i = 0; i < cell.Arguments.Count; i++)
        {
            var index = cell.Arguments[i];
            var ((low, high), count) = (ranges.Of(index), ranges.Count(cell.Table.Indices[i]));
            if (high < 0 || low >= count)
            {
                return (outside, Binding.Atom);
            }
            if (low < 0)
            {
                tests.Add($"0 <= {Within(index, Binding.Sum)}");
            }
            if (high >= count)
            {
                tests.Add($"{Within(index, Binding.Sum)} <= {count - 1}");
            }
        }
        var text = Cell(cell.Table, cell.Arguments);
        return tests.Count == 0
            ? (text, Binding.Atom)
            : (notation.Conditional(string.Join($" {notation.And} ", tests), text, outside), Binding.Conditional);
    }
}
