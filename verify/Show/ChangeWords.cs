using Vmemmap.Model.Concrete;
using Vmemmap.Model.Symbolic;

namespace Vmemmap.Verify.Show;

/// <summary>Says what becomes of one cell: that a flag is set or cleared, that a number goes up or down, what it is now.</summary>
/// <param name="words">says terms.</param>
/// <param name="table">the table of the cell.</param>
/// <param name="before">the cell before the step; null where the step has assigned to it already, so that it cannot be said to stay as it is.</param>
internal sealed class ChangeWords(TermWords words, TableLayout table, Term? before)
{
    private static TermBank Bank => TermBank.Current;

    /// <summary>The clause.</summary>
    public Clause Of(Term value) => Distributed(value) switch
    {
        { Kind: TermKind.Truth } constant => new(null, Becomes(constant)),
        // A flag that is set, or cleared, under a condition.
        { Kind: TermKind.Or } either when Without(either) is { } condition => new(condition, Becomes(Bank.True)),
        { Kind: TermKind.And } both when Without(both) is { } condition => new(Bank.Not(condition), Becomes(Bank.False)),
        { IsTruth: true } condition => new(condition, Becomes(Bank.True), Becomes(Bank.False)),
        { Kind: TermKind.If } choice when choice.Arguments[2] == before => new(choice.Arguments[0], Said(choice.Arguments[1])),
        { Kind: TermKind.If } choice when choice.Arguments[1] == before => new(Bank.Not(choice.Arguments[0]), Said(choice.Arguments[2])),
        { Kind: TermKind.If } choice => new(choice.Arguments[0], Said(choice.Arguments[1]), Said(choice.Arguments[2])),
        var other => new(null, Number(other)),
    };

    private string Said(Term value) => string.Join("", Clause.Sentences([Of(value)], words));

    private string Number(Term value) => value.Kind switch
    {
        TermKind.Sum when value.Arguments[0] == before => value.Arguments[1] is { Kind: TermKind.Integer, Value: < 0 } less
            ? $"{table.Name} goes down by {-less.Value}"
            : $"{table.Name} goes up by {words.Of(value.Arguments[1])}",
        _ => Becomes(value),
    };

    // What it was before is in the state: only what it is now is said.
    private string Becomes(Term value)
    {
        var says = table.Says!;
        var becomes = value is { Kind: TermKind.Truth, Value: 0 } ? says.BecomesEmpty : says.Becomes;
        return becomes is null || becomes.Contains("{old}", StringComparison.Ordinal)
            ? $"{(says.Noun is null ? "" : words.Fill(says.Noun, table, value))} {words.Predicate(table, value)}".TrimStart()
            : words.Fill(becomes, table, value);
    }

    // x + (1 if c, else 0) is said as what happens if c.
    private static Term Distributed(Term value) => value switch
    {
        { Kind: TermKind.Sum } sum when sum.Arguments[1] is { Kind: TermKind.If } by =>
            Bank.If(by.Arguments[0], Bank.Sum(sum.Arguments[0], by.Arguments[1]), Bank.Sum(sum.Arguments[0], by.Arguments[2])),
        { Kind: TermKind.Difference } less when less.Arguments[1] is { Kind: TermKind.If } by =>
            Bank.If(by.Arguments[0], Bank.Difference(less.Arguments[0], by.Arguments[1]), Bank.Difference(less.Arguments[0], by.Arguments[2])),
        _ => value,
    };

    // What is left of a conjunction or a disjunction without the cell itself; null where that is not one of its links.
    private Term? Without(Term chain)
    {
        List<Term> links = [.. Links(chain, chain.Kind)];
        return before is not null && links.Remove(before) ? links.Aggregate(chain.Kind == TermKind.Or ? Bank.Or : Bank.And) : null;
    }

    private static IEnumerable<Term> Links(Term term, TermKind kind) => term.Kind == kind ? term.Arguments.SelectMany(argument => Links(argument, kind)) : [term];
}
