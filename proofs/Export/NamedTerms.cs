using System.Globalization;
using Vmemmap.Model.Symbolic;

namespace Vmemmap.Proofs.Export;

/// <summary>The terms of a step's effect that get names, each after those it consists of: v1, v2, ...</summary>
internal static class NamedTerms
{
    /// <summary>Names the terms that are used more than once; an effect that is written as one equation needs no others.</summary>
    public static IReadOnlyList<(string Name, Term Term)> Shared(IReadOnlyList<Assignment> effect) => Of(effect, _ => false);

    /// <summary>Names also every index and value that reads the state: where assignments are made one after the other, these must be read before the first.</summary>
    public static IReadOnlyList<(string Name, Term Term)> Before(IReadOnlyList<Assignment> effect) => Of(effect, ReadsState);

    private static List<(string Name, Term Term)> Of(IReadOnlyList<Assignment> effect, Func<Term, bool> isNamed)
    {
        Term[] roots = [.. effect.SelectMany(assignment => assignment.Terms)];
        TermUses uses = new(roots);
        HashSet<Term> wanted = [.. roots.Where(isNamed)];
        return [.. uses.InOrder
            .Where(term => uses.IsShared(term) || wanted.Contains(term))
            .Select((term, i) => (string.Create(CultureInfo.InvariantCulture, $"v{i + 1}"), term))];
    }

    private static bool ReadsState(Term term) => term.Kind == TermKind.Cell || term.Arguments.Any(ReadsState);
}
