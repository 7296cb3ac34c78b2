using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Designs;

/// <summary>6.1.192 with the page tables of vmemmap: huge mappings, split under the page table lock, and a memory map in the memory that it describes.</summary>
public static class Linux61Pmd
{
    /// <summary>As 6.1.192 has it: 3ce2c24cb68f and 39d35edee453 are there.</summary>
    public static Design Design { get; } = Linux61.Design with
    {
        Name = "linux-6.1+pmd",
        Title = "Linux 6.1.192 with the page tables of vmemmap",
        Source = "6.1.192 (3ce2c24cb68f, 39d35edee453, 66361095129b)",
        Parts = [.. Linux61.Design.Parts, new SplitVmemmapPmd(ReadsUnderLock: true, SplitsBlock: true, AsksSelfHosted: true)],
        Tellings = [],
        Refuted = new(
            "linux-6.1+pmd",
            Before.Remeasured("tail-resolves-to-head", 8, "copy-back-begins"),
            Before.Remeasured("one-head-per-hugepage", 8, "copy-back-begins"),
            Before.Remeasured("lookup-across-remaps-finds-head", 7, "read-pg-head"),
            Before.Remeasured("type-covers-shared-tails", 5, "remap-tail"),
            Before.Remeasured("no-store-through-shared-tail", 9, "flag-page"),
            Before.Remeasured("speculative-references-harmless", 23, "walker-adds"),
            Before.Remeasured("moved-only-when-listed", 21, "dissolve-free-page"),
            Before.Remeasured("demoted-without-errors", 19, "enter-smaller-pool"),
            Before.Remeasured("nobody-holds-a-remapped-page", 35, "walker-adds"),
            Before.Remeasured("frozen-while-remapped", 17, "find-list-reliable"),
            Before.Remeasured("restored-tails-are-clean", 30, "flush-restored"),
            Before.Remeasured("error-marks-no-other-page", 9, "remap-tail"),
            Before.Remeasured("poison-recorded", 6, "flag-page"),
            Before.Remeasured("dissolved-flags-exact", 15, "free-struct-pages"),
            Before.Remeasured("poison-contained", 6, "alloc-surplus"),
            Before.Remeasured("poisoned-pages-counted-once", 9, "record-raw-error")),
    };

    // Without the page tables: the same with fewer steps until an entry is changed.
    private static Expectations Before => Linux61.Design.Refuted;
}
