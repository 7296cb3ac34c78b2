using Vmemmap.Model.Symbolic;

namespace Vmemmap.Proofs.Solver;

/// <summary>How often each subterm of some terms is used: a printer defines what is used more than once, so that a text does not grow with the sharing.</summary>
internal sealed class TermUses
{
    private readonly Dictionary<Term, int> uses = [];

    /// <summary>Counts the uses in all the terms together; each term is itself one use.</summary>
    public TermUses(IEnumerable<Term> terms)
    {
        foreach (var term in terms)
        {
            Count(term);
        }
    }

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
    }
}
