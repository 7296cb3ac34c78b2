using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Designs;

/// <summary>v5.18 with the page tables of vmemmap: huge mappings, split by walks that no longer exclude each other.</summary>
public static class Linux518Pmd
{
    /// <summary>As 5.18.12 has it.</summary>
    public static Design Design { get; } = Linux518.Design with
    {
        Name = "linux-5.18+pmd",
        Title = "Linux 5.18 with the page tables of vmemmap",
        Source = "5.18.12 (d8d55f5616cf)",
        Parts = [.. Linux518.Design.Parts, new SplitVmemmapPmd(ReadsUnderLock: false, SplitsBlock: false, AsksSelfHosted: false)],
        Tellings = [],
        Refuted = new(
            "linux-5.18+pmd",
            Before.Remeasured("tail-resolves-to-head", 10, "copy-back-begins"),
            Before.Remeasured("one-head-per-hugepage", 10, "copy-back-begins"),
            Before.Remeasured("lookup-across-remaps-finds-head", 8, "read-pg-head"),
            Before.Remeasured("type-covers-shared-tails", 6, "remap-tail"),
            Before.Remeasured("no-store-through-shared-tail", 10, "flag-page"),
            Before.Remeasured("speculative-references-harmless", 23, "walker-adds"),
            Before.Remeasured("frozen-while-remapped", 1, "optimise"),
            Before.Remeasured("nobody-holds-a-remapped-page", 18, "walker-adds"),
            Before.Remeasured("error-marks-no-other-page", 10, "remap-tail"),
            Before.Remeasured("poison-recorded", 5, "failure-finds-busy"),
            Before.Remeasured("dissolved-flags-exact", 11, "free-struct-pages"),
            Before.Remeasured("poison-contained", 6, "failure-finds-busy"),
            Before.Remeasured("poisoned-pages-counted-once", 5, "failure-finds-busy"),
            Before.Remeasured("lock-is-not-taken-twice", 16, "put-under-lock"),
            new Expectation("entries-are-of-the-memory-map", "__split_vmemmap_huge_pmd() reads pmd_page() without the page table lock, after another walk may have put a page table there: its entries are then made of the struct page of that table (3ce2c24cb68f). They are never installed, as the test under the lock fails; but set_pte_at() has been given a struct page that there may not be.")
            {
                In = Designs.Design.OneTable,
            }.After(9, "fill-page-table")
            .HoldsWith("huge-mapping-read-under-lock"),
            new Expectation("freed-as-allocated", "The memory map of memory that was added later is a block of the buddy allocator: its pages, but the first, have no reference of their own, and nobody splits it (39d35edee453). The first one that is freed is a VM_BUG_ON_PAGE in put_page_testzero(), or lost.")
            {
                In = Designs.Design.HotPlugged,
            }.After(9, "free-tail-frame")
            .HoldsWith("block-split")),
    };

    // Without the page tables: the same with fewer steps until an entry is changed.
    private static Expectations Before => Linux518.Design.Refuted;
}
