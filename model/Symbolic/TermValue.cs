using Vmemmap.Model.Concrete;

namespace Vmemmap.Model.Symbolic;

/// <summary>Evaluates terms in a concrete state: the bridge between the two meanings, and the test that they agree.</summary>
/// <param name="memory">the state that cells are read from; a cell outside its table reads as 0, as it does when executed.</param>
/// <param name="unknowns">values of the unknowns by name: sizes and parameters.</param>
public sealed class TermValue(CellStore memory, Func<string, int> unknowns)
{
    private readonly Dictionary<Term, int> known = [];

    /// <summary>The value: 0 or 1 for a truth value. Values are remembered, so one evaluator is good for one state.</summary>
    public int Of(Term term)
    {
        if (!known.TryGetValue(term, out var value))
        {
            value = Compute(term);
            known[term] = value;
        }
        return value;
    }

    private int Compute(Term term)
    {
        var arguments = term.Arguments;
        return term.Kind switch
        {
            TermKind.Integer or TermKind.Truth => term.Value,
            TermKind.Unknown => unknowns(term.Name),
            TermKind.Cell => memory.Read(term.Table.Name, [.. arguments.Select(Of)]),
            TermKind.Sum => Of(arguments[0]) + Of(arguments[1]),
            TermKind.Difference => Of(arguments[0]) - Of(arguments[1]),
            TermKind.Equal => Of(arguments[0]) == Of(arguments[1]) ? 1 : 0,
            TermKind.Less => Of(arguments[0]) < Of(arguments[1]) ? 1 : 0,
            TermKind.Not => 1 - Of(arguments[0]),
            TermKind.And => Of(arguments[0]) & Of(arguments[1]),
            TermKind.Or => Of(arguments[0]) | Of(arguments[1]),
            TermKind.If => Of(arguments[0]) == 1 ? Of(arguments[1]) : Of(arguments[2]),
            _ => throw new InvalidOperationException($"A term of kind {term.Kind} has no value."),
        };
    }
}
