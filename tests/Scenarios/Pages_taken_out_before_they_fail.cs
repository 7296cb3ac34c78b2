using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Tests.Scenarios.CaseMatrix;

namespace Vmemmap.Tests.Scenarios;

/// <summary>Pages whose errors were corrected so far, and <c>soft_offline_page()</c> of 7.3.4 (mm/memory-failure.c): which it takes out of use, and of which it only says so.</summary>
public sealed class Pages_taken_out_before_they_fail
{
    private static readonly Design Remedied = Corrections.In(CorrectedSoftOffline.Design, [Corrections.SoftOfflineAsksList]);

    [Fact]
    public void Are_flagged_and_counted_where_they_were_free() =>
        Freed(Dissolving(Pool(CorrectedSoftOffline.Design), page: 1, slot: 1)).Do("soft-offline-takes-page", frame: 1).Do("soft-offline", page: 0, slot: 1, frame: 0).Do("soft-offline-takes-page", frame: 0)
            .Expect("the page is out of use, and counted", s => s.PgHwpoison[s.Pte[0, 0], 1] & s.Bad[0, 0, 1] & s.Counted![0, 0, 1] & s.At(FailurePoints.Idle)).Holds("poison-contained");

    [Fact]
    public void Take_a_free_hugepage_with_them() =>
        Freed(Dissolving(Pool(CorrectedSoftOffline.Design), page: 1, slot: 1)).Do("soft-offline-takes-page", frame: 1)
            .Expect("the page alone is out of use", s => s.PgHwpoison[s.Pte[0, 1], 1] & !s.PgHwpoison[s.Pte[0, 0], 0] & s.Counted![0, 1, 1]).Holds("dissolved-flags-exact");

    [Fact]
    public void Stay_in_use_where_their_hugepage_is() =>
        Pool(CorrectedSoftOffline.Design).Do("dequeue").Do("soft-offline", page: 0, slot: 0, frame: 0).Do("soft-offline-fails")
            .Expect("nothing is said of the page", s => !s.Bad[0, 0, 0] & !s.PgHwpoison[s.HeadFrame(0), 0] & !s.Counted![0, 0, 0] & s.At(FailurePoints.Idle));

    // The head has the flag for any page of its hugepage.
    [Fact]
    public void Are_only_said_to_be_out_of_use_if_they_are_the_head_of_a_hugepage_with_an_error() =>
        WithErrorOfATail(Pool(CorrectedSoftOffline.Design)).Do("soft-offline-finds-flag", page: 0, slot: 0, frame: 0).Violates("poison-recorded");

    [Fact]
    public void Are_counted_again_if_they_are_in_the_raw_error_list() =>
        DissolvedWithError(CorrectedSoftOffline.Design, page: 1, slot: 1).Do("soft-offline-takes-page", frame: 1).Violates("poisoned-pages-counted-once");

    [Fact]
    public void Are_taken_out_if_they_are_the_head_where_the_list_is_asked() =>
        DissolvedWithError(Remedied, page: 0, slot: 0).Do("soft-offline-takes-page", frame: 0)
            .Expect("both pages are out of use, and counted", s => s.PgHwpoison[s.Pte[0, 0], 0] & s.PgHwpoison[s.Pte[0, 1], 1] & s.Counted![0, 0, 0] & s.Counted[0, 1, 1]).Holds("poisoned-pages-counted-once");

    [Fact]
    public void Are_known_to_be_out_of_use_where_the_list_is_asked() => Assert.Contains(
        "raw error list", Assert.Throws<ScenarioException>(() => WithErrorOfATail(Pool(Remedied)).Do("soft-offline", page: 1, slot: 1, frame: 1)).Message, StringComparison.Ordinal);

    private static Scenario DissolvedWithError(Design design, int page, int slot) =>
        Freed(Dissolving(WithErrorOfATail(Pool(design)), page, slot).Do("move-raw-error", page: 1, slot: 1));

    private static Scenario Dissolving(Scenario inThePool, int page, int slot) =>
        inThePool.Do("soft-offline", page: page, slot: slot, frame: page).Do("soft-offline-dissolves").Do("clear-hugetlb-type");

    private static Scenario Freed(Scenario withoutType) => withoutType.DoUntil("the block is with the buddy allocator", s => s.At(0, Points.Plain), "unfreeze", "free-hugepage", "free-struct-pages");

    private static Scenario WithErrorOfATail(Scenario inThePool) => inThePool.Fails(page: 1, slot: 1).Do("record-raw-error").Do("memory-failure-ends");

    private static Scenario Pool(Design design) => Scenario.Of(design).In(design.SmallScope).PooledUnoptimised();
}
