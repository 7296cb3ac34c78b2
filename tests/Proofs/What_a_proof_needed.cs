using Vmemmap.Model.Designs;
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
