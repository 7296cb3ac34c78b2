using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Properties.Stories;
using Vmemmap.Properties.Stories.Retold;
using Vmemmap.Properties.Traces;
using Vmemmap.Tests.Scenarios;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Tests.Stories;

/// <summary>A hugepage of 2 MiB has 512 struct pages in 8 vmemmap pages, one of 1 GiB has 4096 of those: a story shows what matters.</summary>
[Trait("Category", "Fast")]
public sealed class Stories_of_true_sizes
{
    private const int Slots = 64;

    [Fact]
    public void One_error_in_a_2_MiB_hugepage_is_drawn_in_every_shared_tail_page()
    {
        var story = Story.Tell(FlaggedThroughAlias(folios: 1, pages: 8, bad: 3, read: 5, slot: 20));

        Assert.Contains(
            "  after     a*bcde..f.. | ghijk..l!.. | ghijk..l!.. | ghijk..l!.. | ghijk..l!.. | ghijk..l!.. | ghijk..l!.. | ghijk..l!..\n", story, StringComparison.Ordinal);
        Assert.Contains("(6 of 64 per frame)", story, StringComparison.Ordinal);
        Assert.EndsWith(
            "Wrong: head+340 (VP5, slot 20) through f1: PG_hwpoison is set, but the page itself is healthy; the error is at\n       head+212.\n", story, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_walk_is_told_by_its_first_and_last_step()
    {
        var story = Story.Tell(FlaggedThroughAlias(folios: 1, pages: 8, bad: 3, read: 5, slot: 20));

        Assert.Contains(" 2. vmemmap_remap_pte()", story, StringComparison.Ordinal);
        Assert.Contains("  ..  the same 4 more times\n   7. vmemmap_remap_pte()", story, StringComparison.Ordinal);
        Assert.Contains(" 8. flush_tlb_kernel_range()", story, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_vmemmap_pages_the_affected_ones_are_drawn_and_the_last()
    {
        var story = Story.Tell(FlaggedThroughAlias(folios: 1, pages: 100, bad: 40, read: 70, slot: 20));

        var header = story.Split('\n').Single(line => line.Trim().StartsWith("VP0 ", StringComparison.Ordinal));
        Assert.Equal("VP0 VP1 VP2 VP3 VP4 .. VP40 .. VP70 .. VP99", string.Join(' ', header.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void Where_there_are_two_hugepages_names_say_which()
    {
        var story = Story.Tell(FlaggedThroughAlias(folios: 2, pages: 4, bad: 2, read: 3, slot: 1));

        Assert.Contains("1. free_huge_page_vmemmap(), h1  [optimise]", story, StringComparison.Ordinal);
        Assert.Contains("h1.VP2: f6 rw -> f5 rw, CPUs may still hold h1.VP2 -> f6", story, StringComparison.Ordinal);
        Assert.Contains("Wrong: h1.head+193 (VP3, slot 1) through f5:", story, StringComparison.Ordinal);
    }

    // The last hugepage is optimised, then memory failure takes one of its tails for an ordinary page.
    private static Trace FlaggedThroughAlias(int folios, int pages, int bad, int read, int slot)
    {
        var h = folios - 1;
        var trace = Scenario.Of(Rfc2020.Design)
            .In(new Scope(folios, pages, Slots, Frames: folios * pages, Pins: 1))
            .Do("optimise", folio: h).Repeat("remap-tail", folio: h).Do("flush-remapped", folio: h)
            .Fails(folio: h, page: bad, slot: slot).Do("failure-sees-ordinary").Do("flag-page")
            .CounterexampleTo("error-marks-no-other-page");
        return trace with { At = trace.At.With(Index.Page, read) };
    }
}
