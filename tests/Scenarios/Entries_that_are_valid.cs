using Vmemmap.Model.Designs;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios;

/// <summary>
/// arm64 wants an entry that is valid to be made invalid, and flushed, before it names another frame. The generic code changes each by one store, whatever it changes it for, and flushes when its walk is over: 060a2c92d1b6 (v6.3).
/// The last entry is in another page table than those before, so that an optimise may fail in the middle.
/// </summary>
public sealed class Entries_that_are_valid
{
    private const string Rule = "break-before-make";

    // The first frame that the buddy allocator has.
    private const int NewFrame = 4;

    private static readonly Design OthersPaused = Corrections.In(Linux62Arm64.Design, [Corrections.OthersPaused]);

    [Fact]
    public void Are_redirected_when_the_heads_page_is_moved() => HeadCopied(Linux62Arm64.Design).Holds(Rule).Do("remap-head").Violates(Rule);

    [Fact]
    public void Are_redirected_for_each_tail_until_all_are_flushed() =>
        NotMoved(Linux62Arm64.Design).Holds(Rule).Do("remap-tail").Violates(Rule).Repeat("remap-tail").Violates(Rule).Do("flush-remapped").Holds(Rule);

    [Fact]
    public void Are_redirected_when_a_failed_optimise_gives_frames_back() =>
        GivenBack(GivenBack(Failed(Linux62Arm64.Design)).Violates(Rule)).Violates(Rule).Do("flush-rolled-back").Holds(Rule);

    [Fact]
    public void Are_redirected_for_each_tail_that_is_restored() =>
        Restored(Linux62Arm64.Design, scenario => scenario, scenario => scenario.Violates(Rule)).Do("flush-restored").Holds(Rule);

    [Fact]
    public void Are_never_redirected_live_where_all_others_are_paused()
    {
        HeadCopied(OthersPaused).Do("remap-head").Holds(Rule).Do("remap-tail").Holds(Rule);
        GivenBack(GivenBack(Failed(OthersPaused).Holds(Rule)).Holds(Rule)).Holds(Rule);
        Restored(OthersPaused, scenario => scenario.Holds(Rule), scenario => scenario.Holds(Rule));
    }

    // What 6.2 has from elsewhere is not the rule's: a flag that is stored to the head's page while that is copied is lost although nobody holds an older translation.
    [Fact]
    public void Lose_what_is_stored_between_copy_and_change_though_all_others_are_paused() =>
        HeadCopied(OthersPaused).Fails(slot: 1, through: 0).Do("failure-sees-ordinary").Do("flag-page", frame: 0).Do("remap-head").Holds(Rule).Violates("stores-to-the-head-survive");

    private static Scenario Begun(Design design) => Scenario.Of(design).In(design.SmallScope with { Pages = 4, PagesPerTable = 3, Frames = 6 }).Do("optimise");

    private static Scenario HeadCopied(Design design) => Begun(design).Do("alloc-head-frame", frame: NewFrame).Do("copy-head-page");

    private static Scenario NotMoved(Design design) => Begun(design).Do("no-head-frame");

    private static Scenario Failed(Design design) => NotMoved(design).Do("remap-tail").Do("remap-tail").Do("optimise-fails");

    private static Scenario GivenBack(Scenario rollingBack) =>
        rollingBack.Do("copy-back-begins").Do("copy-back-ends").Do("reset-flags").Do("reset-compound-head").Do("map-tail-page");

    private static Scenario Restored(Design design, Func<Scenario, Scenario> optimised, Func<Scenario, Scenario> mapped)
    {
        var free = optimised(NotMoved(design).Repeat("remap-tail")).Do("flush-remapped").Repeat("free-tail-frame").Do("set-optimised").Do("set-hugetlb-type").Do("put-new-hugepage").Do("enqueue");
        var restoring = free.Do("remove-from-pool").Do("find-list-reliable").Do("alloc-tail-frame", frame: 1).Do("alloc-tail-frame", frame: 2).Do("alloc-tail-frame", frame: 3).Do("restore").Holds(Rule);
        return mapped(restoring.DoUntil("every entry is changed", s => s.Cursor[0] == s.WalkEnd[0], "copy-tail-page", "reset-struct-page", "map-tail-page"));
    }
}
