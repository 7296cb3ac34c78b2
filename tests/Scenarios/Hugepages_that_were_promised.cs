using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Tests.Scenarios.CaseMatrix;
using static Vmemmap.Tests.Scenarios.PoolScenarios;

namespace Vmemmap.Tests.Scenarios;

/// <summary>Reservations of 7.3.4 (mm/hugetlb.c), alone and with memory errors: what <c>kernel/live/boot.sh</c> shows on the kernel itself (promised, displaced, minimum).</summary>
public sealed class Hugepages_that_were_promised
{
    private static readonly Design Released = CorrectedPool.Design;

    private static readonly Design ReservedKept = Corrections.In(Released, [Corrections.ReservedKept]);

    private static readonly Design FitCounted = Corrections.In(Released, [Corrections.FitCounted]);

    // What is corrected frees hugepages one by one.
    private static readonly Design FreedInLists = Linux73.Design with { Parts = [.. Linux73.Design.Parts.Without<DemotePoolHugePage>(), new Reservations(), new PoolSize()], Refuted = Expectations.None };

    [Fact]
    public void Are_given_to_nobody_else_who_gets_what_is_left_once_the_promise_is_given_back()
    {
        MayNot(Pool(Released).Do("reserve"), "dequeue", "one is available to who was not promised any");

        Pool(Released).Do("reserve").Do("unreserve").Do("dequeue").Expect("none is free or reserved", s => s.FreeHugepages!.Value == 0 & s.ReservedHugepages!.Value == 0).Holds("bad-hugepages-not-promised");
    }

    [Fact]
    public void Stay_in_the_pool()
    {
        MayNot(Pool(Released).Do("reserve"), "remove-from-pool", "of the persistent ones more are free than are reserved");
        MayNot(Scenario.Of(FreedInLists).In(FreedInLists.SmallScope).Made().Do("put-new-hugepage").Do("reserve"), "dissolve-hugepage", "available_huge_pages(h) is not 0");
    }

    [Fact]
    public void Are_no_more_than_are_free() => MayNot(Pool(Released).Do("reserve"), "reserve", "resv_huge_pages + 1 - free_huge_pages <= 0");

    [Fact]
    public void Are_reserved_again_when_they_are_freed_before_they_are_mapped() =>
        Used(Released).Do("give-back").Do("enqueue").Expect("it is free, and reserved", s => s.FreeHugepages!.Value == 1 & s.ReservedHugepages!.Value == 1).Holds("reserved-hugepages-are-free");

    [Fact]
    public void Are_reserved_for_nobody_once_they_were_mapped() =>
        Used(Released).Do("use-up-reservation").Do("give-back").Do("enqueue").Expect("it is free, and not reserved", s => s.FreeHugepages!.Value == 1 & s.ReservedHugepages!.Value == 0);

    [Fact]
    public void Go_as_surplus_when_they_are_freed_and_are_reserved_all_the_same() =>
        Used(Released).Do("make-surplus").Do("give-back").Do("free-surplus").Expect("none is free, and one is reserved", s => s.FreeHugepages!.Value == 0 & s.ReservedHugepages!.Value == 1).Violates("reserved-hugepages-are-free");

    // free_huge_pages - resv_huge_pages is ULONG_MAX, which is not 0.
    [Fact]
    public void Are_anybodys_from_then_on() =>
        GoneAsSurplus(GoneAsSurplus(Pool(Released, Three).InPool(folio: 1).Do("reserve").Do("reserve"), folio: 0), folio: 1).InPool(folio: 2)
            .Expect("one is free, and two are reserved", s => s.FreeHugepages!.Value == 1 & s.ReservedHugepages!.Value == 2)
            .Do("dequeue", folio: 2).Violates("bad-hugepages-not-promised");

    [Fact]
    public void Are_kept_where_what_is_reserved_again_is_enqueued() => MayNot(Used(ReservedKept).Do("make-surplus").Do("give-back"), "free-surplus", "it is not reserved again");

