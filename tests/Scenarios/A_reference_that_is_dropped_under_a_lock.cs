using Vmemmap.Model.Control;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Tests.Scenarios.CaseMatrix;

namespace Vmemmap.Tests.Scenarios;

/// <summary>
/// v5.18 until 3c2d42b8ee34 (v7.1), mm/memory-failure.c <c>__get_huge_page_for_hwpoison()</c>: under <c>hugetlb_lock</c> a reference is taken, the error recorded, and where that was not the first one the reference dropped.
/// </summary>
public sealed class A_reference_that_is_dropped_under_a_lock
{
    [Fact]
    public void Is_the_last_where_the_user_has_gone_and_the_free_waits_for_ever() =>
        SecondErrorOfPinned("linux-5.18").Do("unpin").Do("put-under-lock")
            .Expect("nobody holds the hugepage, and it is not free", s => s.Refcount[s.HeadFrame(0), 0] == 0 & !s.Freed[0] & !s.Inflight[0])
            .Expect("memory failure waits for the lock that it holds", s => s.At(FailurePoints.WaitingForItself) & s.FailureHoldsLock)
            .Violates("lock-is-not-taken-twice");

    [Fact]
    public void Is_one_of_two_where_he_stays() =>
        SecondErrorOfPinned("linux-5.18").Do("put-under-lock")
            .Expect("memory failure has returned, and the driver has his reference", s => s.At(FailurePoints.Idle) & s.Refcount[s.HeadFrame(0), 0] == 1).Holds("lock-is-not-taken-twice")
            .Do("unpin").Do("enqueue").Expect("it is free in the pool", s => s.Freed[0]);

    [Fact]
    public void Keeps_from_the_lock_who_needs_it() =>
        Assert.Contains("hugetlb_lock is free", Assert.Throws<ScenarioException>(() => SecondErrorOfWhatWasBusy("linux-6.6").Do("isolate")).Message, StringComparison.Ordinal);

    // e591ef7d96d6 (v6.2): whoever is found in use is not migratable any longer, and busy at his second error, which takes no reference. A page fault makes a hugepage migratable that had its first error before.
    [Theory]
    [InlineData("linux-6.2")]
    [InlineData("linux-6.6")]
    [InlineData("linux-6.7")]
    [InlineData("linux-6.14")]
    public void Is_the_last_of_a_hugepage_that_is_migratable_only_if_its_first_error_came_before_it_was(string design)
    {
        SecondErrorOfWhatWasBusy(design).Do("give-back").Do("put-under-lock").Violates("lock-is-not-taken-twice");

        Pinned(design).Fails(page: 2, slot: 1).Do("record-raw-error")
            .Expect("memory failure has returned without a reference", s => s.At(FailurePoints.Idle) & s.Refcount[s.HeadFrame(0), 0] == 1);
    }

    [Theory]
    [InlineData("linux-6.1")]
    [InlineData("linux-6.12")]
    [InlineData("linux-7.2")]
    public void Is_dropped_outside_it_after_the_mend(string design)
    {
        var recorded = Recorded(HugepageLife.InPool(design).Do("dequeue")).Do("instantiate").Fails(page: 2, slot: 1).Do("record-raw-error");

        recorded.Expect("memory failure has returned", s => s.At(FailurePoints.Idle) & !s.FailureHoldsLock);
        Assert.False(recorded.Has("put-under-lock"));
    }

    // A driver's reference outlives the first error, which takes the hugepage from its page tables.
    private static Scenario Pinned(string design)
    {
        var pinned = Recorded(HugepageLife.InUse(design).Do("pin"));
        return pinned.Do("unmap-users").Do("put-failed-page").Do("memory-failure-ends");
    }

    private static Scenario SecondErrorOfPinned(string design) =>
        Pinned(design).Fails(page: 2, slot: 1).Do("flag-head").Expect("memory failure has a second reference", s => s.At(FailurePoints.PuttingUnderLock) & s.Refcount[s.HeadFrame(0), 0] == 2);

    private static Scenario SecondErrorOfWhatWasBusy(string design) =>
        Recorded(HugepageLife.InPool(design).Do("dequeue")).Expect("memory failure has returned", s => s.At(FailurePoints.Idle))
            .Do("instantiate").Fails(page: 2, slot: 1).Do("record-raw-error").Expect("memory failure has a second reference", s => s.At(FailurePoints.PuttingUnderLock) & s.Refcount[s.HeadFrame(0), 0] == 2);

    private static Scenario Recorded(Scenario scenario)
    {
        var found = scenario.Fails(page: 1);
        return found.Do(found.Has("record-raw-error") ? "record-raw-error" : "flag-head");
    }
}
