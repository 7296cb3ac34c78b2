using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios.CaseMatrix;

/// <summary>Cases 10 to 12: a hugepage that has an error already, and one whose list cannot be told. hugetlb_update_hwpoison(), folio_clear_hugetlb_hwpoison().</summary>
public sealed class More_than_one_report
{
    private static readonly (int Page, int Slot) Head = (0, 0);
    private static readonly (int Page, int Slot) Second = (0, 1);

    [Theory, Rows]
    public void Same_page_reported_again_changes_nothing(string design)
    {
        var (kept, tail) = Kept(design);

        kept.ChangesNothing(tail, (again, page) => again.Reported(page)).Remembers(tail);
    }

    [Theory, Rows]
    public void Second_page_of_a_hugepage_is_taken_for_the_first_and_given_out_when_the_hugepage_is_freed(string design)
    {
        var (kept, tail) = Kept(design);

        var freed = kept.Reported(Second).IsOver().Remembers(tail)
            .Do("remove-from-pool").Restored().GivenToBuddy();

        freed.Expect("the second page is not flagged", s => !s.PgHwpoison[s.Pte[0, 0], 1]).Violates("dissolved-flags-exact")
            .Do("page-to-user", page: Second.Page, slot: Second.Slot).Violates("poison-contained");
    }

    [Theory, Rows]
    public void Second_page_of_a_hugepage_is_recorded_and_not_handled_and_both_are_flagged_when_the_hugepage_is_freed(string design)
    {
        var (kept, tail) = Kept(design);

        kept.Reported(Second).IsOver().Remembers(tail, Second).StaysInThePoolForEver()
            .Do("remove-from-pool").Restored().GivenToBuddy()
            .FlagsAre(tail, Second).IsGivenToNobody(tail).IsGivenToNobody(Second).IsReused(Head);
    }

    [Theory, Rows]
    public void Second_page_of_a_hugepage_is_recorded_and_not_handled_and_both_are_flagged_when_the_hugepage_is_lost(string design)
    {
        var (kept, tail) = Kept(design);

        kept.Reported(Second).IsOver().Remembers(tail, Second).StaysInThePoolForEver()
            .Do("remove-from-pool").Restored().LostToAll()
            .Expect("both bad pages are flagged", s => s.PgHwpoison[s.Pte[0, 0], 1] & s.PgHwpoison[s.Pte[0, tail.Page], tail.Slot]);
    }

    // kmalloc(GFP_ATOMIC) of the second entry: the first is freed too.
    [Theory, Rows]
    public void Record_that_cannot_be_allocated_takes_the_earlier_ones_with_it_and_the_hugepage_is_leaked_when_the_pool_gives_it_up(string design)
    {
        var (kept, tail) = Kept(design);

        kept.Expect("the first is counted", s => s.Counted![0, tail.Page, tail.Slot])
            .Fails(Second.Page, Second.Slot).Do("record-fails").IsOver()
            .Expect("the list is unreliable", s => s.Unreliable[0])
            .Expect("what was counted stays so in 6.1 only", s => s.Counted![0, tail.Page, tail.Slot] == (design == Linux61.Design.Name))
            .Remembers()
            .ChangesOnlyTheCounter(tail, (again, page) => again.Reported(page))
            .StaysInThePoolForEver()
            .Do("remove-from-pool").Leaks();
    }

    // The first error of a hugepage is handled, recorded or not: dissolve_free_huge_page() restores, and update_and_free_page() finds the list unreliable.
    [Theory, Rows]
    public void Hugepage_whose_only_record_cannot_be_allocated_is_restored_and_then_leaked_with_its_healthy_pages(string design)
    {
        var inPool = HugepageLife.InPool(design);
        var tail = inPool.SharedTail();

        inPool.Fails(tail.Page, tail.Slot).Do("record-fails").Do("dissolve-free-page").Restored().Do("leak-dissolved-hugepage").Do("dissolve-returned")
            .Expect("it is leaked with frames of its own, its head flagged", s => s.At(0, Points.Leaked) & !s.Optimised[0] & s.PgHwpoison[s.HeadFrame(0), 0])
            .Holds("leak-only-if-unreliable");
    }

    // add_hugetlb_page(): set_page_private(page, 0).
    [Theory, Rows]
    public void Restore_that_fails_erases_the_mark_of_the_unreliable_list_and_the_bad_page_is_given_out_later(string design)
    {
        var inPool = HugepageLife.InPool(design);
        var tail = inPool.SharedTail();
        var forgotten = inPool.Fails(tail.Page, tail.Slot).Do("record-fails").Do("dissolve-free-page").WithoutFrames().Returned()
            .Expect("the list passes for a complete one", s => !s.Unreliable[0]).Remembers().Violates("poison-recorded");

        var gone = forgotten.Do("remove-from-pool").Restored().Freed();

        gone.Expect("the bad page is not flagged", s => !s.PgHwpoison[s.Pte[0, tail.Page], tail.Slot]);
        if (gone.Read(s => s.At(0, Points.Plain)).IsTrue)
        {
            gone.Do("page-to-user", page: tail.Page, slot: tail.Slot).Violates("poison-contained");
        }
    }

    // A hugepage that is free with a record: it was in use when its error came, and when it was given back no more were free than are reserved.
    private static (Scenario Kept, (int Page, int Slot) Tail) Kept(string design)
    {
        var inUse = HugepageLife.InUse(design);
        var tail = inUse.SharedTail();
        var recorded = inUse.Reported(tail).Unmapped().Do("failure-enqueues").Do("memory-failure-ends");
        return (recorded.Remembers(tail).StaysInThePoolForEver(), tail);
    }
}
