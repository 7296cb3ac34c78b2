using Vmemmap.Model.Control;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios.CaseMatrix;

/// <summary>
/// Cases 8, 13 and 14: an error in a hugepage that is being made, isolated, or on its way to the page allocator. get_huge_page_for_hwpoison(): neither HPageFreed nor HPageMigratable. It is tried twice; the first try, which stores
/// nothing, is no step of the model, and what has changed until the second one is what happened before that.
/// </summary>
public sealed class Neither_free_nor_in_use
{
    // v5.9 asks for no flag: get_page_unless_zero(head).
    [Theory, Rows]
    public void Isolated_hugepage_is_handled_like_any_that_is_in_use(string design)
    {
        var isolated = HugepageLife.InUse(design).Do("isolate");

        isolated.Reported((0, 1)).Expect("memory failure has a reference", s => s.FailureHoldsOn(0) & s.At(FailurePoints.FoundInUse))
            .Unmapped().Do("failure-enqueues").Do("dissolve-unmapped-page").Restored().GivenToBuddy()
            .FlagsAre((0, 1)).IsGivenToNobody((0, 1));
    }

    // TestSetPageHWPoison(head) comes first, get_hwpoison_page() afterwards.
    [Theory, Rows]
    public void Isolated_hugepage_keeps_the_flag_of_its_head_although_memory_failure_gives_up(string design) => IsRememberedAndLeftAlone(HugepageLife.InUse(design).Do("isolate"));

    [Theory, Rows]
    public void Isolated_hugepage_is_not_recorded_at_all(string design) => IsForgotten(HugepageLife.InUse(design).Do("isolate"));

    [Theory, Rows]
    public void Isolated_hugepage_is_recorded_and_left_to_its_user(string design) => IsRememberedAndLeftAlone(HugepageLife.InUse(design).Do("isolate"));

    [Theory, Rows]
    public void Hugepage_that_is_busy_at_the_first_try_and_free_at_the_second_is_dissolved(string design) =>
        FreeAtTheSecondTry(design, out var tail).GivenToBuddy().Returned().FlagsAre(tail).IsGivenToNobody(tail).IsReused((0, 0));

    [Theory, Rows]
    public void Hugepage_that_is_busy_at_the_first_try_and_free_at_the_second_is_lost(string design) =>
        FreeAtTheSecondTry(design, out var tail).LostToAll().Returned().Expect("the bad page is flagged", s => s.PgHwpoison[s.Pte[0, tail.Page], tail.Slot]);

    [Theory, Rows]
    public void Hugepage_that_is_being_made_is_not_recorded_and_enters_the_pool(string design)
    {
        var made = HugepageLife.Made(design);

        IsForgotten(made).Pooled().Do("dequeue").Violates("poison-contained");
    }

    // The allocator's reference has not been dropped yet: get_page_unless_zero(head) succeeds.
    [Theory, Rows]
    public void Hugepage_that_is_being_made_looks_in_use_and_enters_the_pool_for_ever(string design)
    {
        var made = HugepageLife.Made(design);
        var tail = made.SharedTail();

        made.Reported(tail).Expect("memory failure has a reference", s => s.FailureHoldsOn(0)).Unmapped().Refuses("dissolve-unmapped-page", "!page_count(page)").Do("memory-failure-ends")
            .Remembers(tail).LeavesOwnStructPageAlone(tail)
            .Pooled().StaysInThePoolForEver();
    }

    [Theory, Rows]
    public void Hugepage_that_is_being_made_is_flagged_and_enters_the_pool_for_ever(string design) => EntersThePoolWithItsRecord(design);

    [Theory, Rows]
    public void Hugepage_that_is_being_made_is_recorded_and_enters_the_pool_for_ever(string design) => EntersThePoolWithItsRecord(design);

    // __remove_hugetlb_page() leaves HPageFreed set and makes the count 1: free, but held.
    [Theory, Rows]
    public void Hugepage_that_has_left_the_pool_is_found_free_and_cannot_be_dissolved_but_its_record_is_moved_when_it_is_freed(string design)
    {
        var removed = HugepageLife.InPool(design).Do("remove-from-pool");
        var tail = removed.SharedTail();

        removed.Reported(tail).Expect("it was found free", s => s.At(FailurePoints.FoundFree)).Refuses("dissolve-free-page", "!page_count(page)").Do("memory-failure-ends")
            .Remembers(tail).LeavesOwnStructPageAlone(tail)
            .Restored().GivenToBuddy().FlagsAre(tail).IsGivenToNobody(tail).IsReused((0, 0));
    }

    [Theory, Rows]
    public void Hugepage_that_has_left_the_pool_is_busy_and_recorded_and_the_record_is_moved_when_it_is_freed(string design)
    {
        var removed = HugepageLife.InPool(design).Do("remove-from-pool");
        var tail = removed.SharedTail();

        removed.Reported(tail).IsOver().Remembers(tail).LeavesOwnStructPageAlone(tail)
            .ChangesNothing(tail, (again, page) => again.Reported(page))
            .Restored().GivenToBuddy().FlagsAre(tail).IsGivenToNobody(tail).IsReused((0, 0));
    }

