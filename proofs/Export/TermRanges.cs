using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Symbolic;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Proofs.Export;

/// <summary>The values that numbers of a recorded machine can have, by the sizes of the scope and the domains of the tables.</summary>
internal sealed class TermRanges(Recording recording)
{
    private readonly Dictionary<string, TableLayout> tables = recording.Tables.ToDictionary(t => t.Name);
    private readonly Dictionary<string, Index> variables = Enum.GetValues<Index>().ToDictionary(TermVariables.NameOf);
    private readonly Dictionary<Term, (int Low, int High)> known = [];

    /// <summary>How many values an index of a table has.</summary>
    public int Count(Index index) => recording.Scope.Count(index);

    /// <summary>The least and the greatest value that a cell of the table can have.</summary>
    public (int Low, int High) Of(TableLayout table) =>
        table.Values is { } domain ? (domain.Low(recording.Scope), domain.High(recording.Scope)) : (0, 1);

    /// <summary>Bounds of a number: it may have fewer values, never others.</summary>
    public (int Low, int High) Of(Term term)
    {
        if (!known.TryGetValue(term, out var range))
        {
            range = Compute(term);
            known[term] = range;
        }
        return range;
    }

    private (int Low, int High) Compute(Term term)
    {
        var arguments = term.Arguments;
        return term.Kind switch
        {
            TermKind.Integer => (term.Value, term.Value),
            TermKind.Unknown => (0, Count(variables[term.Name]) - 1),
            // A read outside the table gives 0.
            TermKind.Cell => Hull(Of(tables[term.Table.Name]), (0, 0)),
            TermKind.Sum => (Of(arguments[0]).Low + Of(arguments[1]).Low, Of(arguments[0]).High + Of(arguments[1]).High),
            TermKind.Difference => (Of(arguments[0]).Low - Of(arguments[1]).High, Of(arguments[0]).High - Of(arguments[1]).Low),
            TermKind.If => Hull(Of(arguments[1]), Of(arguments[2])),
            _ => throw new InvalidOperationException($"A term of kind {term.Kind} is not a number."),
        };
    }

    private static (int Low, int High) Hull((int Low, int High) one, (int Low, int High) other) =>
        (Math.Min(one.Low, other.Low), Math.Max(one.High, other.High));
}