    [Fact]
    public void Are_not_dissolved_when_they_fail_and_stay_free_with_their_flag() =>
        Failed(Pool(Released).Do("reserve")).Do("memory-failure-ends").Do("unreserve")
            .Expect("it counts as free, and nobody can be given it", s => s.FreeHugepages!.Value == 1 & s.FitHugepages!.Value == 0 & s.Freed[0] & s.PgHwpoison[s.HeadFrame(0), 0]).Holds("bad-hugepages-not-promised")
            .Do("reserve").Violates("bad-hugepages-not-promised");

    [Fact]
    public void Stay_if_they_are_promised_before_they_are_dissolved() => MayNot(Failed(Pool(Released)).Do("reserve"), "dissolve-free-page", "available_huge_pages(h) is not 0");

    [Fact]
    public void Leave_a_fit_one_to_somebody_else_while_a_bad_one_counts_as_free() =>
        Failed(Pool(Released, Two).InPool(folio: 1)).Do("memory-failure-ends").Do("reserve").Holds("bad-hugepages-not-promised")
            .Do("dequeue", folio: 1).Expect("one is reserved, and free is the bad one", s => s.ReservedHugepages!.Value == 1 & s.FreeHugepages!.Value == 1 & s.FitHugepages!.Value == 0).Violates("bad-hugepages-not-promised");

    [Fact]
    public void Are_fit_where_those_with_a_flag_do_not_count()
    {
        MayNot(Failed(Pool(FitCounted)).Do("memory-failure-ends"), "reserve", "more are free without a flag than are reserved");
        MayNot(Failed(Pool(FitCounted, Two).InPool(folio: 1)).Do("memory-failure-ends").Do("reserve"), "dequeue", "one is available to who was not promised any", folio: 1);
    }

    // What is counted step by step is what a look at each hugepage finds.
    [Theory]
    [InlineData(1, 1_500_000)]
    [InlineData(2, 400_000)]
    public void Are_counted_as_they_are(int folios, int states)
    {
        var scope = Released.SmallScope with { Folios = folios, Frames = 3 * folios, Pins = 0 };

        MustCount(Released, scope, states, "The pool counts what is on its free list.", Counted, ["read-compound-head", "frame-to-user", "walker-finds-page"], ["enqueue", "dequeue", "dequeue-reserved", "remove-from-pool", "dissolve-free-page", "record-raw-error"]);

        Bit Counted(State<Bit, Num> s, At<Num> at)
        {
            var (free, fit) = ((Num)0, (Num)0);
            foreach (Num h in Enumerable.Range(0, folios))
            {
                free += Num.If(s.Freed[h], 1, 0);
                fit += Num.If(s.Freed[h] & !s.PgHwpoison[s.HeadFrame(h), 0], 1, 0);
            }
            return s.FreeHugepages!.Value == free & s.FitHugepages!.Value == fit & s.ReservedHugepages!.Value >= 0;
        }
    }

    private static Scope Two(Scope one) => one with { Folios = 2, Frames = 2 * one.Frames };

    private static Scope Three(Scope one) => one with { Folios = 3, Frames = 3 * one.Frames };

    private static Scenario Pool(Design design, Func<Scope, Scope>? scope = null) => Scenario.Of(design).In((scope ?? (one => one))(design.SmallScope)).InPool(folio: 0);

    private static Scenario Used(Design design, Func<Scope, Scope>? scope = null) => Pool(design, scope).Do("reserve").Do("dequeue-reserved", folio: 0);

    private static Scenario Failed(Scenario pooled) => pooled.Fails(page: 1, slot: 1).Do("record-raw-error");

    private static Scenario GoneAsSurplus(Scenario reserved, int folio) => reserved.Do("make-surplus").Do("dequeue-reserved", folio).Do("give-back", folio).Do("free-surplus", folio);
}
