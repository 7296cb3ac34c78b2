using Vmemmap.Kernel.Checking;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Kernel.Refinement;
using static Vmemmap.Tests.Kernel.PlantedBugs;

namespace Vmemmap.Tests.Kernel;

/// <summary>
/// Hugepages are promised, given to who was promised them, kept from others, and reserved again: each step of the code of a release is one of its design, and what the pool counts is what the design counts. A run that was tampered with is found out, and so is what reservations are known for.
/// </summary>
[Trait("Category", "Fast")]
public sealed class Reservations_refine_their_designs
{
    private const string Promised = "7.3.4-promised";

    private const string WithAnError = "7.3.4-promised-with-an-error";

    private const string AndGone = "7.3.4-reserved-and-gone";

    public static TheoryData<string, long> Runs => new()
    {
        { "promised", 183 },
        { "6.12.113-promised", 207 },
        { "6.12.118-promised", 151 },
        { Promised, 150 },
    };

    public static TheoryData<string, string, Func<IReadOnlyList<string>, IEnumerable<string>>> Tampered => new()
    {
        { "one that is taken stays counted as free", "dequeue", lines => FirstChanged(lines, "pool 1 1", "pool 2 1") },
        { "two are promised for one", "reserve", lines => FirstChanged(lines, "pool 2 1", "pool 2 2") },
        { "nothing is promised", "reserve", lines => WithoutFirst(lines, "pool 2 1") },
        { "nothing is promised, and 0 is returned", "", NothingPromised },
        { "what could be promised is not", "", lines => FirstChanged([.. NothingPromised(lines)], "return reserve 0 0 0", "return reserve 0 0 -12", after: "return unreserve 0 0 0") },
        { "a promise that is given back is kept, and 0 is returned", "", lines => FirstChanged(lines, "pool 1 0", "pool 1 1", after: "call unreserve 0 0") },
        { "who was promised one is given it, and it stays promised", "dequeue-reserved", lines => FirstChanged(lines, "pool 0 0", "pool 0 1") },
        { "the promise of one that was not mapped is forgotten", "enqueue", lines => FirstChanged(lines, "pool 1 1", "pool 1 0", after: "call give 0 0") },
        { "one leaves the pool that is promised", "", lines => FirstChanged(lines, "pool 1 1", "pool 0 1", after: "call shrink 0 0") },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void Each_step_of_a_recorded_run_is_a_step_of_the_design(string name, long steps) =>
        RecordedRun.MustRefine(name, steps, "reserve", "unreserve", "dequeue-reserved", "enqueue", "remove-from-pool");

    [Theory]
    [MemberData(nameof(Tampered))]
    public void A_step_that_is_none_is_found(string change, string instead, Func<IReadOnlyList<string>, IEnumerable<string>> tamper) => MustBeNoStep(Promised, change, instead, tamper);

    [Fact]
    public void One_with_an_error_is_promised_and_that_is_known() => MustBeKnown(WithAnError, "bad-hugepages-not-promised", "call_reserve() hugetlb.c:1");

    [Fact]
    public void One_that_is_reserved_again_is_given_up_and_that_is_known() => MustBeKnown(AndGone, "reserved-hugepages-are-free", "free_huge_folio() mm/hugetlb.c:1734");

    [Fact]
    public void The_story_says_what_the_pool_counts()
    {
        var story = RecordedRun.Of(AndGone).StoryOf("reserved-hugepages-are-free");

        Assert.Contains("No more hugepages are reserved than are free.", story, StringComparison.Ordinal);
        Assert.Contains("the pool counts 1 reserved", story, StringComparison.Ordinal);
    }

    [Fact]
    public void They_are_compared_in_every_release_but_not_with_a_demotion()
    {
        Assert.All(BoundCode.Designs, design => Assert.True(BoundCode.IsBound(design, RunPlan.Parse("order=9 blocks=1 : alloc:0 reserve:0 claim:0"))));
        Assert.All(BoundCode.Designs, design => Assert.False(BoundCode.IsBound(design, RunPlan.Parse("order=11 blocks=1 : alloc:0 reserve:0 demote:0"))));
    }

    private static void MustBeKnown(string name, string invariant, string location)
    {
        var run = RecordedRun.Of(name);
        var outcome = run.Outcome;
        var alarm = Assert.Single(outcome.Alarms);

        Assert.Equal((invariant, null), (alarm.Kind, RecordedRun.Told(outcome)));
        Assert.NotNull(KnownAlarms.Reason(run.Design, alarm, run.Plan, location));
        Assert.Null(KnownAlarms.Reason(run.Design, alarm, RunPlan.Parse("order=9 blocks=1 : alloc:0 reserve:0"), location));
    }

    // The pool counts what it counted before.
    private static IEnumerable<string> NothingPromised(IReadOnlyList<string> lines) => FirstChanged(lines, "pool 1 1", "pool 1 0", after: "return unreserve 0 0 0");
}
