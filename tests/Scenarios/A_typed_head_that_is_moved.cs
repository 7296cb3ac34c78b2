using Vmemmap.Model.Designs;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios;

/// <summary>
/// v6.7 sets the type before the optimise, and v6.8 HPageVmemmapOptimized before the head's page is copied (mm/hugetlb_vmemmap.c, "Very Subtle"). So an error that comes meanwhile is one of a hugepage: flag and list are in the
/// head's page, of which there are two for a while.
/// </summary>
public sealed class A_typed_head_that_is_moved
{
    private const int OldFrame = 0;
    private const int NewFrame = 4;

    private static Scenario Copied { get; } = Scenario.Of(Linux67.Design).In(Linux67.Design.SmallScope with { Pages = 4, PagesPerTable = 3, Frames = 6 })
        .Do("set-hugetlb-type").Do("optimise").Do("alloc-head-frame", frame: NewFrame).Do("copy-head-page");

    private static Scenario RolledBackOnce { get; } = GivenBack(Copied.Do("remap-head").Do("remap-tail").Do("remap-tail").Do("optimise-fails"));

    [Fact]
    public void Loses_the_record_of_an_error_that_comes_between_the_copy_and_the_change_of_the_entry() =>
        InUse(Recorded(Copied, OldFrame)
                .Expect("the list has it, and the copy's has not", s => s.RawList[0, 1, 1] & !s.CopiedList[0, 1, 1])
                .Do("remap-head")
                .Expect("it is in no list", s => !s.RawList[0, 1, 1]))
            .Violates("poison-recorded").Violates("poison-contained");

    // The entry is changed, but the CPU that handles the error still has the old one.
    [Fact]
    public void Loses_the_record_of_an_error_that_is_stored_through_the_old_entry_before_the_flush() =>
        InUse(Recorded(Copied.Do("remap-head"), OldFrame)).Violates("poison-recorded").Violates("poison-contained");

    [Fact]
    public void Keeps_the_record_of_an_error_that_is_stored_through_the_new_entry() =>
        Recorded(Copied.Do("remap-head"), NewFrame).Expect("list and flag have it", s => s.RawList[0, 1, 1] & s.PgHwpoison[s.HeadFrame(0), 0]).Holds("poison-recorded");

    [Fact]
    public void Keeps_it_when_the_first_page_table_cannot_be_had_and_the_page_is_not_moved_after_all() =>
        Recorded(Copied, OldFrame).Do("optimise-fails-at-head").Do("clear-optimised").Do("free-rest-frame").Do("leave-after-failure")
            .Expect("list and flag have it", s => s.RawList[0, 1, 1] & s.PgHwpoison[s.HeadFrame(0), 0])
            .Expect("no copy is remembered", s => !s.CopiedList[0, 1, 1] & !s.CopiedUnreliable[0])
            .Holds("poison-recorded");

    [Fact]
    public void Keeps_what_was_recorded_before_the_copy() =>
        Recorded(Scenario.Of(Linux67.Design).In(Linux67.Design.SmallScope with { Pages = 4, PagesPerTable = 3, Frames = 6 }).Do("set-hugetlb-type").Do("optimise").Do("alloc-head-frame", frame: NewFrame), OldFrame)
            .Do("copy-head-page").Do("remap-head").Expect("list and flag have it", s => s.RawList[0, 1, 1] & s.PgHwpoison[NewFrame, 0]).Holds("poison-recorded");

    [Fact]
    public void Loses_the_mark_of_a_list_that_becomes_unreliable_behind_the_copy() =>
        Copied.Fails(page: 1, slot: 1, through: 1).Do("record-fails", frame: OldFrame).Expect("it is marked", s => s.Unreliable[0])
            .Do("remap-head").Expect("it is not", s => !s.Unreliable[0]).Violates("poison-recorded");

    // Last in, first out: the frame that the head's page had is the first of the list, and left over.
    [Fact]
    public void Never_gives_its_old_frame_to_a_tail_page_when_an_optimise_fails() =>
        GivenBack(RolledBackOnce).Do("flush-rolled-back")
            .Expect("VP1 has the frame of VP2 and VP2 that of VP1", s => s.Pte[0, 1] == 2 & s.Pte[0, 2] == 1)
            .Expect("that of the head's page is left over", s => s.ListFront(0) == OldFrame)
            .Do("clear-optimised").Do("free-rest-frame").Do("leave-after-failure").Holds("unoptimised-pages-have-own-frames").Holds("frame-owned-once").Holds("flag-tells-the-mapping");

    // hugetlb_vmemmap_optimize_folios(): what was collected is flushed and freed, and makes room for another try.
    [Fact]
    public void Is_tried_again_when_memory_was_wanting() =>
        Copied.Do("optimise-fails-at-head").Do("clear-optimised").Do("free-rest-frame").Do("optimise-again").Do("optimise")
            .Expect("the flag comes first again", s => s.Optimised[0]);

    private static Scenario Recorded(Scenario optimising, int through) => optimising.Fails(page: 1, slot: 1, through: 1).Do("record-raw-error", frame: through);

    private static Scenario InUse(Scenario headMoved) => headMoved
        .Repeat("remap-tail").Do("flush-remapped").Repeat("free-tail-frame").Do("leave-optimised").Do("put-new-hugepage").Do("enqueue").Do("dequeue");

    private static Scenario GivenBack(Scenario rollingBack) =>
        rollingBack.Do("copy-back-begins").Do("copy-back-ends").Do("reset-flags").Do("reset-compound-head").Do("map-tail-page");
}
