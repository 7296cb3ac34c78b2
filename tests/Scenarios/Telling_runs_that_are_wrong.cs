using Vmemmap.Model.Designs;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Tests.Proofs;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Tests.Scenarios;

/// <summary>A telling run that is not what it says is not told: one sentence says why, and no verdict is given.</summary>
public sealed class Telling_runs_that_are_wrong
{
    private static readonly TellingRun Objection = Rfc2020.Design.Tellings[0];

    [Fact]
    public void A_misspelt_invariant_is_named_with_those_there_are() =>
        Refused("rfc-2020 has no telling run for 'error-marks' as it says: there is no such invariant, the names are tail-resolves-to-head, ", Objection with { Invariant = "error-marks" });

    [Fact]
    public void A_lemma_is_nothing_to_tell_of() =>
        Refused("rfc-2020 has no telling run for 'list-length' as it says: there is no such invariant, ", Objection with { Invariant = "list-length" });

    [Fact]
    public void A_misspelt_step_is_named_with_its_number_and_those_there_are() => Refused(
        "rfc-2020 has no telling run for 'error-marks-no-other-page' as it says: Step 3, 'remap', is not one of rfc-2020: its steps are alloc-hugepage, ",
        Objection with { Steps = [new("optimise"), new("remap-tail"), new("remap"), .. Objection.Steps.Skip(2)] });

    [Fact]
    public void A_step_that_cannot_be_taken_is_named_with_the_condition_that_does_not_hold() => Refused(
        "rfc-2020 has no telling run for 'error-marks-no-other-page' as it says: Step 1, 'remap-tail', cannot be taken: it does not hold that stage is 'remapping'. What can be taken: ",
        Objection with { Steps = [.. Objection.Steps.Skip(1)] });

    [Fact]
    public void A_parameter_that_the_step_has_not_is_named_with_those_it_has() => Refused(
        "rfc-2020 has no telling run for 'error-marks-no-other-page' as it says: Step 1, 'optimise', has no parameter 'page': it has folio.",
        Objection with { Steps = [new("optimise", Page: 1)] });

    [Fact]
    public void A_run_that_does_no_damage_is_refused_with_what_is_violated_instead() => Refused(
        "rfc-2020 has no telling run for 'error-marks-no-other-page' as it says: After step 21 'error-marks-no-other-page' holds; what is violated there: ",
        Objection with { Steps = [.. Objection.Steps.SkipLast(1)] });

    [Fact]
    public void A_scope_that_does_not_fit_the_design_is_refused() => Refused(
        "rfc-2020 has no telling run for 'error-marks-no-other-page' as it says: A hugepage of 2 vmemmap pages cannot be optimised by rfc-2020",
        Objection with { Scope = Objection.Scope with { Pages = 2 } });

    [Fact]
    public void Of_one_invariant_one_run_is_told() =>
        Refused("rfc-2020 has no telling run for 'error-marks-no-other-page' as it says: it is the second one, ", Objection, Objection);

    private static void Refused(string sentence, params IReadOnlyList<TellingRun> tellings)
    {
        var design = Rfc2020.Design with { Tellings = tellings };
        var judge = new Judge(threads: 1, SharedSolver.OfTheGate);

        var exception = Assert.Throws<ScenarioException>(() => judge.Of(design));

        Assert.StartsWith(sentence, exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }
}
