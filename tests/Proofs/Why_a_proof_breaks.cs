using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Museum;
using Vmemmap.Model.Parts;
using Vmemmap.Proofs.Counterexamples;
using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Solver;
using Vmemmap.Properties.Stories;
using Vmemmap.Properties.Traces;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Tests.Proofs;

/// <summary>Where a proof breaks, a state shows why; where there is none, or the solver gives up, that is said.</summary>
public sealed class Why_a_proof_breaks
{
    private static readonly RememberingSolver Solver = SharedSolver.OfTheGate;

    [Fact]
    public void A_lemma_that_no_run_violates_and_a_step_does_is_missing_something()
    {
        var design = DerivedDesigns.WithStepFromNowhere;

        var obstacle = Assert.Single(new ObstacleSearch(design, bug: null, Solver).Of(WhereItBreaks(design)));

        Assert.Equal(("references-counted at come-from-nowhere", Cause.Lemma), (obstacle.Name, obstacle.Broken.Cause));
        Assert.Null(obstacle.Reached);
        Assert.True(obstacle.Covered[0] is { IsComplete: true, States: > 50 }, $"{obstacle.Covered[0]}");
        Assert.Contains(obstacle.Covered, covered => covered.Bounds == Bounds.None);
        var found = obstacle.Broken.Found!;
        MustBeACounterexample(design, bug: null, obstacle.Broken);
        var story = InductionStory.Tell(found.Transition, "references-counted", found.At, design);
        Assert.StartsWith("step-from-nowhere: references-counted does not survive [come-from-nowhere], though every lemma holds before it\n  Kept by hugetlb, the count is", story, StringComparison.Ordinal);
        Assert.Contains("the hugepage is at stage 'nowhere'", story, StringComparison.Ordinal);
        Assert.Contains("\n  1. nobody's function  [come-from-nowhere]\n       stage: nowhere -> kept by hugetlb\n", story, StringComparison.Ordinal);
        Assert.Matches(@"\n  before +a\*b ", story);
        Assert.Matches(@"\n  after +a\*b ", story);
        Assert.Contains("\nWrong: ", story, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("free-before-flush", "flush-remapped", "stale-translations")]
    [InlineData("restore-stops-early", "flush-restored", "collected-frames-listed")]
    [InlineData("tails-left-writable", Obligation.Implied, "shared-tails-read-only")]
    public void A_bug_that_a_run_reaches_is_reached(string bugName, string step, string invariant)
    {
        var bug = SeededBugs.Find(bugName)!;

        var obstacle = Assert.Single(new ObstacleSearch(Corrected518.Design, bug, Solver).Of([Failed(invariant, step)]));

        Assert.Equal(Cause.Lemma, obstacle.Broken.Cause);
        MustBeACounterexample(Corrected518.Design, bug, obstacle.Broken);
        Assert.True(obstacle.Reached is { Moves.Count: > 0 }, $"{bugName}: nothing was reached in {string.Join(", ", obstacle.Covered)}");
        Assert.Null(Replay.Problem(new Instance(Corrected518.Design, obstacle.Reached.Scope, bug), obstacle.Reached));
    }

    [Fact]
    public void What_does_not_hold_where_runs_begin_is_told_by_that_state()
    {
        var design = DerivedDesigns.WithLemmaThatIsFalseInitially;

        var obstacle = Assert.Single(new ObstacleSearch(design, bug: null, Solver).Of([Failed("always-typed", Obligation.Initially)]));

        Assert.Equal(("always-typed initially", Cause.Lemma), (obstacle.Name, obstacle.Broken.Cause));
        Assert.Null(obstacle.Broken.Found!.Transition.Step);
        Assert.Empty(obstacle.Covered);
        Assert.Contains("always-typed does not hold, though all that is assumed does", InductionStory.Tell(obstacle.Broken.Found.Transition, "always-typed", obstacle.Broken.Found.At, design), StringComparison.Ordinal);
    }

    // Where frames change names the step takes place at the frame of the new name.
    [Theory]
    [InlineData("linux-5.18", "speculative-references-harmless", "walker-adds")]
    [InlineData("linux-5.18", "no-store-through-shared-tail", "flag-page")]
    [InlineData("linux-6.2", "stores-to-the-head-survive", "walker-adds")]
    [InlineData("linux-6.2", "stores-to-the-head-survive", "flag-page")]
    [InlineData("rfc-2020", "error-marks-no-other-page", "flag-page")]
    public void A_step_that_takes_a_frame_still_goes_wrong_in_the_state_that_is_told(string name, string invariant, string step)
    {
        var design = Catalogue.Find(name)!;

        var broken = new CounterexampleSearch(design, bug: null, Solver).Of(Failed(invariant, step));

        var instance = new Instance(design, broken.Tried);
        instance.GoTo([.. broken.Found!.Transition.Before]);
        var taken = instance.Machine.Steps.Single(one => one.Name == step);
        Assert.True(instance.IsEnabled(taken, broken.Found.Transition.At));
        instance.Take(taken, broken.Found.Transition.At);
        var property = instance.Machine.Properties.Single(one => one.Name == invariant);
        Assert.True(property.Premises.All(premise => premise(instance.State, broken.Found.At).IsTrue) && !property.Conclusion(instance.State, broken.Found.At).IsTrue);
    }

    // Two frames kept, one with a head that moves, and ours.
    public static TheoryData<string> Designs => ["linux-5.14", "linux-6.7", "corrected-5.18"];

    // What is proved has no counterexample in any scope; and each scope is one that the proof speaks of.
    [Theory]
    [MemberData(nameof(Designs))]
    public void Where_no_small_scope_has_such_a_state_the_instances_did_not_suffice(string name)
    {
        var design = Catalogue.Find(name)!;

        var broken = new CounterexampleSearch(design, bug: null, Solver).Of(Failed("collected-frames-listed", "flush-restored"));

        Assert.Equal((Cause.Instances, (CounterexampleToInduction?)null, SmallScopes.Of(design)[^1]), (broken.Cause, broken.Found, broken.Tried));
    }

    [Fact]
    public void A_solver_that_gives_up_is_the_cause()
    {
        var broken = new CounterexampleSearch(Corrected518.Design, bug: null, new Z3Solver(resourceLimit: 1)).Of(Failed("collected-frames-listed", "flush-restored"));

        Assert.Equal((Cause.Solver, (CounterexampleToInduction?)null), (broken.Cause, broken.Found));
    }

    [Fact]
    public void A_solver_that_gave_up_on_the_proof_is_the_cause_where_no_state_shows_another()
    {
        var broken = new CounterexampleSearch(Corrected518.Design, bug: null, Solver).Of(new("collected-frames-listed", "flush-restored", Outcome.Undecided, IsTrivial: false, 0, 0));

        Assert.Equal((Cause.Solver, (CounterexampleToInduction?)null), (broken.Cause, broken.Found));
    }

    [Fact]
    public void What_a_solver_gives_for_a_state_is_executed_before_it_is_told()
    {
        var lied = Assert.Throws<InvalidOperationException>(() => new CounterexampleSearch(Corrected518.Design, bug: null, new Inventor()).Of(Failed("collected-frames-listed", "flush-restored")));

        Assert.Contains("is none when it is executed", lied.Message, StringComparison.Ordinal);
    }

    private static Obligation Failed(string invariant, string step) => new(invariant, step, Outcome.Failed, IsTrivial: false, Resources: 0, Seconds: 0);

    // As soon as it breaks, the rest of the proof is of no interest here.
    private static IReadOnlyList<Obligation> WhereItBreaks(Design design)
    {
        IReadOnlyList<Obligation> obstacles = [];
        using CancellationTokenSource enough = new();
        InductiveProver prover = new(design, solver: SharedSolver.OfTheGate)
        {
            Broke = broken =>
            {
                obstacles = broken;
                enough.Cancel();
            },
        };
        Assert.ThrowsAny<OperationCanceledException>(() => prover.Prove(design.Refuted.Select(refuted => refuted.Invariant).ToHashSet(), enough.Token));
        return obstacles;
    }

    // By the machine alone, whatever the search says.
    private static void MustBeACounterexample(Design design, Bug? bug, BrokenObligation broken)
    {
        var (transition, at) = (broken.Found!.Transition, broken.Found.At);
        var instance = new Instance(design, transition.Scope, bug);
        transition.Before.ToArray().CopyTo(instance.Memory.Cells);
        Assert.DoesNotContain(instance.Machine.Lemmas, lemma => IsViolated(lemma));
        if (broken.Obligation.Step != Obligation.Implied)
        {
            var step = instance.Machine.Steps.Single(one => one.Name == broken.Obligation.Step);
            Assert.True(instance.IsEnabled(step, transition.At), $"{step.Name} cannot be taken there.");
            instance.Take(step, transition.At);
        }
        Assert.True(IsViolated(instance.Machine.Properties.Concat(instance.Machine.Lemmas).Single(one => one.Name == broken.Obligation.Invariant), at), $"{broken.Obligation.Invariant} holds afterwards.");

        bool IsViolated(Invariant<Bit, Num> invariant, At<Num>? only = null) =>
            (only is { } values ? [values] : Assignments.Of(invariant.Indices, instance.Scope))
            .Any(x => invariant.Premises.All(premise => premise(instance.State, x).IsTrue) && !invariant.Conclusion(instance.State, x).IsTrue);
    }

    // Says that everything can be satisfied, by zeros.
    private sealed class Inventor : ISolver
    {
        public string Identity => "inventor";

        public SolverResult Check(string smtLib, IReadOnlyList<string>? valuesOf = null, IReadOnlyList<string>? supposing = null) => new(Answer.Satisfiable, 0, (valuesOf ?? []).ToDictionary(term => term, _ => "0"));
    }
}
