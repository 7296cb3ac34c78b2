using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Memory;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios;

/// <summary>6.12.115 and later: restored tail pages stay copies of the head's page, and a rollback takes the head's page for one (mm/hugetlb_vmemmap.c, vmemmap_restore_pte(); mm/page_alloc.c, free_tail_page_prepare()).</summary>
public sealed class Restored_tails_that_nobody_resets
{
    private static Scenario Remapped { get; } = RemappedIn(Linux612118.Design);

    [Fact]
    public void Begin_with_a_copy_of_the_head() =>
        Restored(Linux612118.Design)
            .Expect("VP1 begins with PG_head, no compound_head and data of the hugepage", s => !s.Optimised[0] & s.PgHead[s.Pte[0, 1], 0] & s.CompoundHead[s.Pte[0, 1], 0] == None.Nobody)
            .Expect("and has a frame of its own", s => s.Pte[0, 1] != s.HeadFrame(0) & s.Writable[0, 1])
            .Violates("restored-tails-are-clean");

    [Fact]
    public void Pass_for_heads_once_the_key_is_off() =>
        Restored(Linux612118.Design).Violates("tail-resolves-to-head").Do("read-compound-head", page: 1, frame: 2).Do("read-key-off").Violates("lookup-across-remaps-finds-head");

    [Fact]
    public void Keep_the_whole_hugepage_from_the_page_allocator() =>
        Freed(Restored(Linux612118.Design)).Do("free-struct-pages").Do("find-bad-page")
            .Expect("nobody is ever given its pages", s => s.At(0, Points.BadPages))
            .Violates("leak-only-if-unreliable");

    [Fact]
    public void Are_tails_again_where_they_are_reset()
    {
        var mended = Corrections.In(Linux612118.Design, [Corrections.CopiesAreReset]);
        Freed(Restored(mended, "copy-tail-page", "reset-struct-page", "map-tail-page").Holds("restored-tails-are-clean").Holds("tail-resolves-to-head"))
            .Repeat("free-struct-pages").Expect("its pages are free", s => s.At(0, Points.Plain)).Holds("leak-only-if-unreliable");
    }

    [Fact]
    public void Are_what_a_rollback_leaves_too_and_the_new_frame_of_the_head_is_lost() =>
        Remapped.Do("remap-tail").Do("optimise-fails").Expect("the walk begins with the head's page", s => s.Cursor[0] == 0)
            .Do("copy-back-begins").Do("copy-head-back-ends").Do("map-head-back")
            .Expect("that has the frame collected last, and VP1 is still mapped to the one that it had", s => s.HeadFrame(0) == 1 & s.Pte[0, 1] == 3)
            .Violates("frame-owned-once")
            .Do("copy-back-begins").Do("copy-back-ends").Do("map-tail-page").Do("flush-rolled-back").Do("clear-optimised").Do("leave-after-failure")
            .Expect("VP1 has the frame that was the head's at first, and nobody has f3", s => s.Pte[0, 1] == 0 & s.ListLength[0] == 0 & s.HeadFrame(0) != 3)
            .Violates("restored-tails-are-clean");

    // The run goes on from there: a driver pins a page, and asks for its head when no hugepage is optimised.
    [Fact]
    public void Do_not_find_the_head_for_a_driver_that_has_pinned_one() =>
        Remapped.Do("remap-tail").Do("optimise-fails").Do("copy-back-begins").Do("copy-head-back-ends").Do("map-head-back").Do("copy-back-begins").Do("copy-back-ends").Do("map-tail-page")
            .Do("flush-rolled-back").Do("clear-optimised").Do("leave-after-failure").Do("alloc-surplus").Holds("pinned-page-finds-its-head")
            .Do("pin", page: 1, slot: 0, frame: 0).Violates("pinned-page-finds-its-head");

    [Fact]
    public void Need_no_rollback_where_there_is_no_frame_for_the_head() =>
        Scenario.Of(Linux612118.Design).In(Linux612118.Design.SmallScope).Do("set-hugetlb-type").Do("optimise").Do("no-head-frame").Do("clear-optimised").Do("leave-after-failure")
            .Expect("the hugepage is as it was", s => !s.Optimised[0] & s.HeadFrame(0) == 0 & s.Pte[0, 1] == 1 & s.Pte[0, 2] == 2);

    private static Scenario RemappedIn(Design design) =>
        Scenario.Of(design).In(design.SmallScope).Do("set-hugetlb-type").Do("optimise").Do("alloc-head-frame", frame: 3).Do("copy-head-page").Do("remap-head");

    private static Scenario Restored(Design design, params string[] restore) =>
        RemappedIn(design).Repeat("remap-tail").Do("flush-remapped").Repeat("free-tail-frame").Do("leave-optimised").Do("put-new-hugepage").Do("enqueue")
            .Do("remove-from-pool").Do("restore-in-bulk").Do("restore-waits").Do("alloc-tail-frame", frame: 1).Do("alloc-tail-frame", frame: 2).Do("restore")
            .DoUntil("every entry is changed", s => s.Cursor[0] == s.WalkEnd[0], restore is [] ? ["copy-tail-page", "map-tail-page"] : restore).Do("leave-unflushed").Do("flush-all");

    private static Scenario Freed(Scenario restored) => restored.Do("clear-types").Do("unfreeze-without-move").Do("free-hugepage");
}
