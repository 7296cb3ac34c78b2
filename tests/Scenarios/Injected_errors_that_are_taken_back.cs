using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Tests.Scenarios.CaseMatrix;

namespace Vmemmap.Tests.Scenarios;

/// <summary>
/// Errors that were injected for a test, and <c>unpoison_memory()</c> of 6.12.113 and 7.3.4 (mm/memory-failure.c): what it undoes, what it refuses, and what it takes with it.
/// </summary>
public sealed class Injected_errors_that_are_taken_back
{
    private static readonly Design Remedied = Corrections.In(CorrectedUnpoison.Design, [Corrections.UnpoisonTakesOne, Corrections.UnpoisonKeepsReferences, Corrections.UnpoisonRefusesUnfinished]);

    private static readonly Design Locked = Corrections.In(CorrectedUnpoison.Design, [Corrections.UnpoisonLocksList]);

    [Fact]
    public void Leave_nothing_of_themselves_in_a_hugepage_of_the_pool() =>
        Pool(CorrectedUnpoison.Design).WithErrorOfTheHead().TakenBack()
            .Expect("the page is healthy, and nothing says otherwise", s => !s.Bad[0, 0, 0] & !s.PgHwpoison[s.HeadFrame(0), 0] & !s.RawList[0, 0, 0])
            .Do("dequeue").Expect("the hugepage has a user again", s => s.UserHolds[0]).Holds("poison-contained");

    [Fact]
    public void Take_the_errors_of_other_pages_of_the_hugepage_with_them() =>
        Pool(CorrectedUnpoison.Design).WithErrorOf(page: 1, slot: 1).WithErrorOfTheHead().TakenBack().Violates("poison-recorded");

    [Fact]
    public void Leave_the_errors_of_other_pages_where_only_their_own_entry_goes() =>
        Pool(Remedied).WithErrorOf(page: 1, slot: 1).WithErrorOfTheHead().SeenToBeFree().Do("unpoison-free-hugepage-in-part", page: 1, slot: 1)
            .Expect("the head has its flag still, and the tail its entry", s => s.PgHwpoison[s.HeadFrame(0), 0] & s.RawList[0, 1, 1]).Holds("poison-recorded");

