using Vmemmap.Model.Symbolic;

namespace Vmemmap.Properties.Compilation;

/// <summary>
/// Where the subterms that a term uses more than once are computed: just before the smallest term that contains all their uses, which is their immediate dominator. What stands
/// behind a condition alone is so computed only where the condition holds, and code grows with the distinct terms and not with the paths to them.
/// </summary>
internal sealed class Sharing
{
    // What is smaller is computed again: a local is set even where nobody comes to what uses it.
    private const int Least = 16;

    private readonly Dictionary<Term, Term> dominators = [];
    private readonly Dictionary<Term, int> depths = [];
    private readonly Dictionary<Term, List<Term>> before = [];

    /// <param name="root">the term.</param>
    /// <param name="isKnown">what has been computed already.</param>
    public Sharing(Term root, Predicate<Term> isKnown)
    {
        List<Term> inOrder = [];
        HashSet<Term> named = [];
        Dictionary<Term, int> uses = [];
        Count(root);
        depths[root] = 0;
        foreach (var term in inOrder.AsEnumerable().Reverse())
        {
            if (dominators.TryGetValue(term, out var dominator))
            {
                depths[term] = depths[dominator] + 1;
            }
            foreach (var argument in term.Arguments.Where(uses.ContainsKey))
            {
                dominators[argument] = dominators.TryGetValue(argument, out var other) ? Common(other, term) : term;
            }
        }
        // What the code of a term consists of: what is computed before it is part of that, and where something else is computed before there is its name alone.
        Dictionary<Term, int> sizes = [];
        foreach (var term in inOrder)
        {
            sizes[term] = 1 + term.Arguments.Sum(argument => named.Contains(argument) ? 1 : sizes.GetValueOrDefault(argument, 1)) + Before(term).Sum(one => sizes[one]);
            if (uses[term] > 1 && sizes[term] >= Least)
            {
                _ = named.Add(term);
                (before.TryGetValue(dominators[term], out var others) ? others : before[dominators[term]] = []).Add(term);
            }
        }

        void Count(Term term)
        {
            if (term.Arguments.Count == 0 || isKnown(term))
            {
                return;
            }
            uses[term] = uses.GetValueOrDefault(term) + 1;
            if (uses[term] == 1)
            {
                foreach (var argument in term.Arguments)
                {
                    Count(argument);
                }
                inOrder.Add(term);
            }
        }
    }

    /// <summary>What is computed just before a term, in this order.</summary>
    public IReadOnlyList<Term> Before(Term term) => before.TryGetValue(term, out var some) ? some : [];

    private Term Common(Term one, Term other)
    {
        while (one != other)
        {
            (one, other) = depths[one] > depths[other] ? (dominators[one], other) : (one, dominators[other]);
        }
        return one;
    }
}
