using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Symbolic;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Verify.Show;

/// <summary>Says terms: what is true of a cell in the words of its table, everything else with infix operators. What the step works on need not be said.</summary>
/// <param name="tables">the tables, with their words.</param>
/// <param name="scene">what the step works on.</param>
internal sealed class TermWords(ShownTables tables, Scene scene)
{
    private readonly Dictionary<Term, string> names = [];
    private readonly HashSet<Term> used = [];

    /// <summary>The terms that were said by a name.</summary>
    public IReadOnlySet<Term> Used => used;

    /// <summary>From here on the term is said by this name.</summary>
    public void Define(Term term, string name) => names.Add(term, name);

    /// <summary>A term where nothing stands around it: a number, or a condition as it stands after "if".</summary>
    public string Of(Term term) => Print(term, DomainOf(term)).Text;

    /// <summary>What is said of a cell of the table that holds a value.</summary>
    public string Predicate(TableLayout table, Term value)
    {
        var says = table.Says!;
        var isEmpty = value is { Kind: TermKind.Integer or TermKind.Truth } && value.Value == table.Empty;
        return Fill(isEmpty ? says.IsEmpty ?? says.Is : says.Is, table, value);
    }

    /// <summary>A text of a table's words with its places filled: what a number names is called by its name.</summary>
    public string Fill(string text, TableLayout table, Term value)
    {
        var filled = text.Replace("{table}", table.Name, StringComparison.Ordinal);
        return value.IsTruth ? filled : filled
            .Replace("{value}", Value(), StringComparison.Ordinal)
            .Replace("{folio}", value is { Kind: TermKind.Integer, Value: None.Garbage } ? "another user" : Of(value, table.Values), StringComparison.Ordinal);

        string Value() => (table.Values!, value.Kind) switch
        {
            ({ Of: Index.Page }, _) => value is { Kind: TermKind.Integer, Value: < 0 } ? "no page" : Page(value),
            // The words set names in quotes themselves.
            ({ Names: not null } domain, TermKind.Integer) => domain.Show(value.Value),
            var (domain, _) => Of(value, domain),
        };
    }

    /// <summary>Whom a cell belongs to; empty where that is what the step works on. Fewer indices than the table has: all that begin with them.</summary>
    public string Owner(IReadOnlyList<Index> of, IReadOnlyList<Term> at)
    {
        var folio = of is [Index.Folio, ..] && !scene.IsFolio(at[0]) ? $"{Of(at[0])}: " : "";
        return folio + (of, at) switch
        {
            ([], _) or ([Index.Folio], _) => "",
            ([Index.Folio, Index.Page], [_, var page]) => Page(page),
            ([Index.Folio, Index.Page, Index.Slot], [_]) => "every page",
            ([Index.Folio, Index.Page, Index.Slot], [_, var page, var slot]) => scene.IsPage(page, slot) ? "" : $"the page at {Page(page)}, slot {Of(slot)}",
            ([Index.Folio, Index.Page, Index.Frame], [_]) => "every older translation",
            ([Index.Folio, Index.Page, Index.Frame], [_, var page, var frame]) => $"{Page(page)} -> {Frame(frame)}",
            ([Index.Folio, Index.Entry], [_, var entry]) => $"entry {Of(entry)} of the list",
            ([Index.Folio, Index.Pin], [_, var pin]) => $"pin {Within(pin, Binding.Sum, null)}",
            ([Index.Frame], [var frame]) => Frame(frame),
            ([Index.Frame, Index.Slot], [var frame]) => $"every struct page of {Frame(frame)}",
            ([Index.Frame, Index.Slot], [var frame, { Kind: TermKind.Integer, Value: 0 }]) when scene.IsHeadFrame(frame) => "the head",
            ([Index.Frame, Index.Slot], [var frame, var slot]) => $"slot {Within(slot, Binding.Sum, null)} of {Frame(frame)}",
            _ => string.Join(", ", of.Zip(at, (index, term) => $"{index} {Of(term)}")),
        };
    }

    /// <summary>A frame.</summary>
    public string Frame(Term term) =>
        names.ContainsKey(term) ? Of(term, null)
        : scene.IsHeadFrame(term) ? "the head's frame"
        : scene.IsSharedFrame(term) ? "the shared frame"
        : scene.IsFrontOfList(term) ? "the front of the list"
        : scene.PageOf(term) is { } page ? $"the frame of {Page(page)}"
        : term is { Kind: TermKind.Integer, Value: < 0 } ? "no frame"
        : term.Kind == TermKind.Unknown ? $"frame {Of(term)}" : Of(term, null);

    /// <summary>What the step works on, where a sentence needs a subject.</summary>
    public static string Standing(TableLayout table) => table.Indices switch
    {
        [] => table.Says!.Owner,
        [Index.Folio] => "the hugepage",
        _ => "the page",
    };

    private string Of(Term term, Domain? domain) => Print(term, domain).Text;

    private string Page(Term term) => term.Kind == TermKind.Integer ? $"VP{term.Value}" : $"VP {Within(term, Binding.Sum, null)}";

    private string Within(Term term, Binding most, Domain? domain)
    {
        var (text, binding) = Print(term, domain);
        return binding > most ? $"({text})" : text;
    }

