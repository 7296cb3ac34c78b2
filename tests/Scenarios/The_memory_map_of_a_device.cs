using Vmemmap.Model.Designs;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios;

/// <summary>Device-DAX: a memory map is laid out, initialised, used and taken away again (mm/sparse-vmemmap.c, mm/mm_init.c, mm/memremap.c, arch/x86/mm/init_64.c of 6.1.192).</summary>
public sealed class The_memory_map_of_a_device
{
    private static readonly string[] Judged = ["tail-resolves-to-head", "one-head-per-hugepage", "frame-owned-once", "no-store-through-shared-tail", "error-marks-no-other-page"];

    [Fact]
    public void Two_frames_are_kept_and_the_other_entries_have_a_reference_on_the_second() => Populated(Dax519.Design)
        .Expect("VP1 and VP2 are mapped to one frame", s => s.Pte[0, 1] == s.Pte[0, 2])
        .Expect("the head's page has another", s => s.Pte[0, 0] != s.Pte[0, 1])
        .Expect("all of them are writable", s => s.Writable[0, 0] & s.Writable[0, 1] & s.Writable[0, 2])
        .Expect("nothing is stale", s => !s.Stale[0, 2, 1]);

    [Fact]
    public void In_the_series_all_tails_are_in_the_zones_frame_of_tails() => PopulatedNext()
        .Expect("VP1 is mapped to the zone's frame", s => s.Pte[0, 1] == s.ZoneTail!.Value)
        .Holds("zone-tail-stays-as-published");

    [Fact]
    public void The_head_has_its_flag_before_any_tail_points_to_it() => Populated(Dax519.Design).Do("set-device-head")
        .Expect("PG_head is set", s => s.PgHead[0, 0])
        .Expect("no tail is written", s => s.CompoundHead[0, 1] == -1);

    [Fact]
    public void Plugged_in_every_tail_finds_its_head() => MustHold(Initialised(Populated(Dax519.Design)), Judged);

    [Fact]
    public void So_it_does_in_the_series() => MustHold(Initialised(PopulatedNext()), [.. Judged, "zone-tail-stays-as-published"]);

    [Fact]
    public void A_frame_that_is_shared_is_freed_with_its_last_reference() => Initialised(Populated(Dax519.Design))
        .Do("remove-device").Do("drop-frame").Expect("the head's frame is free, and mapped still", s => s.Owner[0] == 0 & s.Pte[0, 0] == 0).Violates("freed-frame-unreachable")
        .Do("clear-entry").Do("drop-frame").Expect("the second frame is not free", s => s.Owner[1] != 0).Do("clear-entry")
        .Do("drop-frame").Expect("now it is", s => s.Owner[1] == 0).Do("clear-entry")
        .Expect("CPUs may still translate to it", s => s.Stale[0, 1, 1] & s.Stale[0, 2, 1])
        .Do("flush-depopulated").Expect("now no longer", s => !s.Stale[0, 1, 1] & !s.Stale[0, 2, 1]).Holds("frame-owned-once");

    [Fact]
    public void The_zones_frame_of_tails_outlives_the_device() => Initialised(PopulatedNext())
        .Do("remove-device").Do("drop-frame").Do("clear-entry").Do("drop-frame").Do("clear-entry").Do("flush-depopulated")
        .Expect("the zone has it still", s => s.ZoneTail!.Value == 1 & s.Owner[1] == 1).Holds("zone-tail-stays-as-published");

    [Fact]
    public void What_cannot_be_laid_out_is_taken_away_as_far_as_it_is() => Scenario.Of(Dax519.Design)
        .Do("populate-own-page", frame: 0).Do("populate-own-page", frame: 1).Do("populate-fails")
        .Do("drop-frame").Do("clear-entry").Do("drop-frame").Do("clear-entry").Do("flush-depopulated")
        .Expect("every frame is free", s => s.Owner[0] == 0 & s.Owner[1] == 0).Expect("no entry is there", s => s.Pte[0, 0] == -1 & s.Pte[0, 1] == -1);

    [Fact]
    public void With_a_flush_before_the_frames_are_freed_nobody_reaches_them() => Initialised(Populated(Corrections.In(Dax519.Design, [Corrections.FlushBeforeDrop])))
        .Do("remove-device").Do("clear-last-entry").Do("clear-entry").Do("clear-last-entry").Holds("freed-frame-unreachable")
        .Do("flush-depopulated").Repeat("free-gathered").Holds("freed-frame-unreachable").Do("end-depopulate").Expect("every frame is free", s => s.Owner[0] == 0 & s.Owner[1] == 0);

    // dax_lock_page() finds no mapping.
    [Fact]
    public void An_error_in_a_page_that_nobody_has_mapped_is_not_recorded() => Initialised(Populated(Dax519.Design))
        .Do("memory-failure", folio: 0, page: 1, slot: 0).Do("failure-reads-compound-head").Do("find-no-mapping")
        .Expect("no head is flagged", s => !s.PgHwpoison[0, 0]).Violates("poison-recorded")
        .Do("map-device-page").Violates("poison-contained");

    [Fact]
    public void In_one_that_somebody_has_mapped_it_is_and_the_next_user_gets_it_all_the_same() => Initialised(Populated(Dax519.Design))
        .Do("map-device-page").Do("memory-failure", folio: 0, page: 1, slot: 0).Do("failure-reads-compound-head").Do("flag-device-head")
        .Expect("the head is flagged", s => s.PgHwpoison[0, 0]).Do("kill-users").Expect("its user is gone", s => !s.UserHolds[0])
        .Holds("poison-recorded").Holds("error-marks-no-other-page").Do("map-device-page").Violates("poison-contained");

    [Fact]
    public void A_section_is_valid_before_its_struct_pages_are_written() => Populated(Dax519.Design).Violates("contents-before-mapping");

    [Fact]
    public void With_frames_that_are_cleared_first_it_is_not() => Populated(Corrections.In(Dax519.Design, [Corrections.FramesCleared])).Holds("contents-before-mapping");

    private static void MustHold(Scenario scenario, IReadOnlyList<string> invariants) => Assert.All(invariants, name => scenario.Holds(name));

    private static Scenario Populated(Design design) => Scenario.Of(design)
        .Do("populate-own-page", frame: 0).Do("populate-own-page", frame: 1).Repeat("populate-shared-page").Do("section-is-valid");

    private static Scenario PopulatedNext() => Scenario.Of(DaxNext.Design)
        .Do("populate-own-page", frame: 0).Do("make-zone-tail", frame: 1).Repeat("populate-shared-page").Do("section-is-valid");

    private static Scenario Initialised(Scenario populated) => populated.Do("set-device-head").Repeat("init-device-tails");
}
