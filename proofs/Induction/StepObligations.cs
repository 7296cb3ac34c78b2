using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Invariants;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Museum;
using Vmemmap.Model.Parts;
using Vmemmap.Model.Symbolic;

namespace Vmemmap.Proofs.Induction;

/// <summary>The obligations of one step of one machine, or those without a step. Lives on one thread, as its terms do.</summary>
internal sealed class StepObligations
{
    private readonly Machine<Formula, Integer> machine;
    private readonly State<Formula, Integer> before;
    private readonly Ranges ranges;

    public StepObligations(Design design, Bug? bug)
    {
        TermBank.Reset();
        machine = new(design, bug);
        before = machine.NewState(new SymbolicTables());
        ranges = new(before);
    }

    /// <summary>Each lemma holds in every initial state.</summary>
    public IEnumerable<(string Invariant, Query Query)> Initially(IReadOnlySet<string> lemmas)
    {
        Assumption[] assumptions = [.. Initial<Formula, Integer>.Conditions.Select(AssumptionOf)];
        return Named(machine.Lemmas, lemmas).Select(l => (l.Name, Goal(l, assumptions)));
    }

    /// <summary>Each property follows from the lemmas.</summary>
    public IEnumerable<(string Invariant, Query Query)> Implied(IReadOnlySet<string> lemmas, IReadOnlySet<string> properties)
    {
        Assumption[] assumptions = [.. Named(machine.Lemmas, lemmas).Select(AssumptionOf)];
        return Named(machine.Properties, properties).Select(p => (p.Name, Goal(p, assumptions)));
    }

    /// <summary>The step preserves each lemma, all lemmas being assumed before it. Trivially so where it leaves the formula as it is.</summary>
    public IEnumerable<(string Invariant, Query Query)> Preserved(string stepName, IReadOnlySet<string> lemmas)
    {
        var step = machine.Steps.Single(s => s.Name == stepName);
        var at = Unknowns.For("step", step.Parameters);
        var after = machine.NewState(new SymbolicTables());
        step.Then(after, at);
        List<Term> premises = [.. ranges.OfSizes(), ranges.Contain(step.Parameters, at).Term];
        List<Assumption> assumptions = [.. Named(machine.Lemmas, lemmas).Select(AssumptionOf)];
        foreach (var conjunct in step.Guard)
        {
            if (conjunct.ForAll.Count == 0)
            {
                premises.Add(conjunct.Holds(before, at).Term);
            }
            else
            {
                assumptions.Add(new Assumption(conjunct.ForAll, x => conjunct.Holds(before, x), ranges, at));
            }
        }
        foreach (var lemma in Named(machine.Lemmas, lemmas))
        {
            var variables = Unknowns.For("goal", lemma.Indices);
            var (old, goal) = (Holds(lemma, before, variables).Term, Holds(lemma, after, variables).Term);
            var inRange = ranges.Contain(lemma.Indices, variables).Term;
            yield return (lemma.Name, old == goal
                ? new Query([inRange, old], [], goal, isTrivial: true)
                : new Query([.. premises, inRange], assumptions, goal));
        }
    }

    private static IEnumerable<Invariant<Formula, Integer>> Named(IEnumerable<Invariant<Formula, Integer>> invariants, IReadOnlySet<string> names) =>
        invariants.Where(i => names.Contains(i.Name));

    private Query Goal(Invariant<Formula, Integer> invariant, Assumption[] assumptions)
    {
        var variables = Unknowns.For("goal", invariant.Indices);
        return new([.. ranges.OfSizes(), ranges.Contain(invariant.Indices, variables).Term], assumptions, Holds(invariant, before, variables).Term);
    }

    private Assumption AssumptionOf(Invariant<Formula, Integer> invariant) => new(invariant.Indices, x => Holds(invariant, before, x), ranges);

    private static Formula Holds(Invariant<Formula, Integer> invariant, State<Formula, Integer> state, At<Integer> at)
    {
        Formula premises = true;
        foreach (var premise in invariant.Premises)
        {
            premises &= premise(state, at);
        }
        return !premises | invariant.Conclusion(state, at);
    }
}
