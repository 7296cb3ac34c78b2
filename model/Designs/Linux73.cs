using Vmemmap.Model.Kernel.Boot;
using Vmemmap.Model.Kernel.Hugetlb;

namespace Vmemmap.Model.Designs;

/// <summary>Linux 7.3: as 7.2, and what is done at boot, which is arranged in another way there.</summary>
public static class Linux73
{
    private static readonly string[] NothingOfOthers = ["memory-failure", "memory-failure-of-frame", "read-compound-head", "frame-to-user", "walker-finds-page", "page-to-user", "pin", "alloc-hugepage", "leave-to-populate", "dequeue", "demote"];

    /// <summary>7.2 with hugepages that were never anything else.</summary>
    public static Design Design { get; } = Linux72.Design with
    {
        Name = "linux-7.3",
        Title = "Linux 7.3.4: boot hugepages are mapped to the zone's frame of tails before it holds any",
        Source = "7.3.4 (package linux-source-7.3 7.3.4-1~bpo13+1), mm/mm_init.c, mm/hugetlb.c, mm/hugetlb_vmemmap.c, mm/sparse-vmemmap.c, mm/internal.h, mm/page_alloc.c; what is done at run time as in linux-7.2",
        Parts = Linux72.Design.Parts.Replace<AllocFreshHugePage>(new LayOutWithZoneTail(), new GatherAtBoot(InBytes: true, HasKey: false), Linux72.Design.Parts.The<AllocFreshHugePage>())

            // INIT_ON_ALLOC_DEFAULT_ON=y enables check_pages_enabled: free_page_is_bad() asks each tail for its count.
            .Replace<FreePagesPrepare>(new FreePagesPrepare(ChecksTails: true) { ReadIn = "7.3.4, mm/page_alloc.c: __free_pages_prepare(), free_tail_page_prepare(), free_page_is_bad(), page_expected_state()" }),
        Refuted = new("linux-7.3",
        [
            new Expectation("zone-tail-stays-as-published", "vmemmap_get_tail() of the boot code publishes a frame of zeros (\"do not initialize it\"), memmap_init() writes ordinary struct pages there through the aliases, and hugetlb_bootmem_struct_page_init() makes tails of them late, all but their reference counts.")
            {
                In = scope => scope with { FromMemblock = 1 },
            }.After(1, "publish-zone-tail")
                .HoldsWith("zone-tail-made-first"),
            new Expectation("restored-tails-are-clean", "init_compound_tail() does not write the reference count, and __init_single_page() has set it to 1 through the aliases, where the struct pages of a boot hugepage are not deferred. So all tails of the zone's frame count 1 for ever, and each tail that is restored is a copy of one. Our finding.")
            {
                In = scope => scope with { FromMemblock = 1 },
                Without = NothingOfOthers,
            }.After(26, "flush-restored")
                .HoldsWith("zone-tail-made-first"),
            new Expectation("leak-only-if-unreliable", "The same: where the page allocator checks tails, as where init_on_alloc=1, Debian's default, it finds counts that are not 0, reports bad pages, and keeps the hugepage: without any error or race. Our finding.")
            {
                In = scope => scope with { FromMemblock = 1 },
                Without = NothingOfOthers,
            }.After(30, "find-bad-page")
                .HoldsWith("zone-tail-made-first"),

            // Of what is done at run time nothing else is another than in 7.2, but that a walker that waits for nothing is not helped by a count of 1.
            .. Linux72.Design.Refuted.Select(refuted => refuted.Invariant == "speculative-references-harmless" ? refuted.HoldsWith("grace-period", "zone-tail-made-first") : refuted),
        ]),
    };
}
