using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Model.Parts;
using Vmemmap.Proofs.Induction;
using Vmemmap.Properties.Vacuity;
using Vmemmap.Tests.Proofs;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Verdicts;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Tests.Vacuity;

/// <summary>Planted vacuity of each kind is found and named.</summary>
public sealed class Vacuous_proofs_are_caught
{
    private static readonly IReadOnlyList<Walk> Short = [Walk.Of(Corrected518.Design)[0] with { States = 3000 }];
    private static readonly Bug NeverPinned = new("never-pinned", "No driver ever gets a reference.", "pinned-page-finds-its-head", new IsAndIsNot());
    private static readonly Machine<Bit, Num> Machine = new(Corrected518.Design);

    [Fact]
    public void A_step_that_can_never_fire_is_named_with_its_obligations_and_gives_1_although_the_proof_succeeds()
    {
        var cover = ObligationCover.Of(new WitnessSearch(Corrected518.Design, NeverPinned) { Walks = Short }, SharedSolver.OfTheGate);

        var ofPin = cover.Obligations.Where(o => o.Step == "pin").ToList();
        Assert.Equal(Machine.Lemmas.Count, ofPin.Count);
        Assert.All(ofPin, o => Assert.Equal(Outcome.Proved, o.Outcome));
        Assert.All(ofPin, o => Assert.Contains(o, cover.WithoutWitness));
        Assert.Contains(cover.Failures, f => f.StartsWith("corrected-5.18: the step 'pin' is never taken", StringComparison.Ordinal));
        Assert.Contains($"corrected-5.18: {ofPin.Count} obligation(s) of 'pin' have no witness.", cover.Failures);

        using StringWriter output = new() { NewLine = "\n" };
        Terminal terminal = new(output, TextWriter.Null, isInteractive: false);
        WitnessReport.WriteTables(terminal, cover);
        Assert.Equal(1, WitnessReport.WriteSummary(terminal, [cover]));
        Assert.Matches($@"\| pin +\| +never \| +{ofPin.Count} \|", $"{output}");
        Assert.Contains("VACUOUS: corrected-5.18: the step 'pin' is never taken", $"{output}", StringComparison.Ordinal);
    }

    [Fact]
    public void What_depends_on_a_step_that_never_fires_is_named_too()
    {
        var witnesses = new WitnessSearch(Corrected518.Design, NeverPinned) { Walks = Short }.Find();

        Assert.Null(witnesses.Steps.Single(s => s.Name == "unpin").Witness);
        Assert.Null(witnesses.Premises.Single(p => p.Name == "pinned-page-finds-its-head").Witness);
        Assert.NotNull(witnesses.Steps.Single(s => s.Name == "dequeue").Witness);
    }

    // Until the hugepage is flushed it is not optimised; the proof does not mind.
    [Fact]
    public void A_way_to_another_control_point_that_no_run_takes_is_named_although_its_step_is_taken()
    {
        Bug straight = new("goes-straight-on", "Where it is optimised already, it is finished.", "pinned-page-finds-its-head", new GoesStraightOn());

        var witnesses = new WitnessSearch(Corrected518.Design, straight) { Walks = [.. Walk.Of(Corrected518.Design).Take(1)] }.Find();

        Assert.NotNull(witnesses.Steps.Single(s => s.Name == "flush-remapped").Witness);
        Assert.NotNull(witnesses.Changes.Single(c => c.Change is { Step: "flush-remapped", To.Name: "freeing tails" }).Witness);
        Assert.Null(witnesses.Changes.Single(c => c.Change is { Step: "flush-remapped", To.Name: "finishing" }).Witness);
        Assert.Contains(witnesses.Failures, f => f.StartsWith("corrected-5.18: the step 'flush-remapped' never takes the hugepage from 'remapping' to 'finishing' in the ", StringComparison.Ordinal));

        using StringWriter output = new() { NewLine = "\n" };
        WitnessReport.WriteTables(new Terminal(output, TextWriter.Null, isInteractive: false), new(witnesses, []));
        Assert.Matches(@"\| flush-remapped +\| remapping -> finishing +\| +never \|", $"{output}");
    }

    [Fact]
    public void An_invariant_with_premises_that_never_hold_together_is_named()
    {
        // Each of the two holds somewhere; no state has both.
        var planted = Plant("optimised-in-pool-without-type",
            [(s, x) => s.At(x.Folio, Points.Kept), (s, x) => !s.Hugetlb[x.Folio]], (_, _) => true);

        var witnesses = new WitnessSearch(Corrected518.Design) { Walks = Short, Properties = [.. Machine.Properties, planted] }.Find();

        Assert.Contains(witnesses.Failures, f => f.StartsWith($"corrected-5.18: the premises of '{planted.Name}' never hold", StringComparison.Ordinal));
    }

    [Fact]
    public void Lemmas_that_contradict_each_other_leave_no_obligation_of_a_step_with_a_witness()
    {
        var (typed, untyped) = (
            Plant("always-typed", [], (s, x) => s.Hugetlb[x.Folio]),
            Plant("never-typed", [], (s, x) => !s.Hugetlb[x.Folio]));

        var witnesses = new WitnessSearch(Corrected518.Design) { Walks = Short, Lemmas = [.. Machine.Lemmas, typed, untyped] }.Find();
        // What the prover would list for one lemma: the proofs themselves are of no interest here.
        ObligationCover cover = new(witnesses, [.. Machine.Steps.Select(s => new Obligation("mapping-shape", s.Name, Outcome.Proved, IsTrivial: false, Resources: 0, Seconds: 0))]);

        Assert.Equal(cover.Obligations, cover.WithoutWitness);
        Assert.Contains(cover.Failures, f => f.StartsWith("corrected-5.18: where the step 'optimise' is taken, after ", StringComparison.Ordinal)
            && f.EndsWith("these lemmas do not hold: never-typed.", StringComparison.Ordinal));
    }

    [Fact]
    public void The_premises_of_a_lemma_must_hold_somewhere_too()
    {
        var planted = Plant("nothing-is-in-two-places", [(s, x) => s.Stage[x.Folio] != s.Stage[x.Folio]], (_, _) => true);

        var witnesses = new WitnessSearch(Corrected518.Design) { Walks = Short, Lemmas = [.. Machine.Lemmas, planted] }.Find();

        Assert.Contains(witnesses.Failures, f => f.StartsWith($"corrected-5.18: the premises of '{planted.Name}' never hold", StringComparison.Ordinal));
    }

    private static Invariant<Bit, Num> Plant(string name, IReadOnlyList<Condition<Bit, Num>> premises, Condition<Bit, Num> conclusion) =>
        new(name, [], name, "Planted.", [Index.Folio], premises, conclusion);

    private sealed record GoesStraightOn() : Rewrite("flush-remapped")
    {
        protected override Step<B, N> Of<B, N>(Step<B, N> step) => step with
        {
            Then = (s, x) =>
            {
                step.Then(s, x);
                s.GoToIf(x.Folio, s.Optimised[x.Folio], Points.Finishing);
            },
        };
    }

    private sealed record IsAndIsNot() : Rewrite("pin")
    {
        protected override Step<B, N> Of<B, N>(Step<B, N> step) =>
            step with { When = [.. step.When, ("the folio is in use and is not", (s, x) => s.UserHolds[x.Folio] & !s.UserHolds[x.Folio])] };
    }
}
