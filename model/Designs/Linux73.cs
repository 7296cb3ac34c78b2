using Vmemmap.Model.Kernel.Boot;
using Vmemmap.Model.Kernel.Hugetlb;

namespace Vmemmap.Model.Designs;

/// <summary>Linux 7.3: as 7.2, and what is done at boot, which is arranged in another way there.</summary>
public static class Linux73
{
    /// <summary>7.2 with hugepages that were never anything else.</summary>
    public static Design Design { get; } = Linux72.Design with
    {
        Name = "linux-7.3",
        Title = "Linux 7.3.4: boot hugepages are mapped to the zone's frame of tails before it holds any",
        Source = "7.3.4 (package linux-source-7.3 7.3.4-1~bpo13+1), mm/mm_init.c, mm/hugetlb.c, mm/hugetlb_vmemmap.c, mm/sparse-vmemmap.c, mm/internal.h, mm/page_alloc.c; what is done at run time as in linux-7.2",
        Parts = Linux72.Design.Parts.Replace<AllocFreshHugePage>(new LayOutWithZoneTail(), new GatherAtBoot(InBytes: true, HasKey: false), Linux72.Design.Parts.The<AllocFreshHugePage>())

            // INIT_ON_ALLOC_DEFAULT_ON=y enables check_pages_enabled: free_page_is_bad() asks each tail for its count.
            .Replace<FreePagesPrepare>(new FreePagesPrepare(ChecksTails: true) { ReadIn = "7.3.4, mm/page_alloc.c: __free_pages_prepare(), free_tail_page_prepare(), free_page_is_bad(), page_expected_state()" }),
        Refuted = new("linux-7.3", [.. Linux72.Design.Refuted]),
    };
}
