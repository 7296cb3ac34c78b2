using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Tests.Scenarios.CaseMatrix;
using static Vmemmap.Tests.Scenarios.PoolScenarios;

namespace Vmemmap.Tests.Scenarios;

/// <summary>How many hugepages there are and how many of them are surplus, in 7.3.4 (mm/hugetlb.c); and migration, which makes one more for a while: what <c>kernel/live/boot.sh</c> shows on the kernel itself (migrated).</summary>
public sealed class Hugepages_beyond_the_pools_size
{
    private static readonly Design Released = CorrectedPool.Design;

    private static readonly Design TakenAlong = Corrections.In(Released, [Corrections.SurplusTakenAlong]);

    private static readonly Design FreedInLists = Linux73.Design with { Parts = [.. Linux73.Design.Parts.Without<DemotePoolHugePage>(), new Reservations(), new PoolSize()], Refuted = Expectations.None };

    private static readonly Design CountedEarly = FreedInLists with { Parts = FreedInLists.Parts.Replace<PoolSize>(new PoolSize(CountsFirst: true, SubtractsTwice: true)) };

    [Fact]
    public void Go_when_they_are_freed_and_the_surplus_with_them() =>
        Has(Of(Released).Finished(folio: 0).Do("account-surplus").Do("alloc-surplus"), all: 1, surplus: 1).Do("give-back").Do("free-surplus").Expect("none is left", s => s.AllHugepages!.Value == 0 & !s.HasSurplus).Holds("surplus-hugepages-exist");

    [Fact]
    public void Are_counted_before_anybody_has_them_and_go_if_nobody_needs_them() =>
        Has(Has(Of(Released).Finished(folio: 0).Do("account-surplus"), all: 1, surplus: 1).Do("free-unneeded-surplus").Do("free-surplus"), all: 0, surplus: 0).Holds("surplus-hugepages-exist");

    // "Otherwise it might confuse persistent_huge_pages() momentarily" (7.2, alloc_surplus_hugetlb_folio()).
    [Fact]
    public void Are_more_than_there_are_where_the_pool_is_made_smaller_before_they_are_counted_as_surplus()
    {
        var counted = Of(CountedEarly).Made().Do("account-new-hugepage").Do("make-surplus").Holds("surplus-hugepages-exist");

        Has(counted.Do("account-surplus"), all: 1, surplus: 2).Violates("surplus-hugepages-exist");
    }

    [Fact]
    public void Are_whichever_is_freed_first() =>
        Has(Two(Released).InPool(folio: 0).Do("dequeue", folio: 0).Finished(folio: 1).Do("account-surplus", folio: 1).Do("alloc-surplus", folio: 1).Do("give-back", folio: 0).Do("free-surplus", folio: 0), all: 1, surplus: 0).Holds("surplus-hugepages-exist");

    [Fact]
    public void Are_not_put_on_the_free_list_and_others_are()
    {
        MayNot(Of(Released).Finished(folio: 0).Do("account-surplus").Do("alloc-surplus").Do("give-back"), "enqueue", "it is not temporary, and none is surplus");
        MayNot(Of(Released).InPool(folio: 0).Do("dequeue", folio: 0).Do("give-back"), "free-surplus", "it is temporary, or some are surplus");
    }

    [Fact]
    public void Are_made_of_those_in_use_when_the_pool_is_made_smaller_and_its_own_again_when_it_grows() =>
        Has(Has(Of(Released).InPool(folio: 0).Do("dequeue", folio: 0).Do("make-surplus"), all: 1, surplus: 1).Do("make-persistent"), all: 1, surplus: 0);

    [Fact]
    public void Are_no_more_than_there_are() => MayNot(Of(Released).InPool(folio: 0).Do("make-surplus"), "make-surplus", "surplus_huge_pages_node[node] < nr_huge_pages_node[node]");

    [Fact]
    public void Are_made_for_a_promise_and_go_with_it_when_it_is_given_back()
    {
        var gathered = Has(Of(Released).Finished(folio: 0).Do("account-surplus").Do("gather-surplus"), all: 1, surplus: 1).Expect("it is free, and reserved", s => s.FreeHugepages!.Value == 1 & s.ReservedHugepages!.Value == 1);

        MayNot(gathered, "unreserve", "no surplus hugepage can be freed");
        Has(Of(Released).Finished(folio: 0).Do("account-surplus").Do("gather-surplus").Do("unreserve-surplus"), all: 0, surplus: 0).Expect("none is reserved", s => s.ReservedHugepages!.Value == 0);
        MayNot(Two(Released).InPool(folio: 0).Finished(folio: 1).Do("account-surplus", folio: 1), "gather-surplus", "resv_huge_pages + 1 - free_huge_pages is 1", folio: 1);
    }

    // "Free surplus huge pages come from HVO failing to restore vmemmap" (set_max_huge_pages()).
    [Fact]
    public void Are_what_could_not_be_freed_and_of_those_the_pool_is_not_made_smaller()
    {
        var scenario = NotFreed(Of(Released).Do("scan-begins").Repeat("scan-page"), "remove-from-pool").Expect("it is free", s => s.FreeHugepages!.Value == 1 & s.Freed[0]);

        MayNot(Has(scenario, all: 1, surplus: 1), "remove-from-pool", "persistent_huge_pages(h) is above 0");
    }

