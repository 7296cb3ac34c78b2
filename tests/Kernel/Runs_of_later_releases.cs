using Vmemmap.Kernel.Abstraction;
using Vmemmap.Kernel.Checking;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Model;
using static Vmemmap.Tests.Kernel.PlantedBugs;

namespace Vmemmap.Tests.Kernel;

/// <summary>Later releases: what their code was recorded to do violates what it is known for, and what would be wrong in it is found, also where only the layout is written down.</summary>
public sealed class Runs_of_later_releases
{
    private const string Moved = "6.12.113-optimise-and-restore";
    private const string Backported = "6.12.118-optimise-and-restore";
    private const string OneTail = "7.2.13-optimise-and-restore";
    private const string TwoHugepages = "7.3.4-two-hugepages";
    private const string KeyLowered = "6.12.113-key-lowered-before-the-flush";
    private const string FakeHead = "6.12.113-error-through-a-fake-head";
    private const string Error = "7.3.4-error-while-the-head-moves";

    [Theory]
    [InlineData(Moved, "")]
    [InlineData(Backported, "kpageflags-tells-head-and-tails, leak-only-if-unreliable, one-head-per-hugepage, restored-tails-are-clean, tail-resolves-to-head")]
    [InlineData(KeyLowered, "lookup-across-remaps-finds-head, one-head-per-hugepage, tail-resolves-to-head")]
    [InlineData(OneTail, "")]
    [InlineData(TwoHugepages, "")]
    [InlineData(Error, "poison-contained, poison-recorded, stores-to-the-head-survive")]
    [InlineData("7.3.4-rollback-1-gib", "")]
    public void A_recorded_run_violates_what_its_release_is_known_for(string name, string expected) =>
        Assert.Equal(expected, string.Join(", ", RecordedRun.Of(name).Alarms));

    [Fact]
    public void Since_6_12_115_a_restored_tail_page_begins_with_a_copy_of_the_head()
    {
        var story = RecordedRun.Of(Backported).StoryOf("restored-tails-are-clean");

        Assert.Contains("Wrong: head+64 (VP1, slot 0)", story, StringComparison.Ordinal);
        Assert.Contains("dissolve_free_huge_page(h0)", story, StringComparison.Ordinal);
    }

    // hugetlb_vmemmap_restore_folios(): static_branch_dec() for each, flush_tlb_all() for all.
    [Fact]
    public void In_6_12_a_tail_passes_for_a_head_when_the_key_of_the_fake_head_test_is_off_before_the_flush()
    {
        var story = RecordedRun.Of(KeyLowered).StoryOf("lookup-across-remaps-finds-head");

        Assert.Contains("hugetlb_vmemmap_restore()  [restore]", story, StringComparison.Ordinal);
        Assert.Contains("Wrong: head+64 (VP1, slot 0)", story, StringComparison.Ordinal);
    }

    // The last optimised hugepage is restored in a list, and not flushed.
    [Fact]
    public void In_6_12_memory_failure_stores_to_a_tail_that_passes_for_the_head_through_a_read_only_entry()
    {
        var run = RecordedRun.Of(FakeHead);
        var oops = run.Outcome.Alarms.Single(alarm => alarm.Kind == "oops");
        const string Location = "hugetlb_update_hwpoison() memory-failure.c:1";

        Assert.Equal((1, 0), (oops.Complaint!.Page, oops.Complaint.Slot));
        Assert.NotNull(KnownAlarms.Reason(run.Design, oops, run.Plan, Location));
        Assert.Null(KnownAlarms.Reason(run.Design, oops, run.Plan, "free_vmemmap_page() hugetlb_vmemmap.c:1"));
        Assert.Null(KnownAlarms.Reason(run.Design, oops, RunPlan.Parse("order=9 blocks=1 : alloc:0 dissolve:0|fail:0.64"), Location));
    }

    [Fact]
    public void In_7_3_an_error_that_is_recorded_while_the_heads_page_moves_is_forgotten()
    {
        var story = RecordedRun.Of(Error).StoryOf("poison-recorded");

        Assert.Contains("memory_failure(h0 + 5)  [call]  head+5: the page itself is bad", story, StringComparison.Ordinal);
        Assert.Contains("Wrong: head+5 (VP0, slot 5): the page itself is bad", story, StringComparison.Ordinal);
    }

    [Fact]
    public void In_6_12_all_pages_of_a_hugepage_are_mapped_to_the_frame_that_the_head_was_moved_to()
    {
        var state = AfterTheFirstCall(Moved).State;

        Assert.All(Enumerable.Range(0, 8), page => Assert.Equal(state.Pte[0, 0].Value, state.Pte[0, page].Value));
        Assert.NotEqual(0, state.Pte[0, 0].Value);
    }

    [Fact]
    public void In_7_3_two_hugepages_share_one_frame_and_each_keeps_its_head_elsewhere()
    {
        var state = AfterTheFirstCall(TwoHugepages).State;

        Assert.All(new[] { 0, 1 }, folio => Assert.All(Enumerable.Range(1, 7), page => Assert.Equal((state.ZoneTail!.Value.Value, false), (state.Pte[folio, page].Value, state.Writable[folio, page].IsTrue))));
        Assert.Equal(3, new[] { state.Pte[0, 0].Value, state.Pte[1, 0].Value, state.ZoneTail!.Value.Value }.Distinct().Count());
        Assert.True(state.Optimised[0].IsTrue & state.Optimised[1].IsTrue & state.Hugetlb[0].IsTrue & state.Hugetlb[1].IsTrue);
    }

    public static TheoryData<string, string, Func<IReadOnlyList<string>, IEnumerable<string>>> Bugs => new()
    {
        { "the shared frame is freed while it is mapped", "freed-frame-unreachable", lines => Before(lines, "return grow 0 0 2", "r 1025 402f20") },
        { "the shared frame is mapped writable", "shared-tails-read-only", lines => Changed(lines, "e 9 1025 0 ", "e 9 1025 1 ") },
        { "a tail in the shared frame has another order's mask", "tail-resolves-to-head", lines => Before(lines, "return grow 0 0 2", "s 1025 5 1 4000000000000000 fffffffffffffc01 0 dead000000000400 0 0 ffffffff 0 402f20") },
        { "a tail in the shared frame has PG_head", "one-head-per-hugepage", lines => Before(lines, "return grow 0 0 2", "s 1025 0 1 4000000000000040 ffffffffffff8001 0 dead000000000400 0 0 ffffffff 0 402f20") },
        { "a tail page of one hugepage is mapped to the other's head", "flag-tells-the-mapping", lines => Changed(lines, "e 9 1025 0 ", "e 9 512 0 ") },
        { "the flush before frames are freed is left out", "freed-frame-unreachable", lines => Without(lines, "f 0 512 ") },
    };

    [Theory]
    [MemberData(nameof(Bugs))]
    public void A_bug_planted_into_the_run_of_7_3_is_found(string bug, string expected, Func<IReadOnlyList<string>, IEnumerable<string>> plant) =>
        MustBeFound(TwoHugepages, bug, expected, plant);

    private static Instance AfterTheFirstCall(string name)
    {
        var run = RecordedRun.Of(name);
        var instance = new Instance(run.Design, RunCheck.ScopeOf(run.Design, run.Plan));
        var child = new ChildState(instance, run.Layout, run.Plan);
        foreach (var happened in run.Events.TakeWhile(happened => happened is not CallReturned))
        {
            child.Apply(happened);
        }
        return instance;
    }
}
