using Vmemmap.Model;
using Vmemmap.Model.Symbolic;

namespace Vmemmap.Properties.Checking.Dependence;

/// <summary>
/// Finds every read of an invariant, by walking the term of its violation: all premises, and not the conclusion. What makes a violation true is a
/// subformula in favour of it that becomes true, or one against it that becomes false; so the walk keeps track of negations.
/// </summary>
internal sealed class ReadSites
{
    // Sets of equalities are compared, so each is written in the order in which the walk first met its members.
    private readonly List<Equality> equalities = [];
    private readonly List<(Term Cell, Use Use, IReadOnlyList<Equality> Within)> found = [];

    private ReadSites()
    {
    }

    /// <summary>The ways in which the invariant depends on tables: it can become false only through a change that matters to one of them.</summary>
    public static IReadOnlyList<ReadSite> Of(RecordedInvariant invariant)
    {
        var bank = TermBank.Current;
        var violation = invariant.Premises.Reverse().Aggregate(bank.Not(invariant.Conclusion), (rest, premise) => bank.And(premise.Holds, rest));
        var sites = new ReadSites();
        sites.VisitTruth(violation, Side.Rising, []);
        return [.. sites.found
            .GroupBy(site => (site.Cell, Within: string.Join(' ', site.Within.Select(equality => sites.equalities.IndexOf(equality))), (site.Use as VariableUse)?.Variable))
            .Select(group => new ReadSite(group.Key.Cell, Merged(group.Select(site => site.Use)), group.First().Within))];
    }

    private static List<Use> Merged(IEnumerable<Use> uses)
    {
        var distinct = uses.Distinct().ToList();
        return distinct.Exists(use => use is ValueUse) ? [new ValueUse()] : distinct;
    }

    private void VisitTruth(Term term, Side side, IReadOnlyList<Equality> within)
    {
        var parts = term.Arguments;
        switch (term.Kind)
        {
            case TermKind.Cell:
                Add(term, new ThresholdUse(TermKind.Equal, 0, IsLeft: false, Opposite(side)), within);
                break;
            case TermKind.Not:
                VisitTruth(parts[0], Opposite(side), within);
                break;
            case TermKind.And:
                // A conjunction changes its value only where its other operand holds, before the change or after it.
                VisitTruth(parts[0], side, Joined(within, EqualitiesOf(parts[1])));
                VisitTruth(parts[1], side, Joined(within, EqualitiesOf(parts[0])));
                break;
            case TermKind.Or:
                VisitTruth(parts[0], side, within);
                VisitTruth(parts[1], side, within);
                break;
            case TermKind.If:
                VisitTruth(parts[0], Side.Both, within);
                VisitTruth(parts[1], side, within);
                VisitTruth(parts[2], side, within);
                break;
            case TermKind.Equal when parts[0].IsTruth:
                VisitTruth(parts[0], Side.Both, within);
                VisitTruth(parts[1], Side.Both, within);
                break;
            case TermKind.Equal or TermKind.Less:
                VisitComparison(term, side, within);
                break;
            default:
                break;
        }
    }

    private void VisitComparison(Term term, Side side, IReadOnlyList<Equality> within)
    {
        var (left, right) = (term.Arguments[0], term.Arguments[1]);
        switch (left.Kind, term.Kind, right.Kind)
        {
            case (TermKind.Cell, _, TermKind.Integer):
                Add(left, new ThresholdUse(term.Kind, right.Value, IsLeft: false, side), within);
                break;
            case (TermKind.Integer, _, TermKind.Cell):
                Add(right, new ThresholdUse(term.Kind, left.Value, IsLeft: true, side), within);
                break;
            case (TermKind.Cell, TermKind.Equal, TermKind.Unknown):
                Add(left, new VariableUse(TermVariables.IndexOf(right), side), within);
                break;
            case (TermKind.Unknown, TermKind.Equal, TermKind.Cell):
                Add(right, new VariableUse(TermVariables.IndexOf(left), side), within);
                break;
            default:
                VisitNumber(left, within);
                VisitNumber(right, within);
                break;
        }
    }

    private void VisitNumber(Term term, IReadOnlyList<Equality> within)
    {
        if (term.Kind == TermKind.Cell)
        {
            Add(term, new ValueUse(), within);
            return;
        }
        foreach (var part in term.Arguments)
        {
            if (part.IsTruth)
            {
                VisitTruth(part, Side.Both, within);
            }
            else
            {
                VisitNumber(part, within);
            }
        }
    }

    private void Add(Term cell, Use use, IReadOnlyList<Equality> within)
    {
        found.Add((cell, use, within));
        foreach (var index in cell.Arguments)
        {
            VisitNumber(index, within);
        }
    }

    private static Side Opposite(Side side) => side switch
    {
        Side.Rising => Side.Falling,
        Side.Falling => Side.Rising,
        _ => side,
    };

    // What a term demands of variables, where it says so by equality with a cell that is the same for all their values.
    private static IEnumerable<Equality> EqualitiesOf(Term term) => (term.Kind, term.Arguments) switch
    {
        (TermKind.And, [var left, var right]) => EqualitiesOf(left).Concat(EqualitiesOf(right)),
        (TermKind.Equal, [{ Kind: TermKind.Cell } cell, { Kind: TermKind.Unknown } variable]) when TermVariables.IsFree(cell) =>
            [new(TermVariables.IndexOf(variable), cell)],
        (TermKind.Equal, [{ Kind: TermKind.Unknown } variable, { Kind: TermKind.Cell } cell]) when TermVariables.IsFree(cell) =>
            [new(TermVariables.IndexOf(variable), cell)],
        _ => [],
    };

    private IReadOnlyList<Equality> Joined(IReadOnlyList<Equality> some, IEnumerable<Equality> more)
    {
        HashSet<Equality> all = [.. some, .. more];
        equalities.AddRange(all.Except(equalities));
        return [.. equalities.Where(all.Contains)];
    }
}