    // unpoison_memory() looks at PG_hwpoison of the struct page that it is asked about; the error of a tail is in the list and on the head.
    [Fact]
    public void Cannot_be_taken_back_where_they_are_of_a_tail() =>
        Assert.Contains("PageHWPoison(p)", Assert.Throws<ScenarioException>(() => Pool(CorrectedUnpoison.Design).WithErrorOf(page: 1, slot: 1).Do("unpoison", page: 1, slot: 1, frame: 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void Are_not_taken_back_where_the_list_cannot_be_relied_on() =>
        Pool(CorrectedUnpoison.Design).Fails(page: 0, slot: 0).Do("record-fails").Do("memory-failure-ends").SeenToBeFree().Do("unpoison-free-refused")
            .Expect("nothing has changed", s => s.Bad[0, 0, 0] & s.PgHwpoison[s.HeadFrame(0), 0] & s.Unreliable[0]);

    [Fact]
    public void Take_the_reference_of_who_has_the_hugepage_with_them() =>
        Pool(CorrectedUnpoison.Design).PinnedWithErrorOfTheHead().TakenBackInUse().Violates("unpoison-drops-its-own-reference");

    [Fact]
    public void Leave_him_his_reference_where_only_one_is_dropped() =>
        Pool(Remedied).PinnedWithErrorOfTheHead().TakenBackInUse()
            .Expect("the driver's reference is there", s => s.PinCount[0] == 1 & s.Refcount[s.HeadFrame(0), 0] == 1).Holds("unpoison-drops-its-own-reference").Holds("pinned-page-finds-its-head");

    [Fact]
    public void Are_gone_with_the_flag_of_a_page_that_was_dissolved() =>
        Dissolved(Pool(CorrectedUnpoison.Design).WithErrorOf(page: 1, slot: 1)).Do("unpoison", page: 1, slot: 1, frame: 1).Do("unpoison-ordinary-page")
            .Expect("the page is healthy and unflagged", s => !s.Bad[0, 1, 1] & !s.PgHwpoison[s.Pte[0, 1], 1]).Holds("dissolved-flags-exact");

    // The block is a compound page already and has no type yet: get_page_unless_zero() fails, and the flag that is cleared is that of the folio.
    [Fact]
    public void Take_the_flag_of_the_head_where_a_hugepage_is_in_the_making() =>
        Flagged(CorrectedUnpoison.Design).Do("unpoison", slot: 1, frame: 0).Do("unpoison-finds-compound")
            .Expect("it is the head's flag that is cleared", s => !s.PgHwpoison[s.HeadFrame(0), 0] & s.PgHwpoison[s.HeadFrame(0), 1] & s.Bad[0, 0, 0]).Violates("error-marks-no-other-page");

    [Fact]
    public void Are_refused_there_where_only_hugetlb_has_folios_to_unpoison() =>
        Flagged(Remedied).Do("unpoison", slot: 1, frame: 0).Do("unpoison-finds-compound")
            .Expect("nothing has changed", s => s.PgHwpoison[s.HeadFrame(0), 0] & s.PgHwpoison[s.HeadFrame(0), 1] & s.Bad[0, 0, 1]).Holds("error-marks-no-other-page");

    // unpoison_memory() has neither a lock nor a reference between folio_test_hugetlb() and llist_del_all(), and who makes the pool smaller has no need of mf_mutex.
    [Fact]
    public void Take_for_the_list_what_stands_where_it_was_where_the_hugepage_goes_meanwhile() =>
        Gone(Pool(CorrectedUnpoison.Design).WithErrorOfTheHead().SeenToBeFree()).Do("unpoison-takes-stray-list").Violates("raw-error-list-walked-alone");

    [Fact]
    public void Find_no_list_where_who_frees_the_hugepage_has_taken_it() =>
        Going(Pool(CorrectedUnpoison.Design).WithErrorOfTheHead().SeenToBeFree()).Expect("the errors are about to become flags", s => s.At(0, Points.MovingPoison) & s.RawList[0, 0, 0]).Do("unpoison-free-refused")
            .Expect("the entry is his", s => s.RawList[0, 0, 0] & s.Bad[0, 0, 0]).Holds("raw-error-list-walked-alone");

    [Fact]
    public void Have_the_list_of_a_hugepage_or_none_where_the_lock_is_held() =>
        Gone(Pool(Locked).WithErrorOfTheHead().UnpoisonBegun().Do("unpoison-finds-free")).Do("unpoison-finds-dissolved").Holds("raw-error-list-walked-alone");

    [Fact]
    public void Wait_for_memory_failure_as_that_waits_for_them() =>
        Assert.Contains("memory failure is 'idle'", Assert.Throws<ScenarioException>(() => Pool(CorrectedUnpoison.Design).WithErrorOfTheHead().UnpoisonBegun().Do("memory-failure")).Message, StringComparison.Ordinal);

    private static Scenario Going(Scenario inThePool) => inThePool.Do("remove-from-pool").Do("clear-hugetlb-type");

    private static Scenario Gone(Scenario withErrorOfTheHead) => Freed(Going(withErrorOfTheHead).Do("move-raw-error", page: 0, slot: 0));

    private static Scenario Freed(Scenario withoutType) => withoutType.DoUntil("the block is with the buddy allocator", s => s.At(0, Points.Plain), "unfreeze", "free-hugepage", "free-struct-pages");

    private static Scenario Flagged(Design design) =>
        Scenario.Of(design).In(design.SmallScope).Fails(page: 0, slot: 0).Do("flag-page", frame: 0).Fails(page: 0, slot: 1).Do("flag-page", frame: 0);

    private static Scenario Dissolved(Scenario withErrorOfATail) => Freed(Going(withErrorOfATail).Do("move-raw-error", page: 1, slot: 1));

    private static Scenario Pool(Design design) => Scenario.Of(design).In(design.SmallScope).PooledUnoptimised();
}
