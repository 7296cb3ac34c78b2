using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Museum;

/// <summary>Bugs that were made, or would easily be made, in the code that the machine describes.</summary>
public static class SeededBugs
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Bug> All { get; } =
    [
        // s390's flush_tlb_all() was empty (fixed 2025-10, Fixes: f13b83fdd996).
        new("free-before-flush", "The remapped tails are not flushed before their frames are freed.", "freed-frame-unreachable",
            new DropWrite("flush-remapped", "stale")),
        new("restore-stops-early", "The restore loop ends with one tail page still shared.", "unoptimised-pages-have-own-frames", new OnePageLeft()),
        new("map-before-copy", "A restored tail page is mapped before its contents are copied.", "contents-before-mapping", new MapsUnwritten()),
        new("tails-left-writable", "Shared tails are mapped like any other page of the kernel.", "shared-tails-read-only",
            new Relayout(layout => layout with { TailsWritable = true })),
        new("undo-forgets-frame", "A failed restore puts the hugepage back before all frames are given back.", "failed-restore-changes-nothing",
            new DropTest("add-back", "the list is empty")),
        new("restore-without-reset", "A restored tail page begins with a copy of the head.", "restored-tails-are-clean",
            new MapsUnreset()),

        // 32c877191e02 undone.
        new("type-dropped-early", "The hugetlb type is cleared before the tails are restored.", "type-covers-shared-tails",
            new Replace<RemoveHugetlbPage>(part => part.KeepsType ? part with { KeepsType = false } : null)),

        // d8f5f7e445f0 undone.
        new("type-set-late", "The hugetlb type is set after the tails are remapped.", "type-covers-shared-tails",
            new Replace<SetTypeBeforeOptimise>(_ => new SetTypeAfterOptimise())),
        new("dequeue-ignores-poison", "A hugepage is taken from the pool whatever the flag of its head.", "poison-contained",
            new DropTest("dequeue", "PageHWPoison(head) is clear")),
        new("raw-errors-dropped", "The list of raw errors is emptied without flagging the pages.", "dissolved-flags-exact",
            new DropWrite("move-raw-error", "PG_hwpoison")),
    ];

    /// <summary>The bug of that name, or null.</summary>
    public static Bug? Find(string name) => All.FirstOrDefault(b => b.Name == name);

    private sealed record OnePageLeft() : DropTest("flush-restored", "every entry is changed")
    {
        protected override Step<B, N> Of<B, N>(Step<B, N> step) =>
            base.Of(step) with { When = [("at most one entry is left", (s, x) => s.WalkEnd[x.Folio] - s.Cursor[x.Folio] <= 1)] };
    }

    private sealed record MapsUnwritten() : DropTest("map-tail-page", "the frame is written")
    {
        protected override Step<B, N> Of<B, N>(Step<B, N> step) =>
            base.Of(step) with { When = [("an entry is left to change", (s, x) => s.Cursor[x.Folio] < s.WalkEnd[x.Folio])] };
    }

    private sealed record MapsUnreset() : DropTest("map-tail-page", "the frame is written")
    {
        protected override Step<B, N> Of<B, N>(Step<B, N> step) =>
            base.Of(step) with { When = [("the frame is copied", (s, x) => s.Reset[x.Folio] >= 0)] };

        protected override string? MismatchIn(Design design, Step<Bit, Num> step) =>
            design.Parts.The<RestorePte>().Resets ? base.MismatchIn(design, step) : "its copies need no reset.";
    }
}
