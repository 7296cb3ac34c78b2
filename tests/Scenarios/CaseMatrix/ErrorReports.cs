using Vmemmap.Model.Control;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios.CaseMatrix;

/// <summary>What memory failure does with an error in a hugepage, told alike for every release, and what is asked of it afterwards.</summary>
internal static class ErrorReports
{
    /// <summary>An error is reported for a base page, its hugepage is found, and the record made, as the release makes it.</summary>
    /// <param name="scenario">what was before.</param>
    /// <param name="at">the page.</param>
    /// <param name="report">the step that reports it.</param>
    public static Scenario Reported(this Scenario scenario, (int Page, int Slot) at, string report = "memory-failure")
    {
        var found = scenario.Fails(at.Page, at.Slot, report: report);
        var recorded = found.Has("record-raw-error") ? found.Do("record-raw-error")
            : found.Has("failure-sees-hugetlb") ? found.SeenAsHugetlb().Do("flag-head").Go("get_hwpoison_page() has returned", s => !s.At(FailurePoints.Recorded), "take-reference", "find-free", "failure-finds-busy")
            : found.Do("flag-head");
        return recorded.Read(s => s.At(FailurePoints.PuttingUnderLock)).IsTrue ? recorded.Do("put-under-lock") : recorded;
    }

    /// <summary>An error of a healthy page is made up and recorded.</summary>
    public static Scenario Injected(this Scenario scenario, (int Page, int Slot) at) => scenario.Reported(at, "inject-error");

    /// <summary>An error is reported for a page that is seen to be no hugetlb page.</summary>
    public static Scenario ReportedAsOrdinary(this Scenario scenario, (int Page, int Slot) at) => scenario.Fails(at.Page, at.Slot).Do("failure-sees-ordinary").Do("flag-page");

    /// <summary>The anonymous hugepage is taken from its users and memory failure's reference, the last, is dropped.</summary>
    public static Scenario Unmapped(this Scenario scenario) => scenario.Do("unmap-users").Do("put-failed-page");

    /// <summary>Memory failure is over: it waited for the dissolve, or did not.</summary>
    public static Scenario Returned(this Scenario scenario) => scenario.Go("memory failure is over", s => s.At(FailurePoints.Idle), "dissolve-returned", "memory-failure-ends");

    /// <summary>Memory failure is over with nothing done: -EBUSY, or -EHWPOISON.</summary>
    public static Scenario IsOver(this Scenario scenario) => scenario.Expect("memory failure is over", s => s.At(FailurePoints.Idle));

    /// <summary>Of all its pages these are flagged, no other, and no list names any.</summary>
    public static Scenario FlagsAre(this Scenario scenario, params (int Page, int Slot)[] flagged)
    {
        var scope = scenario.ToInstance().Scope;
        foreach (var page in Enumerable.Range(0, scope.Pages))
        {
            foreach (var slot in Enumerable.Range(0, scope.Slots))
            {
                var isFlagged = flagged.Contains((page, slot));
                scenario.Expect($"slot {slot} of page {page} {(isFlagged ? "has" : "has not")} PG_hwpoison", s => s.PgHwpoison[s.Pte[0, page], slot] == isFlagged)
                    .Expect($"slot {slot} of page {page} is in no list", s => !s.RawList[0, page, slot]);
            }
        }
        return scenario;
    }

    /// <summary>The hugepage remembers these pages: its head has the flag, and where the release has a list it has them and no other.</summary>
    public static Scenario Remembers(this Scenario scenario, params (int Page, int Slot)[] bad)
    {
        scenario.Expect("the head has PG_hwpoison", s => s.PgHwpoison[s.HeadFrame(0), 0]);
        var (scope, hasList) = (scenario.ToInstance().Scope, scenario.Has("record-raw-error"));
        foreach (var page in Enumerable.Range(0, scope.Pages))
        {
            foreach (var slot in Enumerable.Range(0, scope.Slots))
            {
                var isListed = hasList && bad.Contains((page, slot));
                scenario.Expect($"slot {slot} of page {page} is {(isListed ? "in the list" : "in no list")}", s => s.RawList[0, page, slot] == isListed);
            }
        }
        return scenario;
    }

    /// <summary>The struct page of a base page itself has no flag: nothing was written to it.</summary>
    public static Scenario LeavesOwnStructPageAlone(this Scenario scenario, (int Page, int Slot) at) =>
        scenario.Expect("the page's own struct page has no flag", s => !s.PgHwpoison[s.Pte[0, at.Page], at.Slot]).Expect("nothing was stored through a shared tail", s => !s.StrayStore[0] & !s.Oops.Value);

    /// <summary>A bad page that is ordinary again is given to nobody, alone or in a hugepage: the allocator's check finds its flag.</summary>
    public static Scenario IsGivenToNobody(this Scenario scenario, (int Page, int Slot) at) => scenario
        .Refuses("page-to-user", "check_new_page() finds no flag", at.Page, at.Slot)
        .Refuses("alloc-hugepage", "check_new_pages() finds no flag")
        .Holds("dissolved-flags-exact").Holds("poison-contained");

    /// <summary>Other pages of what was the hugepage are used again.</summary>
    public static Scenario IsReused(this Scenario scenario, (int Page, int Slot) at) => scenario.Do("page-to-user", page: at.Page, slot: at.Slot).Holds("poison-contained");

    /// <summary>The hugepage is free in the pool with its record, and stays there: nobody is given it.</summary>
    public static Scenario StaysInThePoolForEver(this Scenario scenario) => scenario
        .Expect("it is on the free list", s => s.Freed[0] & s.At(0, Points.Kept))
        .Refuses("dequeue", "PageHWPoison(head) is clear")
        .Holds("poison-recorded").Holds("poison-contained");

    /// <summary>The same page is reported once more: nothing changes.</summary>
    /// <param name="scenario">what was before.</param>
    /// <param name="at">the page.</param>
    /// <param name="report">how it is reported.</param>
    public static Scenario ChangesNothing(this Scenario scenario, (int Page, int Slot) at, Func<Scenario, (int Page, int Slot), Scenario> report)
    {
        Assert.Equal(scenario.Cells, report(scenario, at).IsOver().Cells);
        return scenario;
    }

    /// <summary>...or nothing but that it is counted once more in <c>num_poisoned_pages</c>.</summary>
    /// <inheritdoc cref="ChangesNothing"/>
    public static Scenario ChangesOnlyTheCounter(this Scenario scenario, (int Page, int Slot) at, Func<Scenario, (int Page, int Slot), Scenario> report)
    {
        Assert.Equal(scenario.CellsBesides("counted", "miscounted"), report(scenario, at).IsOver().CellsBesides("counted", "miscounted"));
        return scenario;
    }
}
