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
            Of("tail-resolves-to-head", 8, "copy-back-begins"),
            Of("one-head-per-hugepage", 8, "copy-back-begins"),
            Of("lookup-across-remaps-finds-head", 7, "read-pg-head"),
            Of("type-covers-shared-tails", 5, "remap-tail"),
            Of("no-store-through-shared-tail", 9, "flag-page"),
            Of("speculative-references-harmless", 23, "walker-adds"),
            Of("nobody-holds-a-remapped-page", 35, "walker-adds"),
            Of("frozen-while-remapped", 17, "find-list-reliable"),
            Of("restored-tails-are-clean", 30, "flush-restored"),
            Of("error-marks-no-other-page", 9, "remap-tail"),
            Of("poison-recorded", 6, "flag-page"),
            Of("dissolved-flags-exact", 15, "free-struct-pages"),
            Of("poison-contained", 6, "alloc-surplus")),
    };

    // As without the page tables, and more steps until an entry is changed.
    private static Expectation Of(string invariant, int steps, string lastStep) => Linux61.Design.Refuted.Of(invariant)!.After(steps, lastStep);
}
