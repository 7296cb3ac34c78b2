using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Symbolic;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Exploration.Symmetry;

/// <summary>
/// May the folios of a machine be renamed, and its frames, without changing what can happen? They may where its steps and invariants compare them for
/// equality only and use them only where they belong: no order, no arithmetic, no constant that names one of them, no table in which frames speak of frames.
/// </summary>
public static class Interchangeable
{
    /// <summary>What a term's value is: a folio, a frame, none of either ("nobody"), or anything else.</summary>
    private enum Sort
    {
        Folio,
        Frame,
        Nobody,
        Other,
    }

    /// <summary>Why folios and frames are not interchangeable, in one sentence, or null where they are.</summary>
    /// <param name="recording">the machine without budgets: what a budget counts, it counts of all folios.</param>
    public static string? Problem(Recording recording)
    {
        try
        {
            Check(recording);
            return null;
        }
        catch (NotInterchangeableException e)
        {
            return e.Message;
        }
    }

    private static void Check(Recording recording)
    {
        foreach (var table in recording.Tables)
        {
            var isOfFrames = table.Indices.Contains(Index.Frame);
            if (table.Indices.Distinct().Count() != table.Indices.Count || isOfFrames && table.Values?.Of == Index.Frame)
            {
                throw new NotInterchangeableException($"The table '{table.Name}' relates folios to folios or frames to frames.");
            }
            if (table.Indices is [Index.Frame, ..] && table.Indices.Contains(Index.Folio))
            {
                throw new NotInterchangeableException($"The table '{table.Name}' is indexed by frames first: what is said of both is looked for with the folio.");
            }
        }
        var tables = recording.Tables.ToDictionary(table => table.Name);
        foreach (var step in recording.Steps)
        {
            Where($"The step '{step.Name}'", [.. step.Guard.Select(conjunct => conjunct.Holds)], step.Effect, tables);
        }
        foreach (var invariant in recording.Invariants)
        {
            Where($"The invariant '{invariant.Name}'", [.. invariant.Premises.Select(premise => premise.Holds), invariant.Conclusion], [], tables);
        }
    }

    private static void Where(string place, IReadOnlyList<Term> terms, IReadOnlyList<Assignment> effect, Dictionary<string, TableLayout> tables)
    {
        SortOfTerms sorts = new(place, tables);
        foreach (var term in terms)
        {
            sorts.Of(term);
        }
        foreach (var assignment in effect)
        {
            sorts.Check(assignment);
        }
    }

    private sealed class SortOfTerms(string place, Dictionary<string, TableLayout> tables)
    {
        private readonly Dictionary<Term, Sort> known = [];

        public Sort Of(Term term) => known.TryGetValue(term, out var sort) ? sort : known[term] = Find(term);

        public void Check(Assignment assignment)
        {
            var table = tables[assignment.Table.Name];
            switch (assignment)
            {
                case CellAssignment cell:
                    CheckIndices(table, cell.Indices);
                    Fits(Of(cell.Value), table.Values?.Of, $"a value of '{table.Name}'");
                    break;
                case RowCopy copy:
                    CheckIndices(table, [copy.To]);
                    CheckIndices(tables[copy.Source.Name], [copy.From]);
                    break;
                default:
                    throw new InvalidOperationException($"Unknown assignment {assignment}.");
            }
        }

        private Sort Find(Term term)
        {
            switch (term.Kind)
            {
                case TermKind.Integer:
                    return term.Value < 0 ? Sort.Nobody : Sort.Other;
                case TermKind.Unknown:
                    return SortOf(TermVariables.IndexOf(term));
                case TermKind.Cell:
                    CheckIndices(tables[term.Table.Name], term.Arguments);
                    return SortOf(tables[term.Table.Name].Values?.Of);
                case TermKind.Equal:
                    return Meet(term.Arguments[0], term.Arguments[1]) is var _ ? Sort.Other : default;
                case TermKind.Less when SeparatesNobody(term):
                    return Sort.Other;
                case TermKind.If:
                    Of(term.Arguments[0]);
                    return Meet(term.Arguments[1], term.Arguments[2]);
                default:
                    foreach (var argument in term.Arguments)
                    {
                        if (Of(argument) is Sort.Folio or Sort.Frame)
                        {
                            throw Problem("computes with folios or frames, or orders them");
                        }
                    }
                    return Sort.Other;
            }
        }

        // x < 0, -1 < x: does it name any?
        private static bool SeparatesNobody(Term less) =>
            less.Arguments[1] is { Kind: TermKind.Integer, Value: <= 0 } || less.Arguments[0] is { Kind: TermKind.Integer, Value: < 0 };

        private Sort Meet(Term left, Term right) => (Of(left), Of(right)) switch
        {
            var (a, b) when a == b => a,
            (Sort.Nobody, var b) => b,
            (var a, Sort.Nobody) => a,
            var (a, b) => throw Problem($"compares {NameOf(a)} with {NameOf(b)}, or chooses between them"),
        };

        private void CheckIndices(TableLayout table, IReadOnlyList<Term> indices)
        {
            for (var axis = 0; axis < indices.Count; axis++)
            {
                Fits(Of(indices[axis]), table.Indices[axis], $"an index of '{table.Name}'");
            }
        }

        private void Fits(Sort sort, Index? expected, string use)
        {
            if (sort != Sort.Nobody && sort != SortOf(expected))
            {
                throw Problem($"uses {NameOf(sort)} as {use}");
            }
        }

        private NotInterchangeableException Problem(string what) => new($"{place} {what}.");

        private static string NameOf(Sort sort) => sort switch
        {
            Sort.Folio => "a folio",
            Sort.Frame => "a frame",
            _ => "a number",
        };

        private static Sort SortOf(Index? index) => index switch
        {
            Index.Folio => Sort.Folio,
            Index.Frame => Sort.Frame,
            _ => Sort.Other,
        };
    }

    private sealed class NotInterchangeableException(string message) : Exception(message);
}
