using Vmemmap.Model.Designs;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios;

/// <summary>v7.1 to v7.3 map boot hugepages to the zone's frame of tails before that holds any, and initialise their struct pages through the aliases (mm/sparse-vmemmap.c, mm/mm_init.c, mm/hugetlb.c).</summary>
public sealed class Tails_that_are_shared_since_boot
{
    [Fact]
    public void Count_1_where_the_struct_pages_are_not_deferred() =>
        LaidOut(Linux73.Design).Do("init-memory-map").Do("make-tails-of-zone-tail").Expect("a tail counts 1", s => s.Refcount[0, 0] == 1).Violates("zone-tail-stays-as-published");

    [Fact]
    public void Count_0_where_they_are() =>
        LaidOut(Linux73.Design).Do("init-first-struct-page").Do("make-tails-of-zone-tail").Expect("no tail counts", s => s.Refcount[0, 0] == 0).Holds("zone-tail-stays-as-published");

    [Fact]
    public void Count_0_where_they_are_made_before_they_are_published() =>
        LaidOut(Corrections.In(Linux73.Design, [Corrections.ZoneTailMadeFirst])).Holds("zone-tail-stays-as-published").Do("init-memory-map").Expect("no tail counts", s => s.Refcount[0, 0] == 0).Holds("zone-tail-stays-as-published");

    [Fact]
    public void Have_no_head_in_7_1_rc_until_the_late_initcalls() =>
        Gathered(Linux71.Design).Violates("tail-resolves-to-head").Violates("tails-show-their-zone")
            .Do("set-optimised-at-boot").Repeat("protect-alias").Do("count-optimised").Do("flush-protected").Do("enqueue-at-boot")
            .Expect("it is in the pool", s => s.Freed[0]).Violates("tail-resolves-to-head").Violates("kpageflags-tells-head-and-tails")
            .Do("make-tails-of-zone-tail").Holds("tail-resolves-to-head").Holds("tails-show-their-zone").Holds("kpageflags-tells-head-and-tails");

    [Fact]
    public void Have_one_in_7_1_rc_where_they_are_made_before_they_are_published() =>
        Gathered(Corrections.In(Linux71.Design, [Corrections.ZoneTailMadeFirst])).Holds("tail-resolves-to-head").Holds("tails-show-their-zone");

    private static Scenario Gathered(Design design) => LaidOut(design).Do("init-first-struct-page").Do("begin-hugetlb").Do("gather-head").Do("gather-tails");

    private static Scenario LaidOut(Design design) => Scenario.Of(design).In(design.SmallScope with { FromMemblock = 1 })
        .Do("publish-zone-tail", frame: 0).Do("populate-head-page", frame: 1).Repeat("populate-alias").Do("mark-laid-out");
}
