using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios;

/// <summary>A frame of tails shows one zone, so hugepages of two zones do not share one (622026e87c40, v7.1), and what lies in two zones is not optimised (752fe17af693, v6.15).</summary>
public sealed class Zones_of_hugepages
{
    private static Scenario TwoZones { get; } = Scenario.Of(Linux72.Design).In(Design.TwoZones(Linux72.Design.SmallScope with { Pages = 2 }) with { Frames = 7 }).Do("set-hugetlb-type", folio: 0).Do("set-hugetlb-type", folio: 1);

    [Fact]
    public void Are_asked_by_who_makes_the_frame_of_tails_and_by_who_takes_it()
    {
        Assert.Throws<ScenarioException>(() => TwoZones.Do("find-no-zone-tail", folio: 1));
        var made = Made(TwoZones, 0).Expect("its struct pages show the zone of the first hugepage", s => s.ZoneInTail!.Value == s.Zone![0]);
        Assert.Throws<ScenarioException>(() => made.Do("optimise", folio: 1));
        Optimised(made, 0).Expect("its tail page is mapped to the frame", s => s.Pte[0, 1] == s.ZoneTail!.Value).Holds("tails-show-their-zone");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Make_a_difference_where_a_node_has_one_frame_of_tails(int first)
    {
        var made = Made(TwoZones.With(SeededBugs.Find("tails-shared-by-node")!), first);
        Optimised(made, 0).Do("optimise", folio: 1).Do("alloc-head-frame", folio: 1, frame: 6).Do("copy-head-page", folio: 1).Do("remap-head", folio: 1).Do("remap-tail", folio: 1)
            .Expect("they share a frame", s => s.Pte[0, 1] == s.Pte[1, 1])
            .Expect("which shows one zone", s => s.ZoneInTail!.Value == s.Zone![first])
            .Violates("tails-show-their-zone");
    }

    [Fact]
    public void Are_looked_at_before_a_boot_hugepage_is_laid_out()
    {
        var inTwo = Scenario.Of(Linux73.Design).In(Linux73.Design.SmallScope with { FromMemblock = 1, CrossingZones = 1 });
        Assert.Throws<ScenarioException>(() => inTwo.Do("publish-zone-tail", frame: 0));
        inTwo.Do("leave-to-populate").Expect("nothing is shared", s => s.ZoneTail!.Value == Vmemmap.Model.Memory.None.Nobody);
    }

    [Fact]
    public void Are_looked_at_before_v6_15_writes_the_memory_map()
    {
        var inTwo = Scenario.Of(Linux615.Design).In(Linux615.Design.SmallScope with { FromMemblock = 1, CrossingZones = 1 }).Do("populate-head-page", frame: 0).Repeat("populate-alias").Do("mark-laid-out");
        Assert.Throws<ScenarioException>(() => inTwo.Do("init-memory-map"));
        inTwo.Do("find-zones-crossed").Repeat("clear-alias").Do("clear-head-page").Holds("tails-show-their-zone");
    }

    private static Scenario Made(Scenario typed, int folio) => typed.Do("find-no-zone-tail", folio: folio).Do("make-zone-tail", folio: folio, frame: 4).Do("install-zone-tail", folio: folio);

    private static Scenario Optimised(Scenario made, int folio) => made
        .Do("optimise", folio: folio).Do("alloc-head-frame", folio: folio, frame: 5).Do("copy-head-page", folio: folio).Do("remap-head", folio: folio).Do("remap-tail", folio: folio)
        .Do("flush-remapped", folio: folio).Repeat("free-tail-frame", folio: folio);
}