    [Theory, Rows]
    public void Hugepage_that_has_left_the_pool_is_busy_and_recorded_and_then_lost(string design)
    {
        var removed = HugepageLife.InPool(design).Do("remove-from-pool");
        var tail = removed.SharedTail();

        removed.Reported(tail).IsOver().Remembers(tail).LeavesOwnStructPageAlone(tail)
            .Restored().LostToAll().Expect("the bad page is flagged", s => s.PgHwpoison[s.Pte[0, tail.Page], tail.Slot]);
    }

    // v5.9 asks neither HPageFreed nor whether it is on a list: list_del() of what is on none.
    [Theory, Rows]
    public void Hugepage_that_waits_for_its_worker_is_taken_for_a_free_one_and_taken_off_a_list_that_it_is_not_on(string design)
    {
        HugepageLife.InPool(design).Do("remove-from-pool").Reported((0, 0)).Expect("it was found free", s => s.At(FailurePoints.FoundFree))
            .Do("dissolve-free-page").Violates("moved-only-when-listed").Expect("list_del() has oopsed", s => s.Oops.Value);
    }

    // remove_hugetlb_page() has cleared the type, and the tails are shared still.
    [Theory, Rows]
    public void Tail_of_a_hugepage_that_waits_for_its_worker_is_taken_for_an_ordinary_page_and_flagged_through_a_read_only_alias(string design)
    {
        var removed = HugepageLife.InPool(design).Do("remove-from-pool").Expect("its type is gone and its tails are shared", s => !s.Hugetlb[0] & s.Optimised[0]);
        var tail = removed.SharedTail();

        removed.ReportedAsOrdinary(tail).Violates("no-store-through-shared-tail").Expect("the store has oopsed", s => s.Oops.Value);
    }

    // The raw struct page has a frame of its own by then.
    [Theory, Rows]
    public void Tail_of_a_hugepage_whose_type_is_gone_is_flagged_itself_and_the_hugepage_is_freed_with_that_flag(string design)
    {
        var untyped = Untyped(design);
        var tail = untyped.SharedTail();

        untyped.ReportedAsOrdinary(tail).IsOver().Expect("nothing was stored through a shared tail", s => !s.StrayStore[0])
            .GivenToBuddy().FlagsAre(tail).IsGivenToNobody(tail)
            .ChangesNothing(tail, (again, page) => again.ReportedAsOrdinary(page))
            .IsReused((0, 0));
    }

    [Theory, Rows]
    public void Tail_of_a_hugepage_whose_type_is_gone_is_flagged_itself_and_the_hugepage_is_lost_with_that_flag(string design)
    {
        var untyped = Untyped(design);
        var tail = untyped.SharedTail();

        untyped.ReportedAsOrdinary(tail).IsOver().LostToAll().Expect("the bad page is flagged", s => s.PgHwpoison[s.Pte[0, tail.Page], tail.Slot]);
    }

    private static Scenario Untyped(string design) => HugepageLife.InPool(design).Do("remove-from-pool").Restored()
        .Go("its type is gone and it is not freed", s => !s.Hugetlb[0], "clear-types", "clear-hugetlb-type", "free-hugepage", "sweep-flags");

    // The first try finds neither flag and stores nothing; before the second one its user gives the hugepage back.
    private static Scenario FreeAtTheSecondTry(string design, out (int Page, int Slot) tail)
    {
        var isolated = HugepageLife.InUse(design).Do("isolate");
        tail = isolated.SharedTail();
        var found = isolated.Do("memory-failure", page: tail.Page, slot: tail.Slot).Expect("it is neither free nor migratable", s => !s.Freed[0] & !s.Migratable[0])
            .Do("give-back").Do("enqueue").LooksUpTheHead();
        return found.Do(found.Has("record-raw-error") ? "record-raw-error" : "flag-head").Remembers(tail).LeavesOwnStructPageAlone(tail).Do("dissolve-free-page").Restored();
    }

    private static void EntersThePoolWithItsRecord(string design)
    {
        var made = HugepageLife.Made(design);
        var tail = made.SharedTail();

        made.Reported(tail).IsOver().Remembers(tail).LeavesOwnStructPageAlone(tail)
            .ChangesNothing(tail, (again, page) => again.Reported(page))
            .Pooled().StaysInThePoolForEver();
    }

    private static void IsRememberedAndLeftAlone(Scenario busy)
    {
        var tail = busy.SharedTail();

        busy.Reported(tail).IsOver().Remembers(tail).LeavesOwnStructPageAlone(tail)
            .Expect("memory failure holds nothing", s => !s.HeldByFailure[0] & !s.FailureHoldsOn(0))
            .ChangesNothing(tail, (again, page) => again.Reported(page))
            .Do("give-back").Do("enqueue").StaysInThePoolForEver();
    }

    private static Scenario IsForgotten(Scenario busy)
    {
        var tail = busy.SharedTail();

        return busy.Fails(tail.Page, tail.Slot).Do("failure-finds-busy")
            .Expect("the head has no flag", s => !s.PgHwpoison[s.HeadFrame(0), 0])
            .LeavesOwnStructPageAlone(tail).Violates("poison-recorded");
    }
}
