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
    public void Stay_in_use_where_their_hugepage_is_not_migratable() =>
        Pool(CorrectedSoftOffline.Design).Do("dequeue").Do("soft-offline", page: 0, slot: 0, frame: 0).Do("soft-offline-fails")
            .Expect("nothing is said of the page", s => !s.Bad[0, 0, 0] & !s.PgHwpoison[s.HeadFrame(0), 0] & !s.Counted![0, 0, 0] & s.At(FailurePoints.Idle));

    [Fact]
    public void Leave_their_user_when_his_hugepage_is_migrated_which_is_dissolved_then() =>
        Freed(Migrated().Do("enqueue").Do("soft-offline-dissolves").Do("clear-hugetlb-type")).Do("soft-offline-takes-page", frame: 1)
            .Expect("the page is out of use, and nobody has it", s => s.PgHwpoison[s.Pte[0, 1], 1] & s.Counted![0, 1, 1] & !s.UserHolds[0] & s.At(FailurePoints.Idle)).Holds("poison-contained");

    // As where the user was given one that was made for him: HPG_temporary goes to the old one.
    [Fact]
    public void Leave_with_a_hugepage_that_is_given_up_when_it_is_migrated() =>
        Freed(Migrated().Do("free-surplus").Do("clear-hugetlb-type")).Do("soft-offline-takes-page", frame: 1)
            .Expect("the page is out of use", s => s.PgHwpoison[s.Pte[0, 1], 1] & s.Counted![0, 1, 1]).Holds("dissolved-flags-exact");

    [Fact]
    public void Stay_where_they_are_if_somebody_takes_the_hugepage_before_it_is_dissolved() =>
        Migrated().Do("enqueue").Do("dequeue").Do("soft-offline-fails")
            .Expect("nothing is said of the page", s => !s.Bad[0, 1, 1] & !s.Counted![0, 1, 1] & s.UserHolds[0]).Holds("poison-contained");

    [Fact]
    public void Are_not_migrated_while_somebody_else_holds_their_hugepage()
    {
        var held = Isolated(InUse().Do("pin", page: 0, slot: 0, frame: 0));

        Assert.Contains("nobody but its user and migration has a reference", Assert.Throws<ScenarioException>(() => held.Do("migrate-hugepage")).Message, StringComparison.Ordinal);
        held.Do("migrate-fails").Expect("all is as before", s => s.UserHolds[0] & s.Migratable[0] & s.Refcount[s.HeadFrame(0), 0] == 2 & !s.Bad[0, 1, 1]).Holds("references-counted");
    }

    [Fact]
    public void Are_nobodys_if_their_user_goes_while_they_are_isolated() =>
        Isolated(InUse()).Do("give-back").Do("migrate-hugepage").Expect("the hugepage is about to be free", s => s.Inflight[0] & s.Refcount[s.HeadFrame(0), 0] == 0 & !s.Failure.Holds.Value).Holds("freed-once");

    [Fact]
    public void Are_not_isolated_by_two() =>
        TakenOut(InUse()).Do("isolate").Do("soft-offline-isolates-nothing").Expect("nothing is said of the page, and its user has it", s => !s.Bad[0, 1, 1] & s.UserHolds[0] & s.Refcount[s.HeadFrame(0), 0] == 1);

    [Fact]
    public void Are_tried_once_more_if_somebody_gets_them_when_their_hugepage_is_dissolved() =>
        Freed(Dissolving(Pool(CorrectedSoftOffline.Design), page: 1, slot: 1)).Do("page-to-user", page: 1, slot: 1).Do("soft-offline-tries-again").Do("soft-offline-migrates-page", frame: 1)
            .Expect("the page is out of use", s => s.PgHwpoison[s.Pte[0, 1], 1] & !s.Lent[0, 1, 1] & s.Counted![0, 1, 1]).Holds("poison-contained");

    [Fact]
    public void Leave_their_user_where_he_has_them_alone() =>
        Freed(Dissolving(Pool(CorrectedSoftOffline.Design), page: 1, slot: 1)).Do("soft-offline-takes-page", frame: 1)
            .Do("page-to-user", page: 0, slot: 1).Do("soft-offline", page: 0, slot: 1, frame: 0).Do("soft-offline-migrates-page", frame: 0)
            .Expect("the page is out of use", s => s.PgHwpoison[s.Pte[0, 0], 1] & !s.Lent[0, 0, 1] & s.Counted![0, 0, 1]).Holds("poison-contained");

    // The head has the flag for any page of its hugepage.
    [Fact]
    public void Are_only_said_to_be_out_of_use_if_they_are_the_head_of_a_hugepage_with_an_error() =>
        WithErrorOfATail(Pool(CorrectedSoftOffline.Design)).Do("soft-offline-finds-flag", page: 0, slot: 0, frame: 0).Violates("poison-recorded");

    // An error in page 1 was recorded while the hugepage was isolated, so its user was not told.
    [Fact]
    public void Are_only_said_to_be_out_of_use_if_they_are_the_head_that_somebody_uses() =>
        InUse().Do("isolate").Fails(page: 1, slot: 1).Do("record-raw-error").Do("soft-offline-finds-flag", page: 0, slot: 0, frame: 0).Violates("poison-contained");

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

    private static Scenario Migrated() => Isolated(InUse()).Do("migrate-hugepage");

    private static Scenario Isolated(Scenario inUse) => TakenOut(inUse).Do("soft-offline-isolates");

    private static Scenario TakenOut(Scenario inUse) => inUse.Do("soft-offline", page: 1, slot: 1, frame: 1).Do("soft-offline-takes-reference");

    private static Scenario InUse() => Pool(CorrectedSoftOffline.Design).Do("dequeue").Do("instantiate");

    private static Scenario Dissolving(Scenario inThePool, int page, int slot) =>
        inThePool.Do("soft-offline", page: page, slot: slot, frame: page).Do("soft-offline-dissolves").Do("clear-hugetlb-type");

    private static Scenario Freed(Scenario withoutType) => withoutType.DoUntil("the block is with the buddy allocator", s => s.At(0, Points.Plain), "unfreeze", "free-hugepage", "free-struct-pages");

    private static Scenario WithErrorOfATail(Scenario inThePool) => inThePool.Fails(page: 1, slot: 1).Do("record-raw-error").Do("memory-failure-ends");

    private static Scenario Pool(Design design) => Scenario.Of(design).In(design.SmallScope).PooledUnoptimised();
}
