using Vmemmap.Model.Machine;

namespace Vmemmap.Properties.Checking.Dependence;

/// <summary>
/// Finds every read of an invariant, by walking the term of its violation: all premises, and not the conclusion. What makes a violation true is a
/// subformula in favour of it that becomes true, or one against it that becomes false; so the walk keeps track of negations.
/// </summary>
public sealed class ReadSites
{
    private readonly List<(TableRead Read, Use Use, IReadOnlyList<Equality> Within)> found = [];

    private ReadSites()
    {
    }

    /// <summary>The ways in which the invariant depends on tables: it can become false only through a change that matters to one of them.</summary>
    public static IReadOnlyList<ReadSite> Of(Invariant<TracedTruth, TracedNumber> invariant, State<TracedTruth, TracedNumber> state)
    {
        TruthTerm violation = new NotTruth(invariant.Conclusion(state, TracedTables.Variables).Term);
        foreach (var premise in invariant.Premises.Reverse())
        {
            violation = new AndTruth(premise.Holds(state, TracedTables.Variables).Term, violation);
        }
        var sites = new ReadSites();
        sites.Visit(violation, Side.Rising, []);
        return [.. sites.found
            .GroupBy(site => (Place: $"{site.Read} {string.Join(", ", site.Within)}", Variable: (site.Use as VariableUse)?.Variable))
            .Select(group => new ReadSite(group.First().Read, Merged(group.Select(site => site.Use)), group.First().Within))];
    }

    private static List<Use> Merged(IEnumerable<Use> uses)
    {
        var distinct = uses.Distinct().ToList();
        return distinct.Exists(use => use is ValueUse) ? [new ValueUse()] : distinct;
    }

    private void Visit(TruthTerm term, Side side, IReadOnlyList<Equality> within)
    {
        switch (term)
        {
            case ReadTruth(var read):
                Add(read, new ThresholdUse(Comparison.Equal, 0, IsLeft: false, Opposite(side)), within);
                break;
            case NotTruth(var operand):
                Visit(operand, Opposite(side), within);
                break;
            case AndTruth(var left, var right):
                // A conjunction changes its value only where its other operand holds, before the change or after it.
                Visit(left, side, Joined(within, EqualitiesOf(right)));
                Visit(right, side, Joined(within, EqualitiesOf(left)));
                break;
            case OrTruth(var left, var right):
                Visit(left, side, within);
                Visit(right, side, within);
                break;
            case SameTruth(var left, var right):
                Visit(left, Side.Both, within);
                Visit(right, Side.Both, within);
                break;
            case ComparedTruth compared:
                VisitComparison(compared, side, within);
                break;
            default:
                break;
        }
    }

    private void VisitComparison(ComparedTruth compared, Side side, IReadOnlyList<Equality> within)
    {
        switch (compared)
        {
            case (ReadTerm(var read), var comparison, ConstantTerm(var constant)):
                Add(read, new ThresholdUse(comparison, constant, IsLeft: false, side), within);
                break;
            case (ConstantTerm(var constant), var comparison, ReadTerm(var read)):
                Add(read, new ThresholdUse(comparison, constant, IsLeft: true, side), within);
                break;
            case (ReadTerm(var read), Comparison.Equal, VariableTerm(var variable)):
                Add(read, new VariableUse(variable, side), within);
                break;
            case (VariableTerm(var variable), Comparison.Equal, ReadTerm(var read)):
                Add(read, new VariableUse(variable, side), within);
                break;
            default:
                Visit(compared.Left, within);
                Visit(compared.Right, within);
                break;
        }
    }

    private void Visit(NumberTerm term, IReadOnlyList<Equality> within)
    {
        foreach (var read in term.Reads)
        {
            Add(read, new ValueUse(), within);
        }
        foreach (var condition in term.Conditions)
        {
            Visit(condition, Side.Both, within);
        }
    }

    private void Add(TableRead read, Use use, IReadOnlyList<Equality> within)
    {
        found.Add((read, use, within));
        foreach (var index in read.Indices)
        {
            Visit(index, within);
        }
    }

    private static Side Opposite(Side side) => side switch
    {
        Side.Rising => Side.Falling,
        Side.Falling => Side.Rising,
        _ => side,
    };

    // What a term demands of variables, where it says so by equality with a cell that is the same for all their values.
    private static IReadOnlyList<Equality> EqualitiesOf(TruthTerm term) => term switch
    {
        AndTruth(var left, var right) => Joined(EqualitiesOf(left), EqualitiesOf(right)),
        ComparedTruth(ReadTerm(var read), Comparison.Equal, VariableTerm(var variable)) when read.Variables == 0 => [new(variable, read)],
        ComparedTruth(VariableTerm(var variable), Comparison.Equal, ReadTerm(var read)) when read.Variables == 0 => [new(variable, read)],
        _ => [],
    };

    private static IReadOnlyList<Equality> Joined(IReadOnlyList<Equality> some, IReadOnlyList<Equality> more) =>
        more.Count == 0 ? some : [.. some.Concat(more).DistinctBy(equality => $"{equality}").OrderBy(equality => $"{equality}", StringComparer.Ordinal)];
}