    [Fact]
    public void Are_what_could_not_be_freed_in_a_list_and_not_what_could_not_be_dissolved()
    {
        Has(NotFreed(Of(FreedInLists), "remove-from-pool", "restore-in-bulk"), all: 1, surplus: 1);
        Has(NotFreed(Of(FreedInLists), "dissolve-hugepage"), all: 1, surplus: 0);
    }

    [Fact]
    public void Are_none_where_a_hugepage_takes_the_place_of_another_and_that_is_freed()
    {
        var moved = Moved(Released).Expect("the other is temporary, and nobody holds it", s => s.Temporary![0] & !s.Temporary[1] & s.Inflight[0] & !s.UserHolds[0] & s.UserHolds[1]);

        MayNot(moved, "enqueue", "it is not temporary, and none is surplus", folio: 0);
        Has(Moved(Released).Do("free-surplus", folio: 0), all: 1, surplus: 0).Holds("surplus-hugepages-exist");
    }

    [Fact]
    public void Are_none_where_a_migration_fails() =>
        Has(ToBeMoved(Released).Do("give-back", folio: 1).Expect("it goes nowhere", s => s.MigrationTarget!.Value == -1).Do("free-surplus", folio: 1), all: 1, surplus: 0).Holds("surplus-hugepages-exist");

    // Seen on live kernels.
    [Fact]
    public void Are_more_than_there_are_when_the_pool_is_emptied_during_a_migration()
    {
        var freed = Has(ToBeMoved(Released).Do("make-surplus").Do("make-surplus").Do("move-to-target", folio: 0).Do("free-surplus", folio: 0), all: 1, surplus: 2).Violates("surplus-hugepages-exist");

        MayNot(freed.Do("give-back", folio: 1).Do("free-surplus", folio: 1).Finished(folio: 2), "put-new-hugepage", "persistent_huge_pages(h) is not below 0", folio: 2);
    }

    [Fact]
    public void Are_not_taken_back_by_who_makes_the_pool_larger_then() =>
        MayNot(ToBeMoved(Released).Do("make-surplus").Do("make-surplus").Do("move-to-target", folio: 0).Do("free-surplus", folio: 0), "make-persistent", "persistent_huge_pages(h) is not below 0");

    [Fact]
    public void Are_no_more_than_there_are_where_a_temporary_hugepage_takes_one_along()
    {
        var freed = Has(ToBeMoved(TakenAlong).Do("make-surplus").Do("make-surplus").Do("move-to-target", folio: 0).Do("free-surplus", folio: 0), all: 1, surplus: 1).Holds("surplus-hugepages-exist");

        Has(freed.Do("give-back", folio: 1).Do("free-surplus", folio: 1).Finished(folio: 2).Do("put-new-hugepage", folio: 2), all: 1, surplus: 0);
    }

    // What is counted step by step is what a look at each hugepage finds.
    [Theory]
    [InlineData(1, 1_500_000)]
    [InlineData(2, 400_000)]
    public void Are_counted_among_all_that_are_there(int folios, int states)
    {
        var scope = Released.SmallScope with { Folios = folios, Frames = (3 * folios) + 1, Pins = 0 };

        MustCount(Released, scope, states, "The pool counts what hugetlb has.", Counted, ["read-compound-head", "frame-to-user", "walker-finds-page", "memory-failure"], [.. folios == 1 ? Array.Empty<string>() : ["move-to-target"], "put-new-hugepage", "gather-surplus", "free-unneeded-surplus", "alloc-surplus-too-late", "free-surplus", "make-persistent", "add-back"]);

        Bit Counted(State<Bit, Num> s, At<Num> at)
        {
            Num all = 0;
            foreach (Num h in Enumerable.Range(0, folios))
            {
                all += Num.If(s.At(h, Points.Kept) | s.CountedAs![h] != NewHugepage.Uncounted, 1, 0);
            }
            return s.AllHugepages!.Value == all & s.SurplusHugepages!.Value >= 0;
        }
    }

    private static Scenario Of(Design design) => Scenario.Of(design).In(design.SmallScope);

    private static Scenario Two(Design design) => Scenario.Of(design).In(design.SmallScope with { Folios = 2, Frames = 2 * design.SmallScope.Frames });

    // One is in use and isolated, and there is another to take its place.
    private static Scenario ToBeMoved(Design design) =>
        Scenario.Of(design).In(design.SmallScope with { Folios = 3, Frames = 3 * design.SmallScope.Frames }).InPool(folio: 0).Do("dequeue", folio: 0).Do("instantiate", folio: 0).Do("isolate", folio: 0).Finished(folio: 1).Do("alloc-for-migration", folio: 1);

    private static Scenario Moved(Design design) => ToBeMoved(design).Do("move-to-target", folio: 0);

    private static Scenario NotFreed(Scenario before, params IReadOnlyList<string> leaves) => leaves.Aggregate(before.Made().Do("put-new-hugepage"), (scenario, step) => scenario.Do(step)).WithoutFrames();

    private static Scenario Has(Scenario scenario, int all, int surplus) =>
        scenario.Expect($"{all} in all, {surplus} of them surplus", s => s.AllHugepages!.Value == all & s.SurplusHugepages!.Value == surplus);
}
