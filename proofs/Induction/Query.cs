using Vmemmap.Model.Symbolic;
using Vmemmap.Proofs.Solver;

namespace Vmemmap.Proofs.Induction;

/// <summary>
/// One obligation as assertions: the premises, instances of the assumptions, and the negated goal. Its text is unsatisfiable exactly if the
/// instances chosen suffice for the proof.
/// </summary>
/// <param name="premises">sizes, ranges, guard.</param>
/// <param name="assumptions">what may be instantiated.</param>
/// <param name="goal">what is to be proved.</param>
/// <param name="isTrivial">the goal is one of the premises, word for word: there is nothing to ask a solver.</param>
internal sealed class Query(IReadOnlyList<Formula> premises, IReadOnlyList<Assumption> assumptions, Formula goal, bool isTrivial = false)
{
    private IReadOnlyList<Formula> Premises => premises;

    private IReadOnlyList<Assumption> Assumptions => assumptions;

    private Formula Goal => goal;

    /// <summary>The goal is one of the premises.</summary>
    public bool IsTrivial { get; } = isTrivial;

    /// <summary>
    /// All of some queries that assume the same, as one: unsatisfiable only if each of them is. What is unknown has the same name in all of them: whichever goal fails, it fails for some values.
    /// </summary>
    public static Query Together(IReadOnlyList<Query> queries)
    {
        HashSet<Term> common = [.. queries[0].Premises.Select(premise => premise.Term)];
        foreach (var query in queries)
        {
            common.IntersectWith(query.Premises.Select(premise => premise.Term));
        }
        var goals = queries.Select(query => query.Premises.Where(premise => !common.Contains(premise.Term)).Aggregate(query.Goal, (goal, premise) => !premise | goal));
        return new([.. queries[0].Premises.Where(premise => common.Contains(premise.Term))], queries[0].Assumptions, goals.Aggregate((all, next) => all & next));
    }

    /// <summary>
    /// The text with all instances that are reached in some rounds: each round looks at the reads of the premises, the goal and the
    /// instances of the rounds before.
    /// </summary>
    public string Text(int rounds) => SmtText.Of(Assertions(rounds));

    private List<Term> Assertions(int rounds)
    {
        List<Term> assertions = [.. premises.Select(premise => premise.Term), (!goal).Term];
        HashSet<Term> known = [.. assertions, TermBank.Current.True];
        CellIndex cells = new();
        assertions.ForEach(cells.Add);
        for (var round = 0; round < rounds; round++)
        {
            List<Term> added = [.. assumptions.SelectMany(f => f.Instances(cells)).Where(known.Add)];
            if (added.Count == 0)
            {
                break;
            }
            assertions.AddRange(added);
            added.ForEach(cells.Add);
        }
        return assertions;
    }
}
