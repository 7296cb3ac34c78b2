using Vmemmap.Model.Symbolic;

namespace Vmemmap.Properties.Control;

/// <summary>A term with a number in the place of one of its subterms, simplified as terms are: a condition that cannot hold then is the constant false.</summary>
/// <param name="of">the subterm.</param>
/// <param name="by">the number.</param>
internal sealed class NumberFor(Term of, int by)
{
    private readonly Dictionary<Term, Term> known = [];

    private static TermBank Bank => TermBank.Current;

    /// <summary>The term.</summary>
    public Term In(Term term)
    {
        if (!known.TryGetValue(term, out var result))
        {
            result = term == of ? Bank.Integer(by) : Rebuild(term, [.. term.Arguments.Select(In)]);
            known[term] = result;
        }
        return result;
    }

    private static Term Rebuild(Term term, Term[] arguments) => term.Kind switch
    {
        TermKind.Cell => Bank.Cell(term.Table, arguments),
        TermKind.Sum => Bank.Sum(arguments[0], arguments[1]),
        TermKind.Difference => Bank.Difference(arguments[0], arguments[1]),
        TermKind.Equal => Bank.Equal(arguments[0], arguments[1]),
        TermKind.Less => Bank.Less(arguments[0], arguments[1]),
        TermKind.Not => Bank.Not(arguments[0]),
        TermKind.And => Bank.And(arguments[0], arguments[1]),
        TermKind.Or => Bank.Or(arguments[0], arguments[1]),
        TermKind.If => Bank.If(arguments[0], arguments[1], arguments[2]),
        _ => term,
    };
}
