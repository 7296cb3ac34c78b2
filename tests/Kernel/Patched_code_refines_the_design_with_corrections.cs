using Vmemmap.Kernel.Checking;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Kernel.Refinement;
using Vmemmap.Model.Designs;

namespace Vmemmap.Tests.Kernel;

/// <summary>
/// Patches of <c>kernel/mends</c> say that they are corrections of the model. The code of 7.3.4 with them takes the steps of its design with these corrections (<c>verify source TREE --with CORRECTION ...</c>), and neither is what it was without: the released code is no run of the corrected design, the patched code none of the
/// released one.
/// </summary>
[Trait("Category", "Fast")]
public sealed class Patched_code_refines_the_design_with_corrections
{
    private const string WithAnError = "promised-with-an-error";

    private const string AndGone = "reserved-and-gone";

    private const string OneOfTwo = "one-of-two-taken-back";

    private const string WhileMade = "flagged-while-made";

    // One that was flagged while it was made is given up as one that was made too late is, and that may be without a patch.
    public static TheoryData<string> Different => [WithAnError, AndGone, "errors-taken-back", "list-taken-back", OneOfTwo];

    [Theory]
    [InlineData(WithAnError, 77)]
    [InlineData(AndGone, 73)]
    [InlineData("errors-taken-back", 56)]
    [InlineData("list-taken-back", 92)]
    [InlineData("taken-out-of-use", 81)]
    [InlineData(OneOfTwo, 86)]
    [InlineData(WhileMade, 76)]
    public void Each_step_of_patched_code_is_one_of_the_design_with_the_corrections_and_no_property_of_that_is_violated(string run, long steps)
    {
        RecordedRun.MustRefine($"patched-{run}", steps);
        Assert.Empty(RecordedRun.Of($"patched-{run}").Alarms);
    }

    [Theory]
    [MemberData(nameof(Different))]
    [InlineData(WhileMade)]
    public void Released_code_is_no_run_of_the_design_with_corrections(string run) => Assert.NotNull(RecordedRun.Of($"7.3.4-{run}").TakenFor(PatchedRelease.Design));

    [Theory]
    [MemberData(nameof(Different))]
    public void Patched_code_is_no_run_of_the_design_without_corrections(string run) => Assert.NotNull(RecordedRun.Of($"patched-{run}").TakenFor(Linux72.Design));

    [Theory]
    [InlineData(WithAnError, "fit-counted")]
    [InlineData(AndGone, "reserved-kept")]
    [InlineData(OneOfTwo, "unpoison-takes-one")]
    [InlineData(WhileMade, "surplus-looks-at-the-flag")]
    public void One_correction_alone_tells_them_apart(string run, string correction) =>
        Assert.NotNull(RecordedRun.Of($"7.3.4-{run}").TakenFor(PatchedCode.Of(Linux72.Design, [Corrections.Of(correction)])));

    /// <summary>What the release is known for is news where a patch is said to end it.</summary>
    [Theory]
    [InlineData(WithAnError, "bad-hugepages-not-promised")]
    [InlineData(AndGone, "reserved-hugepages-are-free")]
    public void What_a_correction_is_to_end_is_known_no_longer(string run, string kind)
    {
        var released = RecordedRun.Of($"7.3.4-{run}");
        var alarm = released.Outcome.Alarms.First(alarm => alarm.Kind == kind);

        Assert.NotNull(KnownAlarms.Reason(Linux72.Design, alarm, released.Plan, ""));
        Assert.Null(KnownAlarms.Reason(PatchedRelease.Design, alarm, released.Plan, ""));
    }

    [Fact]
    public void A_refutation_is_expected_until_all_its_corrections_are_there()
    {
        Assert.Contains(Linux72.Design.Refuted, refuted => refuted.Invariant == "speculative-references-harmless");
        Assert.DoesNotContain(PatchedRelease.Design.Refuted, refuted => refuted.Invariant == "speculative-references-harmless");
        Assert.Contains(PatchedRelease.Design.Refuted, refuted => refuted.Remedy.Contains("add-back-keeps-private"));
    }

    [Fact]
    public void A_correction_changes_something_that_code_of_the_release_is_called_for()
    {
        Assert.Null(PatchedCode.Idle(Linux72.Design, PatchedRelease.With));
        Assert.Equal("range-in-bytes", PatchedCode.Idle(Linux72.Design, [Corrections.Of("reserved-kept"), Corrections.Of("range-in-bytes")])?.Name);
    }

    /// <summary>Calls that a run does not have bring no parts into its design.</summary>
    [Fact]
    public void A_correction_is_made_where_a_run_calls_what_it_changes()
    {
        var (alone, promised) = (RunPlan.Parse("order=9 blocks=1 : alloc:0"), RunPlan.Parse("order=9 blocks=1 : alloc:0 reserve:0"));
        var design = PatchedCode.Of(Linux72.Design, [Corrections.Of("fit-counted")]);

        Assert.Equal(Linux72.Design.Parts, BoundCode.DesignOf(design, alone).Parts);
        Assert.NotEqual(BoundCode.DesignOf(Linux72.Design, promised).Parts, BoundCode.DesignOf(design, promised).Parts);
    }
}
