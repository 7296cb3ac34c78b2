using Vmemmap.Model.Designs;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios;

/// <summary>
/// Up to 7.1-rc6 vmemmap_restore_pte() fills each frame with copies of the last struct page of the head's page, and a rollback begins with the head's page (mm/hugetlb_vmemmap.c, c0b495b91a47; c7bde43f6daf).
/// </summary>
public sealed class A_rollback_that_overwrites_the_head
{
    private const int NewFrame = 5;

    private static Scenario RollingBack { get; } = Optimising(Linux71.Design).Do("remap-tail").Do("optimise-fails");

    private static Scenario Overwritten { get; } = RollingBack
        .Do("copy-back-begins").Do("copy-head-back-ends").Holds("one-head-per-hugepage").Holds("frame-owned-once").Do("map-head-back");

    [Fact]
    public void Makes_a_tail_of_struct_page_0_and_loses_what_it_carries() =>
        Overwritten
            .Expect("the head's page has the frame of the last tail page that was remapped", s => s.Pte[0, 0] == 2)
            .Expect("struct page 0 is a tail like any other", s => !s.PgHead[2, 0] & s.CompoundHead[2, 0] == s.CompoundHead[2, 1])
            .Violates("one-head-per-hugepage").Violates("folio-data-kept");

    [Fact]
    public void Loses_the_frame_that_holds_the_head() =>
        Overwritten.Expect("it is mapped nowhere", s => s.Pte[0, 0] != NewFrame & s.Pte[0, 1] != NewFrame & s.Pte[0, 2] != NewFrame)
            .Expect("it is in no list", s => s.List[0, 0] != NewFrame & s.List[0, 1] != NewFrame)
            .Violates("frame-owned-once");

    [Fact]
    public void Ends_with_the_list_of_hugepages_that_the_head_was_an_entry_of() =>
        GivenBack(GivenBack(Overwritten)).Do("flush-rolled-back").Expect("the type is gone", s => !s.Hugetlb[0])
            .Do("follow-overwritten-head").Expect("the kernel has oopsed", s => s.Oops.Value);

    [Fact]
    public void Leaves_the_head_alone_with_c7bde43f6daf()
    {
        var mended = Corrections.In(Linux71.Design, [Corrections.MappedIsCopied]);

        GivenBack(GivenBack(Optimising(mended).Do("remap-tail").Do("optimise-fails"))).Do("flush-rolled-back")
            .Expect("the head's page has the new frame", s => s.Pte[0, 0] == NewFrame & s.PgHead[NewFrame, 0])
            .Holds("one-head-per-hugepage").Holds("folio-data-kept").Holds("frame-owned-once");
    }

    // What memory failure takes for an ordinary page is struct page 63 of the hugepage by the time that it is flagged.
    [Fact]
    public void Is_not_needed_for_a_flag_in_the_last_struct_page_of_the_head_to_come_to_all_tails_that_are_restored()
    {
        Restored(Linux71.Design).Expect("each struct page of the restored page is flagged", s => s.PgHwpoison[s.Pte[0, 1], 0] & s.PgHwpoison[s.Pte[0, 1], 1]).Violates("error-marks-no-other-page");
        Restored(Corrections.In(Linux71.Design, [Corrections.MappedIsCopied])).Expect("none is", s => !s.PgHwpoison[s.Pte[0, 1], 0] & !s.PgHwpoison[s.Pte[0, 1], 1]).Holds("error-marks-no-other-page");
    }

    private static Scenario Optimising(Design design) => Moved(Scenario.Of(design).In(design.SmallScope with { Pages = 4, PagesPerTable = 3, Frames = 6 }).Do("set-hugetlb-type")).Do("remap-tail");

    private static Scenario Moved(Scenario typed) =>
        typed.Do("find-no-zone-tail").Do("make-zone-tail", frame: 4).Do("install-zone-tail").Do("optimise").Do("alloc-head-frame", frame: NewFrame).Do("copy-head-page").Do("remap-head");

    private static Scenario GivenBack(Scenario rollingBack) => rollingBack.Do("copy-back-begins").Do("copy-back-ends").Do("map-tail-page");

    private static Scenario Restored(Design design)
    {
        var flagged = Scenario.Of(design).In(design.SmallScope with { Pages = 4, PagesPerTable = 3, Frames = 6 })
            .Fails(page: 0, slot: 1).Do("failure-sees-ordinary").Do("set-hugetlb-type").Do("flag-page");
        return Moved(flagged).Repeat("remap-tail").Do("flush-remapped").Repeat("free-tail-frame").Do("leave-optimised").Do("put-new-hugepage").Do("enqueue")
            .Do("remove-from-pool").Do("restore-in-bulk").Do("alloc-tail-frame", frame: 1).Do("alloc-tail-frame", frame: 2).Do("alloc-tail-frame", frame: 3).Do("restore").Do("copy-tail-page").Do("map-tail-page");
    }
}