    private (string Text, Binding Binding) Print(Term term, Domain? domain)
    {
        if (names.TryGetValue(term, out var name))
        {
            used.Add(term);
            return (name, Binding.Atom);
        }
        var arguments = term.Arguments;
        return term.Kind switch
        {
            TermKind.Integer => (Constant(term.Value, domain), Binding.Atom),
            TermKind.Truth => (term.Value == 1 ? "true" : "false", Binding.Atom),
            TermKind.Unknown => (Letters.Of(term), Binding.Atom),
            TermKind.Cell => scene.IsFolio(term) ? ("the hugepage", Binding.Atom)
                : term.IsTruth ? (Sentence(term, TermBank.Current.True), Binding.Comparison) : Cell(term),
            TermKind.Sum when arguments[1] is { Kind: TermKind.Integer, Value: < 0 } => ($"{Within(arguments[0], Binding.Sum, null)} - {-arguments[1].Value}", Binding.Sum),
            TermKind.Sum => ($"{Within(arguments[0], Binding.Sum, null)} + {Within(arguments[1], Binding.Atom, null)}", Binding.Sum),
            TermKind.Difference => ($"{Within(arguments[0], Binding.Sum, null)} - {Within(arguments[1], Binding.Atom, null)}", Binding.Sum),
            TermKind.Equal => Equal(arguments[0], arguments[1]),
            TermKind.Less => Compare(arguments[0], "<", arguments[1]),
            TermKind.Not => Not(arguments[0]),
            TermKind.And => (Chain(term, "and"), Binding.Conjunction),
            TermKind.Or => (Chain(term, "or"), Binding.Disjunction),
            _ => ($"{Within(arguments[1], Binding.Comparison, domain)} if {Within(arguments[0], Binding.Disjunction, null)}, else {Within(arguments[2], Binding.Conditional, domain)}", Binding.Conditional),
        };
    }

    private static string Constant(int value, Domain? domain) => (domain?.Of, value) switch
    {
        (Index.Folio, None.Nobody) => "nobody",
        (Index.Folio, None.Garbage) => "garbage",
        (not null, < 0) => "none",
        _ => domain?.Names is null ? $"{value}" : $"'{domain.Show(value)}'",
    };

    private (string Text, Binding Binding) Not(Term term) => term.Kind switch
    {
        _ when names.ContainsKey(term) => ($"not {Of(term, null)}", Binding.Comparison),
        TermKind.Equal => Compare(term.Arguments[0], "!=", term.Arguments[1]),
        TermKind.Less => Compare(term.Arguments[0], ">=", term.Arguments[1]),
        TermKind.Cell => (Sentence(term, TermBank.Current.False), Binding.Comparison),
        _ => ($"not {Within(term, Binding.Atom, null)}", Binding.Comparison),
    };

    // A cell that holds a name or nothing is spoken of in the words of its table; numbers are compared.
    private (string Text, Binding Binding) Equal(Term left, Term right) =>
        left.Kind == TermKind.Cell && right.Kind == TermKind.Integer && !names.ContainsKey(left)
        && tables[left.Table.Name] is var table && (table.Values!.Names is not null || (right.Value == table.Empty && table.Says!.IsEmpty is not null))
            ? (Sentence(left, right), Binding.Comparison)
            : Compare(left, "=", right);

    private (string Text, Binding Binding) Compare(Term left, string with, Term right)
    {
        var domain = DomainOf(left) ?? DomainOf(right);
        return ($"{Within(left, Binding.Sum, domain)} {with} {Within(right, Binding.Sum, domain)}", Binding.Comparison);
    }

    // Nested conjunctions are one chain, and so are disjunctions.
    private string Chain(Term term, string with)
    {
        return string.Join($" {with} ", Links(term, isNested: false));

        IEnumerable<string> Links(Term link, bool isNested) =>
            link.Kind == term.Kind && !(isNested && names.ContainsKey(link)) ? link.Arguments.SelectMany(argument => Links(argument, isNested: true)) : [Within(link, Binding.Comparison, null)];
    }

    private string Sentence(Term cell, Term value)
    {
        var table = tables[cell.Table.Name];
        var (owner, noun) = (Owner(table.Indices, cell.Arguments), table.Says!.Noun);
        var subject = noun is null ? (owner.Length > 0 ? owner : Standing(table)) : Fill(noun, table, value) + (owner.Length > 0 ? $" of {owner}" : "");
        return $"{subject} {Predicate(table, value)}";
    }

    private (string Text, Binding Binding) Cell(Term cell)
    {
        if (scene.PageOf(cell) is not null || scene.IsFrontOfList(cell))
        {
            return (Frame(cell), Binding.Atom);
        }
        var owner = Owner(cell.Table.Indices, cell.Arguments);
        return owner.Length > 0 ? ($"{cell.Table.Name} of {owner}", Binding.Sum) : (cell.Table.Name, Binding.Atom);
    }

    private Domain? DomainOf(Term term) => term.Kind switch
    {
        TermKind.Cell => tables[term.Table.Name].Values,
        TermKind.If => DomainOf(term.Arguments[1]) ?? DomainOf(term.Arguments[2]),
        _ => null,
    };
}
