using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios;

/// <summary>What 6.1.192 does with errors that it has recorded: found by reading mm/hugetlb.c and mm/memory-failure.c, longer than the shortest counterexamples.</summary>
public sealed class Scenarios_of_6_1
{
    private static Scenario InPool { get; } = Scenario.Of(Linux61.Design)
        .Do("optimise").Repeat("remap-tail").Do("flush-remapped").Repeat("free-tail-frame").Do("set-optimised").Do("set-hugetlb-type")
        .Do("put-new-hugepage").Do("enqueue");

    // hugetlb_update_hwpoison() sets HPageRawHwpUnreliable; dissolve_free_huge_page() cannot restore; add_hugetlb_page() sets page->private to 0.
    [Fact]
    public void A_restore_that_fails_makes_an_unreliable_list_pass_for_a_complete_one()
    {
        var forgotten = InPool
            .Fails(page: 1).Do("record-fails")
            .Do("dissolve-free-page").Do("restore-fails").Do("add-back")
            .Violates("poison-recorded");

        Freed(Restored(forgotten.Do("dissolve-returned").Do("remove-from-pool").Do("find-list-reliable")).Do("clear-hugetlb-type").Do("clear-head-flag").Do("free-hugepage"))
            .Violates("dissolved-flags-exact")
            .Do("page-to-user", page: 1)
            .Violates("poison-contained");
    }

    // __update_and_free_page() has looked before the restore; a81fa1dc5db2 looked again under hugetlb_lock, and was withdrawn.
    [Fact]
    public void A_list_that_becomes_unreliable_during_the_restore_is_lost_and_the_head_is_flagged_in_its_place()
    {
        var restored = Restored(InPool.Do("remove-from-pool").Do("find-list-reliable").Fails(page: 1).Do("record-fails"));

        Freed(restored.Do("memory-failure-ends").Do("clear-hugetlb-type").Do("free-without-move"))
            .Violates("dissolved-flags-exact")
            .Expect("the head is flagged and healthy", s => s.PgHwpoison[s.HeadFrame(0), 0] & !s.Bad[0, 0, 0])
            .Expect("the bad page is not flagged", s => !s.PgHwpoison[s.Pte[0, 1], 0] & s.Bad[0, 1, 0]);
    }

    // ClearPageHWPoison(hpage) is meant for the flag that stands for the hugepage. It finds one that TestSetPageHWPoison(p) set for the head itself.
    [Fact]
    public void An_error_of_the_head_that_comes_when_the_type_is_cleared_is_cleared_with_the_flag_of_an_earlier_one()
    {
        var untyped = Restored(InPool.Fails(page: 1).Do("record-raw-error").Do("memory-failure-ends").Do("remove-from-pool").Do("find-list-reliable"))
            .Do("clear-hugetlb-type");

        Freed(untyped.Fails().Do("failure-sees-ordinary").Do("flag-page").Do("clear-head-flag").Do("move-raw-error", page: 1).Do("free-hugepage"))
            .Violates("dissolved-flags-exact")
            .Expect("the earlier error is flagged, that of the head is not", s => s.PgHwpoison[s.Pte[0, 1], 0] & !s.PgHwpoison[s.Pte[0, 0], 0]);
    }

    // SUBPAGE_INDEX_HWPOISON is 4, NR_RESET_STRUCT_PAGE 3: of two struct pages as of six, one copy of the pointer stays and another takes the place of what is reset.
    [Fact]
    public void A_restored_tail_page_keeps_copies_of_the_pointer_to_the_raw_error_list()
    {
        var inPool = InPool;
        var healthy = Restored(inPool.Do("remove-from-pool").Do("find-list-reliable"));
        var poisoned = Restored(inPool.Fails(page: 1).Do("record-raw-error").Do("dissolve-free-page"));

        healthy.Holds("restored-tails-are-clean");
        Freed(poisoned.Violates("restored-tails-are-clean").Do("clear-hugetlb-type").Do("clear-head-flag").Do("move-raw-error", page: 1).Do("free-hugepage"))
            .Holds("dissolved-flags-exact");
    }

    // The entry is moved. 5596d9e8b553: the type is cleared first, so an error after that is seen to be one of an ordinary page.
    [Fact]
    public void Errors_that_are_in_the_list_become_flags_of_their_own_pages_however_late_they_are()
    {
        var restored = Restored(InPool.Fails(page: 1).Do("record-raw-error").Do("dissolve-free-page"))
            .Do("clear-hugetlb-type").Do("clear-head-flag").Do("move-raw-error", page: 1).Do("free-hugepage");

        Freed(restored.Do("dissolve-returned").Fails(page: 2).Do("failure-sees-ordinary").Do("flag-page"))
            .Holds("dissolved-flags-exact")
            .Expect("both pages are flagged", s => s.PgHwpoison[s.Pte[0, 1], 0] & s.PgHwpoison[s.Pte[0, 2], 0]);
    }

    [Fact]
    public void Where_the_entry_cannot_be_allocated_a_hugepage_that_is_dissolved_is_leaked_after_its_restore_and_one_that_the_pool_gives_up_before()
    {
        var dissolved = Restored(InPool.Fails(page: 1).Do("record-fails").Do("dissolve-free-page")).Do("leak-dissolved-hugepage");
        var givenUp = InPool.Fails(page: 1).Do("record-fails").Do("memory-failure-ends").Do("remove-from-pool").Do("leak-hugepage");

        dissolved.Expect("it is leaked with frames of its own", s => s.At(0, Points.Leaked) & !s.Optimised[0]).Do("dissolve-returned");
        givenUp.Expect("it is leaked with shared tails", s => s.At(0, Points.Leaked) & s.Optimised[0] & s.Hugetlb[0]);
    }

    private static Scenario Restored(Scenario leaving) => leaving
        .Do("alloc-tail-frame", frame: 1).Do("alloc-tail-frame").Do("restore")
        .DoUntil("each frame of the list is mapped", s => s.ListLength[0] == 0, "copy-tail-page", "reset-struct-page", "map-tail-page")
        .Do("flush-restored");

    private static Scenario Freed(Scenario freeing) => freeing.Repeat("free-struct-pages");
}
