using Vmemmap.Model.Symbolic;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Proofs.Induction;

/// <summary>Finds the table reads in terms.</summary>
internal static class Cells
{
    /// <summary>Every cell read in the terms, each once.</summary>
    public static IEnumerable<Term> Of(params IEnumerable<Term> terms)
    {
        HashSet<Term> seen = [];
        Stack<Term> open = new(terms);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next))
            {
                continue;
            }
            if (next.Kind == TermKind.Cell)
            {
                yield return next;
            }
            foreach (var argument in next.Arguments)
            {
                open.Push(argument);
            }
        }
    }

    /// <summary>Does one of the unknowns occur in the term?</summary>
    public static bool Mentions(Term term, IReadOnlySet<Term> unknowns) =>
        unknowns.Contains(term) || term.Arguments.Any(a => Mentions(a, unknowns));
}

/// <summary>The cells read in a growing set of terms, by table, and the terms that name folios, pages, slots and so on in them.</summary>
internal sealed class CellIndex
{
    private readonly HashSet<Term> seen = [];
    private readonly Dictionary<string, List<Term>> byTable = [];
    private readonly Dictionary<Index, List<Term>> byIndex = [];

    /// <summary>Adds the cells of a term.</summary>
    public void Add(Term term)
    {
        Stack<Term> open = new([term]);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next))
            {
                continue;
            }
            foreach (var argument in next.Arguments)
            {
                open.Push(argument);
            }
            if (next.Kind == TermKind.Cell)
            {
                AddCell(next);
            }
        }
    }

    /// <summary>The cells of a table read so far.</summary>
    public IReadOnlyList<Term> Of(TableSymbol table) => byTable.TryGetValue(table.Name, out var cells) ? [.. cells] : [];

    /// <summary>The terms used as this kind of index so far.</summary>
    public IReadOnlyList<Term> Naming(Index index) => byIndex.TryGetValue(index, out var terms) ? [.. terms] : [];

    private void AddCell(Term cell)
    {
        if (!byTable.TryGetValue(cell.Table.Name, out var cells))
        {
            byTable[cell.Table.Name] = cells = [];
        }
        cells.Add(cell);
        for (var i = 0; i < cell.Arguments.Count; i++)
        {
            var index = cell.Table.Indices[i];
            if (!byIndex.TryGetValue(index, out var terms))
            {
                byIndex[index] = terms = [];
            }
            if (!terms.Contains(cell.Arguments[i]))
            {
                terms.Add(cell.Arguments[i]);
            }
        }
    }
}
