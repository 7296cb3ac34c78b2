using Vmemmap.Model.Designs;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios;

/// <summary>
/// v6.2 moves the head's page to a new frame: copied before any lock is taken, mapped later, flushed at the end (mm/hugetlb_vmemmap.c, 11aad2631bf7). One vmemmap page more than the least, and two frames more, so that
/// frames are told apart.
/// </summary>
public sealed class A_head_that_is_moved
{
    private const int OldFrame = 0;
    private const int NewFrame = 4;

    private static Scenario Copied { get; } = Scenario.Of(Linux62.Design).In(Linux62.Design.SmallScope with { Pages = 4, PagesPerTable = 3, Frames = 6 })
        .Do("optimise").Do("alloc-head-frame", frame: NewFrame).Do("copy-head-page");

    private static Scenario RollingBack { get; } = Copied.Do("remap-head").Do("remap-tail").Do("remap-tail").Do("optimise-fails");

    [Fact]
    public void Loses_the_flag_of_an_error_that_comes_between_the_copy_and_the_change_of_the_entry() =>
        InUse(Flagged(Copied, OldFrame).Do("remap-head")).Violates("poison-recorded").Violates("poison-contained");

    // The entry is changed, but the CPU that handles the error still has the old one.
    [Fact]
    public void Loses_the_flag_of_an_error_that_is_stored_through_the_old_entry_before_the_flush() =>
        InUse(Flagged(Copied.Do("remap-head"), OldFrame)).Violates("poison-recorded").Violates("poison-contained");

    [Fact]
    public void Keeps_the_flag_of_an_error_that_is_stored_through_the_new_entry() =>
        InUse(Flagged(Copied.Do("remap-head"), NewFrame)).Expect("the head's page has the flag", s => s.PgHwpoison[s.HeadFrame(0), 1]);

    [Fact]
    public void Stays_where_it_is_when_an_optimise_fails_and_each_tail_page_gets_the_frame_of_the_page_before_it() =>
        GivenBack(GivenBack(RollingBack)).Do("flush-rolled-back")
            .Expect("the head's page has the new frame", s => s.HeadFrame(0) == NewFrame)
            .Expect("VP1 has that of the head's page, VP2 that of VP1, VP3 its own", s => s.Pte[0, 1] == OldFrame & s.Pte[0, 2] == 1 & s.Pte[0, 3] == 3)
            .Expect("that of VP2 is left over", s => s.ListFront(0) == 2)
            .Do("free-rest-frame").Do("leave-after-failure").Holds("unoptimised-pages-have-own-frames").Holds("frame-owned-once");

    // The first frame of the list is the one that CPUs may still have for the head's own page.
    [Fact]
    public void Passes_for_a_tail_of_itself_while_its_old_frame_is_made_a_page_of_tails() =>
        RollingBack.Do("copy-back-begins").Do("copy-back-ends").Do("reset-compound-head").Do("reset-flags")
            .Expect("a CPU may still have the old frame for the head", s => s.Stale[0, 0, OldFrame])
            .Expect("the head's struct page there is a tail's", s => s.CompoundHead[OldFrame, 0] == 0 & !s.PgHead[OldFrame, 0])
            .Violates("one-head-per-hugepage");

    [Fact]
    public void Is_not_moved_after_all_when_the_first_page_table_cannot_be_had() =>
        Copied.Do("optimise-fails-at-head").Do("free-rest-frame").Do("leave-after-failure")
            .Expect("the head's page is where it was, and the new frame is free", s => s.HeadFrame(0) == OldFrame & s.Owner[NewFrame] == 0)
            .Holds("unoptimised-pages-have-own-frames");

    private static Scenario Flagged(Scenario optimising, int through) =>
        optimising.Fails(slot: 1, through: through).Do("failure-sees-ordinary").Do("flag-page", frame: through);

    private static Scenario InUse(Scenario headMoved) => headMoved
        .Repeat("remap-tail").Do("flush-remapped").Repeat("free-tail-frame").Do("set-optimised").Do("set-hugetlb-type").Do("put-new-hugepage").Do("enqueue").Do("dequeue");

    private static Scenario GivenBack(Scenario rollingBack) =>
        rollingBack.Do("copy-back-begins").Do("copy-back-ends").Do("reset-flags").Do("reset-compound-head").Do("map-tail-page");
}
