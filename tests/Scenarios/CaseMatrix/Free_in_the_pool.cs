using Vmemmap.Model.Control;

namespace Vmemmap.Tests.Scenarios.CaseMatrix;

/// <summary>Cases 4 to 6: an error in a hugepage that is optimised and free. dissolve_free_huge_page(), add_hugetlb_page().</summary>
public sealed class Free_in_the_pool
{
    private static readonly (int Page, int Slot) Head = (0, 0);

    [Theory, Rows]
    public void Free_hugepage_is_restored_and_dissolved_and_its_bad_tail_alone_is_flagged(string design)
    {
        var inPool = HugepageLife.InPool(design);
        var tail = inPool.SharedTail();

        inPool.Reported(tail).LeavesOwnStructPageAlone(tail).Do("dissolve-free-page").Restored().GivenToBuddy().Returned()
            .FlagsAre(tail).IsGivenToNobody(tail)
            .ChangesNothing(tail, (again, page) => again.ReportedAsOrdinary(page))
            .IsReused(Head);
    }

    [Theory, Rows]
    public void Free_hugepage_is_dissolved_only_for_a_bad_head(string design) =>
        HugepageLife.InPool(design).Reported(Head).Do("dissolve-free-page").Restored().GivenToBuddy().Returned()
            .FlagsAre(Head).IsGivenToNobody(Head)
            .ChangesNothing(Head, (again, page) => again.ReportedAsOrdinary(page))
            .IsReused((0, 1));

    // TestSetPageHWPoison(head) finds what memory failure itself has set: "race with other subpage".
    [Theory, Rows]
    public void Free_hugepage_with_a_bad_tail_is_given_up_and_stays_in_the_pool_with_the_flag_of_its_head(string design)
    {
        var inPool = HugepageLife.InPool(design);
        var tail = inPool.SharedTail();

        inPool.Reported(tail).Refuses("dissolve-free-page", "the failed page is the head").Do("memory-failure-ends")
            .Remembers(tail).LeavesOwnStructPageAlone(tail).StaysInThePoolForEver()
            .ChangesNothing(tail, (again, page) => again.Reported(page));
    }

    [Theory, Rows]
    public void Free_hugepage_is_restored_and_then_refused_by_the_page_allocator_with_its_bad_tail_flagged(string design)
    {
        var inPool = HugepageLife.InPool(design);
        var tail = inPool.SharedTail();

        inPool.Reported(tail).LeavesOwnStructPageAlone(tail).Do("dissolve-free-page").Restored().LostToAll().Returned()
            .Expect("the bad page is flagged", s => s.PgHwpoison[s.Pte[0, tail.Page], tail.Slot])
            .Refuses("alloc-hugepage", "stage is 'plain'")
            .Violates("leak-only-if-unreliable");
    }

    [Theory, Rows]
    public void Free_hugepage_whose_restore_fails_stays_in_the_pool_and_a_bad_head_has_its_own_flag_when_it_is_given_up_later(string design)
    {
        var back = HugepageLife.InPool(design).Reported(Head).Do("dissolve-free-page").WithoutFrames().Returned()
            .Remembers(Head).StaysInThePoolForEver();

        back.ChangesNothing(Head, (again, page) => again.Reported(page))
            .Do("remove-from-pool").Restored().GivenToBuddy()
            .FlagsAre(Head).IsGivenToNobody(Head);
    }

    // update_and_free_page() moves nothing; only dissolve_free_huge_page() does, and only after a restore that worked.
    [Theory, Rows]
    public void Free_hugepage_whose_restore_fails_stays_in_the_pool_and_loses_its_bad_tail_when_it_is_given_up_later(string design)
    {
        var inPool = HugepageLife.InPool(design);
        var tail = inPool.SharedTail();
        var back = inPool.Reported(tail).Do("dissolve-free-page").WithoutFrames().Returned()
            .Remembers(tail).LeavesOwnStructPageAlone(tail).StaysInThePoolForEver();

        back.ChangesNothing(tail, (again, page) => again.Reported(page))
            .Do("remove-from-pool").Restored().GivenToBuddy()
            .FlagsAre(Head).Violates("dissolved-flags-exact")
            .Do("page-to-user", page: tail.Page, slot: tail.Slot).Violates("poison-contained");
    }

    [Theory, Rows]
    public void Free_hugepage_whose_restore_fails_stays_in_the_pool_with_the_flag_of_its_head_and_its_list_and_is_never_given_out(string design)
    {
        var inPool = HugepageLife.InPool(design);
        var tail = inPool.SharedTail();
        var back = inPool.Reported(tail).Do("dissolve-free-page").WithoutFrames().Returned()
            .Remembers(tail).LeavesOwnStructPageAlone(tail).StaysInThePoolForEver()
            .ChangesNothing(tail, (again, page) => again.Reported(page));

        var given = back.Do("remove-from-pool").Restored().Freed();

        if (given.Read(s => s.At(0, Points.Plain)).IsTrue)
        {
            given.FlagsAre(tail).IsGivenToNobody(tail).IsReused(Head);
        }
        else
        {
            given.Expect("the page allocator has refused it, the bad page flagged", s => s.At(0, Points.BadPages) & s.PgHwpoison[s.Pte[0, tail.Page], tail.Slot]);
        }
    }

    // free_huge_pages == resv_huge_pages: -EBUSY, before anything is changed.
    [Theory, Rows]
    public void Free_hugepage_that_is_the_last_one_reserved_is_not_dissolved_and_stays_in_the_pool_with_its_record(string design)
    {
        var inPool = HugepageLife.InPool(design);
        var tail = inPool.SharedTail();

        inPool.Reported(tail).Do("memory-failure-ends")
            .Remembers(tail).LeavesOwnStructPageAlone(tail).StaysInThePoolForEver()
            .ChangesNothing(tail, (again, page) => again.Reported(page));
    }
}
