namespace Vmemmap.Model.Symbolic;

/// <summary>How often each subterm of some terms is used: what is used more than once gets a name, so that texts and code do not grow with the sharing.</summary>
public sealed class TermUses
{
    private readonly Dictionary<Term, int> uses = [];
    private readonly List<Term> inOrder = [];

    /// <summary>Counts the uses in all the terms together; each term is itself one use.</summary>
    public TermUses(IEnumerable<Term> terms)
    {
        foreach (var term in terms)
        {
            Count(term);
        }
    }

    /// <summary>Every subterm once, each after those it consists of.</summary>
    public IReadOnlyList<Term> InOrder => inOrder;

    /// <summary>Is the term, other than a constant or a name, used more than once?</summary>
    public bool IsShared(Term term) => uses[term] > 1 && term.Arguments.Count > 0;

    private void Count(Term term)
    {
        if (uses.TryGetValue(term, out var count))
        {
            uses[term] = count + 1;
            return;
        }
        uses[term] = 1;
        foreach (var argument in term.Arguments)
        {
            Count(argument);
        }
        inOrder.Add(term);
    }
}
