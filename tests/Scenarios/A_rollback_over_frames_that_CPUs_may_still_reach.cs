using Vmemmap.Model.Designs;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios;

/// <summary>
/// vmemmap_remap_range() returns -ENOMEM before any flush, and the rollback copies and resets struct pages in frames that other CPUs may still translate to (mm/sparse-vmemmap.c, v5.14 to v6.1).
/// </summary>
public sealed class A_rollback_over_frames_that_CPUs_may_still_reach
{
    private const string Resolves = "tail-resolves-to-head";

    [Fact]
    public void Makes_a_tail_of_Linux518_pass_for_a_head_while_the_page_is_copied() =>
        RollingBack(Linux518.Design).Holds(Resolves)
            .Do("copy-back-begins").Violates(Resolves).Violates("one-head-per-hugepage")
            .Do("copy-back-ends").Holds(Resolves);

    [Fact]
    public void Makes_a_tail_of_Linux518_pass_for_a_head_between_the_two_stores_of_its_reset() =>
        Copied(Linux518.Design).Holds(Resolves)
            .Do("reset-flags").Violates(Resolves)
            .Do("reset-compound-head").Holds(Resolves);

    [Fact]
    public void Does_no_harm_where_the_compiler_stores_compound_head_first() =>
        Copied(Linux518.Design)
            .Do("reset-compound-head").Holds(Resolves).Holds("one-head-per-hugepage")
            .Do("reset-flags").Holds(Resolves);

    [Fact]
    public void Does_no_harm_where_the_lookup_asks_the_next_struct_page_whatever_PG_head_says() =>
        Scenario.Of(Corrected518.Design).Do("scan-begins").Repeat("scan-page").Do("set-hugetlb-type").Do("optimise").Do("remap-tail").Do("optimise-fails")
            .Do("copy-back-begins").Holds(Resolves).Holds("one-head-per-hugepage")
            .Do("copy-back-ends").Do("reset-flags").Holds(Resolves).Holds("one-head-per-hugepage")
            .Do("reset-compound-head").Do("map-tail-page").Do("flush-rolled-back").Holds(Resolves);

    [Fact]
    public void Does_no_harm_where_the_page_that_is_copied_holds_nothing_but_tails() =>
        RollingBack(Linux514.Design)
            .Do("copy-back-begins").Holds(Resolves).Holds("one-head-per-hugepage")
            .Do("copy-back-ends").Do("map-tail-page").Do("flush-rolled-back").Holds(Resolves);

    [Fact]
    public void Gives_each_page_its_own_frame_back_as_the_list_is_first_in_first_out() =>
        Scenario.Of(Linux518.Design).In(Linux518.Design.SmallScope with { Pages = 4, PagesPerTable = 3, Frames = 4 }).Do("optimise").Do("remap-tail").Do("remap-tail").Do("optimise-fails")
            .Expect("the frame of VP1 is at the front", s => s.ListFront(0) == 1)
            .Do("copy-back-begins").Do("copy-back-ends").Do("reset-flags").Do("reset-compound-head").Do("map-tail-page")
            .Expect("VP1 has it back, and that of VP2 is next", s => s.Pte[0, 1] == 1 & s.ListFront(0) == 2);

    private static Scenario RollingBack(Design design) => Scenario.Of(design).Do("optimise").Do("remap-tail").Do("optimise-fails");

    private static Scenario Copied(Design design) => RollingBack(design).Do("copy-back-begins").Do("copy-back-ends");
}
