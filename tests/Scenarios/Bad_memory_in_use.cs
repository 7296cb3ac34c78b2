using Vmemmap.Model.Designs;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Properties.Stories;
using Vmemmap.Tests.Scenarios.CaseMatrix;

namespace Vmemmap.Tests.Scenarios;

/// <summary>Four runs of 7.3.4 that end with bad memory in use: docs/bad-memory-in-use.md tells them, and quotes what is printed of them here.</summary>
[Trait("Category", "Fast")]
public sealed class Bad_memory_in_use
{
    private const string Contained = "poison-contained";
    private const int Width = 150;

    private static readonly string Page = RepositoryFile.Text("bad-memory-in-use.md").ReplaceLineEndings("\n");

    private static Scenario Typed { get; } = HugepageLife.Begun("linux-7.3").Do("set-hugetlb-type").Do("find-no-zone-tail").Do("make-zone-tail").Do("install-zone-tail");

    // Compaction, and who asks for a contiguous range, look at nothing. No release's design has them: its page allocator looks, and that of corrected+unchecked does not.
    [Fact]
    public void Is_a_page_of_a_hugepage_that_was_given_up_with_a_known_error() =>
        Told(Bad_pages_in_free_blocks.FreedByThePool(CorrectedUnchecked.Design).Do("page-to-user", page: 1, slot: 1), CorrectedUnchecked.Design);

    // alloc_surplus_hugetlb_folio() gives the hugepage to the user that it was made for, whatever was recorded meanwhile.
    [Fact]
    public void Is_a_hugepage_beyond_the_size_of_the_pool_whose_error_was_recorded_while_it_was_made() =>
        Told(Typed.Fails(page: 1, slot: 1).Do("record-raw-error").Made().Do("alloc-surplus"));

    // copy_page() is over, and the entry is not changed yet.
    [Fact]
    public void Is_a_hugepage_of_the_pool_whose_record_went_to_the_page_that_its_head_had_before()
    {
        var copied = Typed.Do("optimise").Do("alloc-head-frame").Do("copy-head-page");

        Told(copied.Fails(page: 1, slot: 1).Do("record-raw-error", frame: 0).Do("remap-head").Made().Pooled().Do("dequeue"));
    }

    // Memory is short: first for an entry of the list, then for the frames of a restore.
    [Fact]
    public void Is_a_page_of_a_hugepage_whose_restore_failed_and_took_what_was_known_with_it() =>
        Told(HugepageLife.InPool("linux-7.3").Fails(page: 1, slot: 1).Do("record-fails").Do("dissolve-free-page").WithoutFrames().Returned().Do("remove-from-pool").Restored().Freed().Do("page-to-user", page: 1, slot: 1));

    [Theory]
    [InlineData("surplus-looks-at-the-flag")]
    [InlineData("head-stays")]
    [InlineData("add-back-keeps-private")]
    public void Needs_the_change_that_the_page_names(string correction)
    {
        Assert.Contains($"`{correction}`", Page, StringComparison.Ordinal);
        Assert.Contains(correction, Linux73.Design.Refuted.Of(Contained)!.Remedy);
        Assert.Contains(correction, Corrected.Made.Select(made => made.Name));
        Assert.Null(Corrected.Design.Refuted.Of(Contained));
    }

    private static void Told(Scenario scenario, Design? design = null)
    {
        var story = Story.Outline(scenario.CounterexampleTo(Contained), design ?? Linux73.Design, width: Width);
        Assert.True(Page.Contains($"```\n{story}```\n", StringComparison.Ordinal), $"docs/bad-memory-in-use.md does not quote this run:\n{story}");
    }
}
