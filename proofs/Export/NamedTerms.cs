using System.Globalization;
using Vmemmap.Model.Symbolic;
using Vmemmap.Proofs.Solver;

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
        Term[] roots = [.. effect.SelectMany(Terms)];
        TermUses uses = new(roots);
        List<(string, Term)> named = [];
        HashSet<Term> seen = [], wanted = [.. roots.Where(isNamed)];
        foreach (var root in roots)
        {
            Visit(root);
        }
        return named;

        void Visit(Term term)
        {
            if (!seen.Add(term))
            {
                return;
            }
            foreach (var argument in term.Arguments)
            {
                Visit(argument);
            }
            if (uses.IsShared(term) || wanted.Contains(term))
            {
                named.Add((string.Create(CultureInfo.InvariantCulture, $"v{named.Count + 1}"), term));
            }
        }
    }

    private static IEnumerable<Term> Terms(Assignment assignment) => assignment switch
    {
        CellAssignment cell => [.. cell.Indices, cell.Value],
        RowCopy copy => [copy.To, copy.From],
        _ => throw new InvalidOperationException($"Unknown assignment {assignment}."),
    };

    private static bool ReadsState(Term term) => term.Kind == TermKind.Cell || term.Arguments.Any(ReadsState);
}
