using Vmemmap.Model.Control;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios.CaseMatrix;

/// <summary>Cases 1 to 3: an error in a hugepage that is in use. me_huge_page(), dissolve_free_huge_page().</summary>
public sealed class In_use
{
    private static readonly (int Page, int Slot) Head = (0, 0);
    private static readonly (int Page, int Slot) KeptTail = (0, 1);

    [Theory, Rows]
    public void Anonymous_hugepage_with_a_bad_head_is_dissolved_and_its_head_alone_is_flagged(string design)
    {
        var dissolved = Dissolved(design, Head).GivenToBuddy().Returned();

        OnlyThisPageIsLost(dissolved, Head, other: KeptTail);
    }

    // Nothing is written to the tail's struct page before the restore, though it has a frame of its own all along.
    [Theory, Rows]
    public void Anonymous_hugepage_with_a_bad_tail_that_has_its_own_struct_page_is_dissolved_and_that_tail_alone_is_flagged(string design)
    {
        var recorded = HugepageLife.InUse(design).Reported(KeptTail).LeavesOwnStructPageAlone(KeptTail);

        OnlyThisPageIsLost(Dissolved(recorded).GivenToBuddy().Returned(), KeptTail, other: Head);
    }

    [Theory, Rows]
    public void Anonymous_hugepage_with_a_bad_tail_that_shares_its_struct_page_is_dissolved_and_that_tail_alone_is_flagged(string design)
    {
        var inUse = HugepageLife.InUse(design);
        var tail = inUse.SharedTail();

        var recorded = inUse.Reported(tail).LeavesOwnStructPageAlone(tail);

        OnlyThisPageIsLost(Dissolved(recorded).GivenToBuddy().Returned(), tail, other: Head);
    }

    // dissolve_free_huge_page(): SetPageHWPoison(page), before the restore.
    [Theory, Rows]
    public void Flag_of_a_bad_tail_is_stored_through_the_shared_frame_and_the_aliases_are_swept_when_the_hugepage_is_freed(string design)
    {
        var inUse = HugepageLife.InUse(design);
        var tail = inUse.SharedTail();

        var told = inUse.Reported(tail).LeavesOwnStructPageAlone(tail).Unmapped().Do("failure-enqueues").Do("dissolve-unmapped-page")
            .Expect("the flag is in the shared frame", s => s.PgHwpoison[s.Pte[0, tail.Page], tail.Slot])
            .Expect("a store went through a shared tail", s => s.StrayStore[0])
            .Violates("error-marks-no-other-page");

        OnlyThisPageIsLost(told.IsOver().Restored().GivenToBuddy(), tail, other: Head);
    }

    // The list is moved, and the pages with it are lost: __free_pages_ok() refuses all of them, take_page_off_buddy() finds none.
    [Theory, Rows]
    public void Hugepage_is_lost_as_a_whole_and_healthy_pages_keep_copies_of_the_flag_of_its_head(string design) => IsLost(design, Head);

    [Theory, Rows]
    public void Hugepage_is_lost_as_a_whole_whichever_tail_is_bad(string design) => IsLost(design, KeptTail);

    [Theory, Rows]
    public void Hugepage_is_lost_as_a_whole_whichever_shared_tail_is_bad(string design) => IsLost(design, HugepageLife.InUse(design).SharedTail());

    [Theory, Rows]
    public void Hugepage_of_a_file_leaves_the_page_cache_and_is_held_by_memory_failure_for_ever(string design)
    {
        var inUse = HugepageLife.InUse(design);
        var tail = inUse.SharedTail();

        inUse.Reported(tail).Do("leave-file-page").IsOver()
            .Expect("its user has it no longer", s => !s.UserHolds[0])
            .Expect("memory failure's reference is the only one left", s => s.HeldByFailure[0] & s.Refcount[s.HeadFrame(0), 0] == 1)
            .Expect("it is not on the free list", s => !s.Freed[0] & s.Optimised[0])
            .Remembers(tail).LeavesOwnStructPageAlone(tail).Holds("poison-recorded")
            .ChangesNothing(tail, (again, page) => again.Reported(page));
    }

    [Theory, Rows]
    public void Hugepage_of_a_file_stays_in_the_page_cache_and_is_held_by_memory_failure_even_when_the_file_is_gone(string design)
    {
        var inUse = HugepageLife.InUse(design);
        var tail = inUse.SharedTail();

        inUse.Reported(tail).Do("leave-file-page").IsOver()
            .Expect("the page cache has it still", s => s.UserHolds[0] & s.Refcount[s.HeadFrame(0), 0] == 2)
            .Remembers(tail).LeavesOwnStructPageAlone(tail).Holds("poison-recorded").Holds("poison-contained")
            .ChangesNothing(tail, (again, page) => again.Reported(page))
            .Do("give-back")
            .Expect("memory failure's reference is the only one left", s => s.HeldByFailure[0] & s.Refcount[s.HeadFrame(0), 0] == 1 & !s.Inflight[0])
            .Remembers(tail);
    }

    private static void IsLost(string design, (int Page, int Slot) at)
    {
        var tailPage = HugepageLife.InUse(design).SharedTail().Page;

        Dissolved(design, at).LostToAll().Returned()
            .Expect("the bad page is flagged", s => s.PgHwpoison[s.Pte[0, at.Page], at.Slot])
            .Expect("so is the healthy page that a restored tail page begins with: a copy of the head", s => s.PgHwpoison[s.Pte[0, tailPage], 0] & !s.Bad[0, tailPage, 0])
            .Refuses("alloc-hugepage", "stage is 'plain'")
            .Violates("leak-only-if-unreliable");
    }

    private static Scenario Dissolved(string design, (int Page, int Slot) at) => Dissolved(HugepageLife.InUse(design).Reported(at));

    private static Scenario Dissolved(Scenario recorded) => recorded
        .Expect("memory failure has a reference of its own", s => s.FailureHoldsOn(0) & s.At(FailurePoints.FoundInUse))
        .Unmapped().Do("failure-enqueues").Do("dissolve-unmapped-page").Restored();

    private static void OnlyThisPageIsLost(Scenario dissolved, (int Page, int Slot) at, (int Page, int Slot) other) => dissolved.IsOver()
        .FlagsAre(at).IsGivenToNobody(at).ChangesNothing(at, (again, page) => again.ReportedAsOrdinary(page)).IsReused(other);
}
