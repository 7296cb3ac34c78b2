namespace Vmemmap.Model.Museum;

/// <summary>Bugs of the boot code: what it leaves undone in a memory map that it has laid out, or takes back.</summary>
internal static class BugsOfBoot
{
    public static IReadOnlyList<Bug> All { get; } =
    [
        new("undone-without-flush", "What was laid out at boot is undone without a flush.", "freed-frame-unreachable",
            new DropWrite("clear-head-page", "stale")),
        new("boot-head-not-frozen", "The head of a hugepage that was laid out at boot keeps the reference of its struct page.", "frozen-while-remapped",
            new DropWrite("gather-head", "_refcount")),
        new("boot-order-not-written", "The struct pages of a hugepage that was laid out at boot do not get what hugetlb keeps there.", "folio-data-kept",
            new DropWrite("gather-tails", "hugetlb_data")),
        new("boot-not-flagged", "A hugepage that was laid out at boot is not flagged as optimised.", "flag-tells-the-mapping",
            new DropWrite("set-optimised-at-boot", "vmemmap_optimized")),
        new("crossed-zones-not-seen", "Nobody looks whether a hugepage that is set aside at boot lies in two zones.", "tails-show-their-zone",
            new InEach(step => new DropTest(step, "it lies in one zone: pfn_range_intersects_zones()"), "publish-zone-tail", "populate-head-page", "init-memory-map", "init-first-struct-page")),
    ];
}
