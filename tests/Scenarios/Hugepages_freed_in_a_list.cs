using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios;

/// <summary>What the pool gives up since v6.7: restored one after the other, flushed once, then untyped in one hold of the lock, then freed (mm/hugetlb.c, update_and_free_pages_bulk()).</summary>
public sealed class Hugepages_freed_in_a_list
{
    private static Scenario Pool { get; } = Scenario.Of(Linux67.Design).In(Linux67.Design.SmallScope)
        .Do("set-hugetlb-type").Do("optimise").Do("no-head-frame").Repeat("remap-tail").Do("flush-remapped").Repeat("free-tail-frame").Do("leave-optimised").Do("put-new-hugepage").Do("enqueue");

    [Fact]
    public void Have_no_flag_before_they_are_flushed() =>
        Restored(Pool).Do("leave-unflushed")
            .Expect("the flag is gone, and a CPU may still hold the shared frame for a tail page", s => !s.Optimised[0] & s.Stale[0, 1, s.HeadFrame(0)] & s.At(0, FreeInBulk.RestoredUnflushed))
            .Do("flush-all").Expect("it holds that no longer", s => !s.Stale[0, 1, s.HeadFrame(0)]);

    // Nor does one that loads the pointer before and looks at the key after the whole restore find the head, in any release with a counting key.
    [Fact]
    public void Show_a_reader_a_head_in_a_tail_when_the_key_is_off_before_they_are_flushed() =>
        Restored(Pool).Do("leave-unflushed").Do("read-compound-head", page: 1, frame: 0).Do("read-key-off").Violates("tail-resolves-to-head").Violates("lookup-across-remaps-finds-head");

    [Fact]
    public void Show_no_such_thing_once_they_are_flushed() =>
        Restored(Pool).Do("leave-unflushed").Do("flush-all").Do("read-compound-head", page: 1, frame: 2).Holds("tail-resolves-to-head").Holds("lookup-across-remaps-finds-head");

    [Fact]
    public void Lose_their_types_before_their_errors_move() =>
        Flushed(Pool.Fails(page: 1, slot: 1, through: 0).Do("record-raw-error", frame: 0)).Do("clear-types").Do("clear-head-flag").Expect("the hugepage has no type", s => !s.Hugetlb[0]);

    [Fact]
    public void Wait_with_their_errors_for_that() => Assert.Throws<ScenarioException>(
        () => Flushed(Pool.Fails(page: 1, slot: 1, through: 0).Do("record-raw-error", frame: 0)).Do("clear-head-flag"));

    // raw_hwp_unreliable is asked after the restore, so a hugepage that is leaked has all its struct pages.
    [Fact]
    public void Are_leaked_with_frames_of_their_own_where_the_error_list_cannot_be_relied_on() =>
        Flushed(Pool.Fails(page: 1, slot: 1, through: 0).Do("record-fails", frame: 0)).Do("clear-types").Do("leak-restored-hugepage")
            .Expect("it is leaked, and not optimised", s => s.At(0, Points.Leaked) & !s.Optimised[0]).Holds("unoptimised-pages-have-own-frames");

    // __update_and_free_hugetlb_folio() by itself asks before.
    [Fact]
    public void Are_not_asked_for_it_before_the_restore() => Assert.Throws<ScenarioException>(() => Pool.Do("remove-from-pool").Do("find-list-reliable"));

    private static Scenario Flushed(Scenario inThePool) => Restored(inThePool).Do("leave-unflushed").Do("flush-all");

    private static Scenario Restored(Scenario inThePool) => inThePool.Do("remove-from-pool").Do("restore-in-bulk").Do("alloc-tail-frame", frame: 1).Do("alloc-tail-frame", frame: 2).Do("restore")
        .DoUntil("every entry is changed", s => s.Cursor[0] == s.WalkEnd[0], "copy-tail-page", "reset-struct-page", "map-tail-page");
}
