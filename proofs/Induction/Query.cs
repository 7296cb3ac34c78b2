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
    public string Text(int rounds) => SmtText.Of([.. Assertions(rounds).Select(one => one.Formula)]);

    /// <summary>The text with all instances that are reached in some rounds, or with those that are wanted, such that the solver can say which of them it needed. Fewer can lose a proof, never fake one.</summary>
    public Question Question(int rounds, Func<LemmaInstance, bool>? isWanted = null)
    {
        var assertions = Assertions(rounds, isWanted).ToLookup(one => one.Instance is not null);
        return new(SmtText.Of([.. assertions[false].Select(one => one.Formula)], [.. assertions[true].Select(one => one.Formula)]), [.. assertions[true].Select(one => one.Instance!.Value)]);
    }

    private List<(Term Formula, LemmaInstance? Instance)> Assertions(int rounds, Func<LemmaInstance, bool>? isWanted = null)
    {
        List<(Term Formula, LemmaInstance? Instance)> assertions = [.. premises.Append(!goal).Select(formula => (formula.Term, (LemmaInstance?)null))];
        HashSet<Term> known = [.. assertions.Select(one => one.Formula), TermBank.Current.True];
        CellIndex cells = new();
        assertions.ForEach(one => cells.Add(one.Formula));
        for (var round = 0; round < rounds; round++)
        {
            List<(Term Formula, LemmaInstance? Instance)> added = [.. assumptions
                .SelectMany(assumption => assumption.Asked(cells).Select(at => (Assumption: assumption, At: at, Instance: assumption.InstanceAt(at))))
                .Where(one => isWanted is null || one.Instance is not { } instance || isWanted(instance))
                .Select(one => (Formula: one.Assumption.At(one.At), one.Instance))
                .Where(one => known.Add(one.Formula))];
            if (added.Count == 0)
            {
                break;
            }
            assertions.AddRange(added);
            added.ForEach(one => cells.Add(one.Formula));
        }
        return assertions;
    }
}
