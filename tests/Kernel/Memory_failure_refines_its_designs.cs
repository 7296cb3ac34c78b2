using Vmemmap.Kernel.Checking;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Failure;
using static Vmemmap.Tests.Kernel.PlantedBugs;

namespace Vmemmap.Tests.Kernel;

/// <summary>
/// Each step of <c>memory_failure()</c> in a recorded run is a step of the design of its release: of free hugepages, of pages of what was dissolved, of the same page again, and where it comes to the middle of what another actor does.
/// A run that was tampered with, and a design with another step in its place, are found out.
/// </summary>
[Trait("Category", "Fast")]
public sealed class Memory_failure_refines_its_designs
{
    private const string Errors = "7.3.4-errors";
    private const string FlagsStore = "error-lost-in-a-flags-store";

    public static TheoryData<string, long> Runs => new()
    {
        { "errors", 191 },
        { "6.12.113-errors", 217 },
        { "6.12.118-errors", 161 },
        { Errors, 158 },
        { "7.3.4-becomes-a-tail", 39 },
        { "7.3.4-error-while-the-head-moves", 41 },
        { "6.12.113-error-through-a-fake-head", 89 },
        { "error-while-tails-change", 34 },
        { "error-that-is-given-up", 18 },
    };

    public static TheoryData<string, string, Func<IReadOnlyList<string>, IEnumerable<string>>> Tampered => new()
    {
        { "an error is recorded, and the head has no flag", "record-raw-error", lines => WithoutFirst(lines, "s 1026 0 1 4000000000200040 421130 200004008008 0 0 18 ") },
        { "another page is recorded", "record-raw-error", lines => FirstChanged(lines, "raw-error 0 70", "raw-error 0 71") },
        { "nothing is recorded", "record-raw-error", lines => WithoutFirst(lines, "raw-error 0 70") },
        { "the head of what is dissolved keeps the flag for another page", "clear-head-flag", lines => WithoutFirst(lines, "s 1026 0 1 4000000000000040 dead000000000100 ") },
        { "a recorded error is not moved to its page", "move-raw-error", lines => Changed(lines, "s 517 6 1 4000000000200000 ", "s 517 6 1 4000000000000000 ") },
        { "it is moved to another page", "move-raw-error", lines => FirstChanged(lines, "s 517 6 1 4000000000200000 ", "s 517 7 1 4000000000200000 ") },
        { "an ordinary page gets no flag", "flag-page", lines => Changed(lines, "s 1027 3 1 4000000000200000 ", "s 1027 3 1 4000000000000000 ") },
        { "the flag goes to the head, though the page is ordinary", "flag-page", lines => FirstChanged(lines, "s 1027 3 1 4000000000200000 ", "s 1027 4 1 4000000000200000 ") },
    };

    public static TheoryData<string, Design> OtherDesigns => new()
    {
        { "memory failure gives up on the tails of free hugepages", Linux72.Design.With<HandleFailure>(new HandleFailure(GivesUpOnFreeTails: true)) },
        { "the head loses its flag and its type at once", Linux72.Design.With<FreeAndMoveRawErrorsUnlocked>(new FreeAndMoveRawErrors()) },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void Each_step_of_a_recorded_run_is_a_step_of_the_design(string name, long steps) => RecordedRun.MustRefine(name, steps);

    [Theory]
    [MemberData(nameof(Tampered))]
    public void A_step_that_is_none_is_found(string change, string instead, Func<IReadOnlyList<string>, IEnumerable<string>> tamper) => MustBeNoStep(Errors, change, instead, tamper);

    [Theory]
    [MemberData(nameof(OtherDesigns))]
    public void The_code_is_not_another_design(string change, Design design) =>
        Assert.True(RecordedRun.Of(Errors).TakenFor(design) is not null, $"{change}: no mismatch is found.");

    /// <summary>docs/findings/error-lost-in-a-flags-store.md: the one step of memory failure's runs that the design of its release does not have.</summary>
    [Fact]
    public void That_6_1_loses_a_flag_in_a_store_of_others_is_no_step_of_its_design_and_known()
    {
        var run = RecordedRun.Of(FlagsStore);

        var alarm = run.Outcome.Alarms.Single(alarm => alarm.Kind == Alarm.NoStep);

        Assert.Contains("PG_hwpoison", string.Join(' ', alarm.Mismatch!.Differences), StringComparison.Ordinal);
        Assert.Contains(FlagsStore, KnownAlarms.Reason(run.Design, alarm, run.Plan, "__update_and_free_page() mm/hugetlb.c:1805"), StringComparison.Ordinal);
        Assert.Null(KnownAlarms.Reason(run.Design, alarm, run.Plan, "dissolve_free_huge_page() mm/hugetlb.c:2391"));
        Assert.Null(KnownAlarms.Reason(Linux612.Design, alarm, run.Plan, "__update_and_free_page() mm/hugetlb.c:1805"));
    }
}
