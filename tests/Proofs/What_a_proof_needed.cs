using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Proofs.Goals;
using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Solver;

namespace Vmemmap.Tests.Proofs;

/// <summary>What a proof needed is tried first by proofs about a like design: that saves them work, and shows nothing that is false.</summary>
public sealed class What_a_proof_needed
{
    private const string Invariant = "lookup-across-remaps-finds-head";

    private static readonly Design Design = Linux518.Design;

    private static readonly Lazy<Experience> Known =
        new(() => new InductiveProver(Design, solver: SharedSolver.OfTheGate).Prove(Design.Refuted.Select(refuted => refuted.Invariant).ToHashSet()).Experience);

    [Fact]
    public void Saves_work_where_the_same_is_proved_with_a_remedy()
    {
        var remedied = Corrections.In(Design, Design.Refuted.Of(Invariant)!);
        Bookkeeper alone = new(), helped = new();

        Assert.True(new GoalProver(remedied, bug: null, alone).Prove(Invariant).IsProved);
        Assert.True(new GoalProver(remedied, bug: null, helped, Known.Value).Prove(Invariant).IsProved);

        Assert.True(helped.Effort < alone.Effort, $"With what the proof without the remedy needed the solver has spent {helped.Effort:N0}, and {alone.Effort:N0} with nothing.");
    }

    [Fact]
    public void Proves_nothing_that_is_refuted() =>
        Assert.False(new GoalProver(Design, bug: null, SharedSolver.OfTheGate, Known.Value).Prove(Invariant).IsProved);

    // Where all texts are wanted each obligation is asked anew, alone, whenever a lemma has failed.
    [Fact]
    public void A_lemma_that_fails_takes_down_what_rests_on_it_and_nothing_else()
    {
        var (bug, refuted) = (SeededBugs.Find("restore-without-reset")!, Design.Refuted.Select(one => one.Invariant).ToHashSet());
        InductiveProver together = new(Design, bug, SharedSolver.OfTheGate), alone = new(Design, bug, SharedSolver.OfTheGate) { Settled = (_, _) => { } };

        var result = together.Prove(refuted);

        Assert.Contains(result.Obligations, obligation => obligation.Outcome == Outcome.Failed);
        Assert.Equal(alone.Prove(refuted).Proved.Order(), result.Proved.Order());
    }

    [Fact]
    public void Nothing_is_kept_of_a_proof_in_which_less_was_to_be_shown()
    {
        var refuted = Design.Refuted.Select(one => one.Invariant).ToHashSet();
        InductiveProver prover = new(Design, solver: SharedSolver.OfTheGate);

        Assert.DoesNotContain("folio-data-kept", prover.Prove(refuted.Append("folio-data-kept").ToHashSet()).Proved);
        Assert.Contains("folio-data-kept", prover.Prove(refuted).Proved);
    }

    private sealed class Bookkeeper : ISolver
    {
        public string Identity => SharedSolver.OfTheGate.Identity;

        /// <summary>In the solver's own deterministic units.</summary>
        public long Effort { get; private set; }

        public SolverResult Check(string smtLib, IReadOnlyList<string>? valuesOf = null, IReadOnlyList<string>? supposing = null)
        {
            var result = SharedSolver.OfTheGate.Check(smtLib, valuesOf, supposing);
            Effort += result.ResourcesUsed;
            return result;
        }
    }
}
