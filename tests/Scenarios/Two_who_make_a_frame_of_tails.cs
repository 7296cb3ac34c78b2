using Vmemmap.Model.Designs;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios;

/// <summary>Two hugepages are made at a time, and neither finds a frame of tails: one of the two that are made then is that of the zone, by the compare-and-exchange of <c>vmemmap_get_tail()</c>, and the other is free again.</summary>
public sealed class Two_who_make_a_frame_of_tails
{
    private const int First = 6;
    private const int Second = 7;

    private static Scenario BothMade { get; } = Begun().Do("make-zone-tail", folio: 0, frame: First).Do("make-zone-tail", folio: 1, frame: Second);

    [Fact]
    public void Share_that_of_the_first_and_the_other_is_freed()
    {
        var published = BothMade.Do("install-zone-tail", folio: 1);
        Assert.Throws<ScenarioException>(() => published.Do("install-zone-tail", folio: 0));
        published.Do("free-own-tail", folio: 0)
            .Expect("the zone has that which was published first", s => s.ZoneTail!.Value == Second)
            .Expect("the other is free", s => s.Owner[First] == Owner.Buddy)
            .Do("optimise", folio: 0).Do("alloc-head-frame", folio: 0, frame: First).Do("copy-head-page", folio: 0).Do("remap-head", folio: 0).Do("remap-tail", folio: 0)
            .Expect("what made the other is mapped to it", s => s.Pte[0, 1] == Second)
            .Holds("frame-owned-once").Holds("zone-tail-stays-as-published").Holds("tails-show-their-zone");
    }

    [Fact]
    public void Are_none_where_the_other_allocates_after_it_was_published() =>
        Begun().Do("make-zone-tail", folio: 0, frame: First).Do("install-zone-tail", folio: 0).Do("make-zone-tail", folio: 1, frame: Second).Do("free-own-tail", folio: 1)
            .Expect("nothing is lost", s => s.Owner[Second] == Owner.Buddy).Holds("frame-owned-once");

    [Fact]
    public void Lose_the_one_that_is_overwritten_where_the_other_is_published_by_a_store() =>
        BothMade.With(SeededBugs.Find("zone-tail-overwritten")!).Do("install-zone-tail", folio: 1).Do("install-zone-tail", folio: 0)
            .Expect("the zone has the one that was published last", s => s.ZoneTail!.Value == First).Violates("frame-owned-once");

    [Fact]
    public void Leave_the_zone_a_free_frame_where_the_wrong_one_is_freed() =>
        BothMade.With(SeededBugs.Find("published-tail-freed")!).Do("install-zone-tail", folio: 1).Do("free-own-tail", folio: 0)
            .Expect("the zone's frame is free", s => s.Owner[Second] == Owner.Buddy).Violates("zone-tail-stays-as-published");

    private static Scenario Begun() =>
        Scenario.Of(Linux72.Design).In(Linux72.Design.SmallScope with { Folios = 2, Pages = 2, Frames = 8 }).Do("set-hugetlb-type", folio: 0).Do("set-hugetlb-type", folio: 1)
            .Do("find-no-zone-tail", folio: 0).Do("find-no-zone-tail", folio: 1);
}
