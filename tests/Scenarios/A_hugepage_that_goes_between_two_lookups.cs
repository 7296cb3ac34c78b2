using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Memory;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios;

/// <summary>
/// Up to v5.17 <c>memory_failure()</c> looks its page's head up and sees that it is hugetlb, and <c>memory_failure_hugetlb()</c> looks it up again, both without a lock; since 405ce051236c (v5.18) both are one.
/// </summary>
public sealed class A_hugepage_that_goes_between_two_lookups
{
    [Fact]
    public void Leaves_the_flag_on_the_page_itself() =>
        Gone.Do("failure-reads-compound-head-again").Expect("compound_head(p) returned p", s => s.Failure.Head.Value == None.Nobody)
            .Do("flag-page-as-head").Expect("the page that is bad is flagged, and no other", s => s.PgHwpoison[2, 1] & !s.PgHwpoison[0, 0])
            .Expect("memory failure has returned", s => s.At(FailurePoints.Idle) & !s.Oops.Value)
            .Holds("poison-recorded").Holds("poison-contained");

    // page_hstate() of a page that is no hugepage is NULL; 'huge_page_size(page_hstate(head)) > PMD_SIZE' reads it when a reference could be taken.
    [Fact]
    public void Ends_in_a_null_pointer_where_the_page_has_a_user_by_then() =>
        Gone.Do("page-to-user", page: 2, slot: 1).Do("failure-reads-compound-head-again")
            .Do("flag-page-as-head").Expect("the kernel has oopsed", s => s.Oops.Value);

    [Fact]
    public void Is_told_apart_by_the_second_lookup_and_not_by_the_first() =>
        Assert.Throws<ScenarioException>(() => Gone.Do("failure-reads-compound-head-again").Do("flag-head"));

    [Fact]
    public void Is_seen_by_one_lookup_under_hugetlb_lock_since_5_18() =>
        Assert.Null(Scenario.Of(Linux518.Design).Read(s => s.Shape.Failure.Find(FailurePoints.SeenHugetlb)));

    private static Scenario Gone =>
        Scenario.Of(Linux514.Design).In(new(Folios: 1, Pages: 3, Slots: 2, Frames: 3, Pins: 0))
            .DoUntil("the hugepage is on the free list", s => s.Freed[0], "leave-unoptimised", "set-hugetlb-type", "put-new-hugepage", "enqueue")
            .Fails(page: 2, slot: 1).Do("failure-sees-hugetlb")
            .Do("remove-from-pool").Do("free-hugepage").Repeat("free-struct-pages")
            .Expect("the hugepage is no more", s => s.At(0, Points.Plain));
}
