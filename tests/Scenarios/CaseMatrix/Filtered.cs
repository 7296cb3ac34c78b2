using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios.CaseMatrix;

/// <summary>Case 18: the error was made up, and <c>hwpoison_filter()</c> hits. Every page is healthy, and should stay as it was.</summary>
public sealed class Filtered
{
    private static readonly (int Page, int Slot) Head = (0, 0);

    [Theory, Rows]
    public void Free_hugepage_whose_head_was_reported_is_as_before(string design)
    {
        var inPool = InPool(design);

        var filtered = inPool.Injected(Head).Do("filter-hits").IsOver();

        Assert.Equal(inPool.Cells, filtered.Cells);
    }

    // TestClearPageHWPoison(p) of a page that is not flagged, then TestSetPageHWPoison(head) of a head that is.
    [Theory, Rows]
    public void Free_hugepage_whose_tail_was_reported_keeps_the_flag_of_its_head_and_its_alias_is_written_to(string design)
    {
        var inPool = InPool(design);

        inPool.Injected(inPool.SharedTail()).Do("filter-hits").IsOver()
            .Violates("no-store-through-shared-tail").StaysInThePoolForEver();
    }

    [Theory, Rows]
    public void Free_hugepage_whose_tail_was_reported_oopses_as_its_read_only_alias_is_written_to(string design)
    {
        var inPool = InPool(design);

        inPool.Injected(inPool.SharedTail()).Do("filter-hits").Violates("no-store-through-shared-tail").Expect("the store has oopsed", s => s.Oops.Value);
    }

    [Theory, Rows]
    public void Hugepage_in_use_is_not_filtered_and_loses_a_healthy_page(string design)
    {
        var inUse = InUse(design);
        var tail = inUse.SharedTail();

        inUse.Injected(tail).Expect("memory failure has a reference", s => s.At(FailurePoints.FoundInUse)).Refuses("filter-hits", "memory failure is 'found free'")
            .Unmapped().Do("failure-enqueues").Do("dissolve-unmapped-page").Restored().GivenToBuddy()
            .FlagsAre(tail).Expect("it is healthy", s => !s.Bad[0, tail.Page, tail.Slot])
            .Refuses("page-to-user", "check_new_page() finds no flag", tail.Page, tail.Slot);
    }

    [Theory, Rows]
    public void Free_hugepage_is_as_before(string design)
    {
        var inPool = InPool(design);

        Assert.Equal(inPool.Cells, FilterHits(inPool, inPool.SharedTail()).Cells);
    }

    [Theory, Rows]
    public void Hugepage_in_use_is_never_freed_as_the_reference_of_memory_failure_is_not_dropped(string design)
    {
        var inUse = InUse(design);

        FilterHits(inUse, inUse.SharedTail()).Expect("its head has no flag", s => !s.PgHwpoison[s.HeadFrame(0), 0])
            .Do("give-back").Expect("one reference is left, and nobody will drop it", s => s.HeldByFailure[0] & s.Refcount[s.HeadFrame(0), 0] == 1 & !s.Inflight[0] & !s.Freed[0]);
    }

    [Theory, Rows]
    public void Optimised_hugepage_loses_the_flag_of_its_head_and_keeps_the_entry_of_a_healthy_page_for_ever(string design)
    {
        foreach (var optimised in (Scenario[])[InPool(design), InUse(design)])
        {
            var tail = optimised.SharedTail();

            var filtered = FilterHits(optimised, tail).Expect("its head has no flag", s => !s.PgHwpoison[s.HeadFrame(0), 0]).Expect("the entry is left", s => s.RawList[0, tail.Page, tail.Slot])
                .Expect("memory failure holds nothing", s => !s.HeldByFailure[0]);

            // hugetlb_clear_page_hwpoison() is called for flagged heads only: the entry, and its memory, are left behind.
            Returned(filtered).Do("remove-from-pool").Restored().GivenToBuddy()
                .Expect("no page is flagged", s => !s.PgHwpoison[s.Pte[0, tail.Page], tail.Slot] & !s.PgHwpoison[s.HeadFrame(0), 0])
                .Expect("the entry is left", s => s.RawList[0, tail.Page, tail.Slot]);
        }
    }

    [Theory, Rows]
    public void Optimised_hugepage_keeps_flag_and_entry_and_is_given_to_nobody_any_longer(string design)
    {
        var (inPool, inUse) = (InPool(design), InUse(design));
        var tail = inPool.SharedTail();

        FilterHits(inPool, tail).Remembers(tail).LeavesOwnStructPageAlone(tail).StaysInThePoolForEver();

        Returned(FilterHits(inUse, tail).Remembers(tail).Expect("it is migratable again, and memory failure holds nothing", s => s.Migratable[0] & !s.HeldByFailure[0] & s.Refcount[s.HeadFrame(0), 0] == 1))
            .StaysInThePoolForEver();
    }

    // The record is not dropped but moved, as if the hugepage were freed.
    [Theory, Rows]
    public void Hugepage_that_is_not_optimised_has_a_healthy_page_flagged_which_is_lost_when_the_hugepage_is_freed(string design)
    {
        var unoptimised = Begun(design).Go("it is not to be optimised", s => s.At(0, Points.Finishing) & s.Hugetlb[0] & !s.Optimised[0], "leave-unoptimised", "set-hugetlb-type").Pooled();
        var tail = unoptimised.SharedTail();

        var filtered = FilterHits(unoptimised, tail).Expect("its head has no flag", s => !s.PgHwpoison[s.HeadFrame(0), 0])
            .Expect("the page itself has one, and is healthy", s => s.PgHwpoison[s.Pte[0, tail.Page], tail.Slot] & !s.Bad[0, tail.Page, tail.Slot])
            .Do("dequeue").Do("give-back").Do("enqueue");

        filtered.Do("remove-from-pool").Restored().GivenToBuddy().FlagsAre(tail).Violates("dissolved-flags-exact")
            .Refuses("page-to-user", "check_new_page() finds no flag", tail.Page, tail.Slot);
    }

    private static Scenario FilterHits(Scenario scenario, (int Page, int Slot) at)
    {
        var hit = scenario.Injected(at).Do("filter-hits");
        var moved = hit.Read(s => s.RawList[0, at.Page, at.Slot] & !s.Optimised[0]).IsTrue ? hit.Do("filter-moves-entry", page: at.Page, slot: at.Slot) : hit;
        return moved.Do("filter-returns").IsOver();
    }

    // A hugepage in use is given back, one that is free is free.
    private static Scenario Returned(Scenario scenario) => scenario.Read(s => s.UserHolds[0]).IsTrue ? scenario.Do("give-back").Do("enqueue") : scenario;

    private static Scenario InPool(string design) => Begun(design).Made().Pooled();

    private static Scenario InUse(string design) => InPool(design).Do("dequeue").Do("instantiate");

    private static Scenario Begun(string design)
    {
        var named = Catalogue.Find(design)!;
        return Scenario.Of(named with { Parts = [.. named.Parts, new HwpoisonFilter(FilteringOf(design))] });
    }

    private static Filtering FilteringOf(string design) => design switch
    {
        "rfc-2020" or "list-v3" or "linux-5.14" => Filtering.FreeHugepages,
        "linux-5.18" => Filtering.HeadFlagOnly,
        "linux-6.1" => Filtering.ListUnlessShared,
        _ => Filtering.NothingIfShared,
    };
}
