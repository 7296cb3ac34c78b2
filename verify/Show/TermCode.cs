using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Symbolic;

namespace Vmemmap.Verify.Show;

/// <summary>Writes terms as <c>verify check</c> reads them. A number that depends on a condition has no notation there: what is said of it is said of each case.</summary>
internal sealed class TermCode(Design design)
{
    private readonly Dictionary<string, Domain?> values = new Instance(design, design.SmallScope).Memory.Layouts.ToDictionary(table => table.Name, table => table.Values);

    // Of conditional numbers, the case that is being written.
    private readonly Dictionary<Term, bool> cases = [];

    /// <summary>Where the premises hold, the conclusion does.</summary>
    public string Implies(IReadOnlyList<Term> premises, Term conclusion)
    {
        var then = Within(conclusion, Binding.Disjunction);
        return premises.Count == 0 ? then : $"{string.Join(" & ", premises.Select(premise => Within(premise, premises.Count == 1 ? Binding.Disjunction : Binding.Conjunction)))} => {then}";
    }

    private string Within(Term term, Binding most)
    {
        var (text, binding) = Print(term);
        return binding > most ? $"({text})" : text;
    }

    private (string Text, Binding Binding) Print(Term term)
    {
        if (term is { IsTruth: true, Kind: TermKind.Equal or TermKind.Less or TermKind.Cell } && !term.Arguments.Any(argument => argument.IsTruth) && Undecided(term) is { } choice)
        {
            return Cases(choice, () => Within(term, Binding.Disjunction));
        }
        var arguments = term.Arguments;
        return term.Kind switch
        {
            TermKind.Integer => ($"{term.Value}", Binding.Atom),
            TermKind.Truth => (term.Value == 1 ? "0 = 0" : "0 = 1", Binding.Comparison),
            TermKind.Unknown => (Letter(term), Binding.Atom),
            TermKind.Cell => (arguments.Count == 0 ? term.Table.Name : $"{term.Table.Name}[{string.Join(", ", arguments.Select(index => Within(index, Binding.Sum)))}]", Binding.Atom),
            TermKind.Sum when arguments[1] is { Kind: TermKind.Integer, Value: < 0 } => ($"{Within(arguments[0], Binding.Sum)} - {-arguments[1].Value}", Binding.Sum),
            TermKind.Sum => ($"{Within(arguments[0], Binding.Sum)} + {Within(arguments[1], Binding.Atom)}", Binding.Sum),
            TermKind.Difference => ($"{Within(arguments[0], Binding.Sum)} - {Within(arguments[1], Binding.Atom)}", Binding.Sum),
            TermKind.Equal when arguments[0].IsTruth => ($"{Within(arguments[0], Binding.Disjunction)} <=> {Within(arguments[1], Binding.Disjunction)}", Binding.Conditional),
            TermKind.Equal => Compare(arguments[0], "=", arguments[1]),
            TermKind.Less => Compare(arguments[0], "<", arguments[1]),
            TermKind.Not => Not(arguments[0]),
            TermKind.And => ($"{Within(arguments[0], Binding.Conjunction)} & {Within(arguments[1], Binding.Conjunction)}", Binding.Conjunction),
            TermKind.Or => ($"{Within(arguments[0], Binding.Disjunction)} | {Within(arguments[1], Binding.Disjunction)}", Binding.Disjunction),
            _ when term.IsTruth => ($"({Within(arguments[0], Binding.Disjunction)} => {Within(arguments[1], Binding.Disjunction)}) & ({Negated(arguments[0])} => {Within(arguments[2], Binding.Disjunction)})", Binding.Conjunction),
            _ => Print(arguments[cases[term] ? 1 : 2]),
        };
    }

    // Both cases of a number, what holds of each being written by the same text.
    private (string Text, Binding Binding) Cases(Term choice, Func<string> text)
    {
        cases[choice] = true;
        var then = text();
        cases[choice] = false;
        var otherwise = text();
        cases.Remove(choice);
        var condition = choice.Arguments[0];
        return ($"({Within(condition, Binding.Disjunction)} => {then}) & ({Negated(condition)} => {otherwise})", Binding.Conjunction);
    }

    // The first conditional number in a term of which no case has been chosen.
    private Term? Undecided(Term term) =>
        term.Kind != TermKind.If || term.IsTruth ? term.Arguments.Select(Undecided).FirstOrDefault(found => found is not null)
        : cases.TryGetValue(term, out var chosen) ? Undecided(term.Arguments[chosen ? 1 : 2])
        : term;

    private string Negated(Term term) => Not(term) is var (text, binding) && binding > Binding.Disjunction ? $"({text})" : text;

    private (string Text, Binding Binding) Not(Term term) => term.Kind switch
    {
        _ when Undecided(term) is not null => ($"!({Print(term).Text})", Binding.Comparison),
        TermKind.Equal when !term.Arguments[0].IsTruth => Compare(term.Arguments[0], "!=", term.Arguments[1]),
        TermKind.Less => Compare(term.Arguments[0], ">=", term.Arguments[1]),
        _ => ($"!{Within(term, Binding.Atom)}", Binding.Comparison),
    };

    // A constant is called by its name where the cell that it is compared with has names.
    private (string Text, Binding Binding) Compare(Term left, string with, Term right) => ($"{Side(left, right)} {with} {Side(right, left)}", Binding.Comparison);

    private string Side(Term term, Term other)
    {
        var (one, beside) = (Chosen(term), Chosen(other));
        return one.Kind != TermKind.Integer || beside.Kind != TermKind.Cell ? Within(one, Binding.Sum) : (values[beside.Table.Name], one.Value) switch
        {
            ({ Names: { } names }, var value) when value >= 0 && value < names.Count => Quoted(names[value]),
            ({ Of: not null }, None.Nobody) => Notation.Nobody,
            var (_, value) => $"{value}",
        };
    }

    private Term Chosen(Term term) => term.Kind == TermKind.If && cases.TryGetValue(term, out var chosen) ? Chosen(term.Arguments[chosen ? 1 : 2]) : term;

    private static string Quoted(string name) => name.Contains('\'', StringComparison.Ordinal) ? $"\"{name}\"" : $"'{name}'";

    private string Letter(Term unknown) =>
        unknown.Name == Size.Pages.Name ? Notation.Pages
        : unknown.Name == Size.Slots.Name ? Notation.Slots
        : unknown.Name == design.Shape.SpecialSlot.Name ? Notation.Special
        : Notation.Letter(TermVariables.IndexOf(unknown));
}
