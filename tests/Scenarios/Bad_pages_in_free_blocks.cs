using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Tests.Scenarios.CaseMatrix;

namespace Vmemmap.Tests.Scenarios;

/// <summary>
/// Where the page allocator does not look at what it gives away (<c>check_pages_enabled</c> off), a page with an error that goes to it inside a block is given to whoever asks, until <c>take_page_off_buddy()</c> has taken it
/// (7.2.13, mm/memory-failure.c, mm/page_alloc.c).
/// </summary>
public sealed class Bad_pages_in_free_blocks
{
    private static readonly Design Remedied = Corrections.In(CorrectedUnchecked.Design, [Corrections.HealthyPagesFreed, Corrections.FreeWaitedFor]);

    // J. Yan, November 2025.
    [Fact]
    public void Are_given_away_between_the_dissolve_and_the_call_that_takes_them_off() =>
        FreedByMemoryFailure(CorrectedUnchecked.Design).Do("page-to-user", page: 1, slot: 1).Do("dissolve-returned").Do("find-page-gone").Violates("poison-contained");

    [Fact]
    public void Are_out_of_reach_once_it_has_taken_them_off() =>
        FreedByMemoryFailure(CorrectedUnchecked.Design).Do("dissolve-returned").Do("take-page-off")
            .Expect("memory failure is done, and the page is no longer free", s => s.At(FailurePoints.Idle) & !s.IsFree(0, 1, 1)).Holds("poison-contained");

    // Nothing but memory failure takes a page off: the pool, and whoever drops a surplus hugepage, frees the block as it is.
    [Fact]
    public void Are_given_away_when_the_pool_gives_up_a_hugepage_with_a_known_error() =>
        FreedByThePool(CorrectedUnchecked.Design).Do("page-to-user", page: 1, slot: 1).Violates("poison-contained");

    [Fact]
    public void Become_part_of_a_new_hugepage() =>
        FreedByThePool(CorrectedUnchecked.Design).Do("alloc-hugepage").Repeat("prep-compound-page")
            .Expect("a tail of the new hugepage carries the flag of the old error", s => s.PgHwpoison[s.Pte[0, 1], 1]);

    [Fact]
    public void Never_get_there_where_only_healthy_pages_are_freed() =>
        FreedByThePool(Remedied).Expect("the bad page is kept out, and its neighbour is free", s => !s.IsFree(0, 1, 1) & s.IsFree(0, 1, 0)).Holds("poison-contained");

    [Fact]
    public void Are_looked_at_where_check_pages_enabled_is_on() =>
        Assert.Contains("check_new_page() finds no flag", Assert.Throws<ScenarioException>(() => FreedByThePool(Corrected.Design).Do("page-to-user", page: 1, slot: 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void Are_taken_off_at_once_if_they_were_free_when_memory_failure_came() =>
        Plain(CorrectedUnchecked.Design).Fails(page: 1, slot: 1).Do("flag-page", frame: 1).Do("take-page-off").Expect("the page is no longer free", s => !s.IsFree(0, 1, 1)).Holds("poison-contained");

    [Fact]
    public void Are_tried_again_if_somebody_was_given_them_in_between() =>
        Plain(CorrectedUnchecked.Design).Fails(page: 1, slot: 1).Do("flag-page", frame: 1).Do("page-to-user", page: 1, slot: 1).Do("lose-race-for-page")
            .Expect("it begins again, without the flag", s => s.At(FailurePoints.Reported) & !s.PgHwpoison[s.Pte[0, 1], 1]);

    private static Scenario FreedByMemoryFailure(Design design) =>
        Freed(WithError(Pool(design)).Do("dissolve-free-page").Do("clear-hugetlb-type").Do("move-raw-error", page: 1, slot: 1));

    // The dissolve fails, as where no page is left that is not reserved: the hugepage stays in the pool with its error.
    internal static Scenario FreedByThePool(Design design) =>
        Freed(WithError(Pool(design)).Do("memory-failure-ends").Do("remove-from-pool").Do("clear-hugetlb-type").Do("move-raw-error", page: 1, slot: 1));

    private static Scenario WithError(Scenario inThePool) => inThePool.Fails(page: 1, slot: 1).Do("record-raw-error");

    private static Scenario Freed(Scenario removed) => removed.DoUntil(
        "the block is with the buddy allocator", s => s.At(0, Points.Plain), "clear-hugetlb-type", "unfreeze", "free-hugepage", "free-struct-pages");

    private static Scenario Plain(Design design) => Freed(Pool(design).Do("remove-from-pool"));

    private static Scenario Pool(Design design) => Scenario.Of(design).In(design.SmallScope).PooledUnoptimised();
}
