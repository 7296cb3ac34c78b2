using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Memory;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios;

/// <summary>Whom an optimise and a restore wait for in 6.12, and whom they do not. mm/hugetlb_vmemmap.c of 6.12.113: <c>synchronize_rcu()</c>.</summary>
public sealed class Grace_periods
{
    // It has loaded the count of a page in use, 1, and is in its section until it has compared and added.
    private static Scenario LoadedBefore =>
        Ordinary.Do("page-to-user", page: 1).Do("walker-finds-page", page: 1)
        .Do("walker-enters").Do("walker-tests-pg-head", frame: 1).Do("walker-loads-count", frame: 1)
        .Do("user-frees-page", page: 1)
        .Do("alloc-hugepage").Repeat("prep-compound-page").Do("set-hugetlb-type");

    private static Scenario Ordinary =>
        Takes(Scenario.Of(Linux612.Design), "set-hugetlb-type", "leave-unoptimised", "put-new-hugepage", "enqueue", "remove-from-pool", "restore-in-bulk", "unfreeze-without-move", "free-hugepage")
        .Repeat("free-struct-pages");

    private static Scenario Removed =>
        Takes(
            Takes(Scenario.Of(Linux612.Design), "set-hugetlb-type", "optimise", "no-head-frame").Repeat("remap-tail").Do("flush-remapped").Repeat("free-tail-frame"),
            "leave-optimised", "put-new-hugepage", "enqueue", "remove-from-pool", "restore-in-bulk");

    [Fact]
    public void Keep_an_optimise_waiting_for_a_walker_that_has_loaded_a_count() => Assert.Contains(
        "synchronize_rcu() has returned",
        Assert.Throws<ScenarioException>(() => LoadedBefore.Do("optimise")).Message, StringComparison.Ordinal);

    [Fact]
    public void End_when_the_walker_has_found_that_the_count_is_another() =>
        LoadedBefore.Do("walker-adds", frame: 1).Expect("the walker gives up", s => s.WalkerAt.Value == Walker.Idle)
            .Do("optimise").Holds("speculative-references-harmless");

    // vm.hugetlb_optimize_vmemmap was 0 when the first was asked.
    [Fact]
    public void Are_skipped_where_the_first_hugepage_of_the_batch_is_and_the_kernel_oopses() =>
        Takes(LoadedBefore, "optimise-unwaited", "no-head-frame", "remap-tail")
            .Do("walker-adds", frame: 0).Violates("speculative-references-harmless");

    [Fact]
    public void Come_before_the_restore_of_a_hugepage_that_is_frozen_and_no_longer_free() =>
        Removed
            .Expect("it waits", s => s.At(0, Points.RestoreWaits))
            .Expect("it is frozen, typed and not HPageFreed", s => s.Refcount[s.HeadFrame(0), 0] == 0 & s.Hugetlb[0] & !s.Freed[0])
            .Do("restore-waits").Expect("it gets frames", s => s.At(0, Points.RestoreAlloc));

    private static Scenario Takes(Scenario scenario, params IReadOnlyList<string> steps) => steps.Aggregate(scenario, (so, step) => so.Do(step));
}
