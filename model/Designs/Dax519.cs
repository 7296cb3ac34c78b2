using Vmemmap.Model.Kernel.Dax;
using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Lookup;
using Vmemmap.Model.Kernel.Users;

namespace Vmemmap.Model.Designs;

/// <summary>Device-DAX since v5.19 (4917f55b4ef9): the tails of a compound page of device memory share a frame from the beginning.</summary>
public static class Dax519
{
    /// <summary>Two frames kept, all entries writable, no optimise and no restore: a memory map is laid out so when the memory is plugged in, and goes with it.</summary>
    public static Design Design { get; } = new()
    {
        Name = "dax-5.19",
        Title = "Device-DAX since Linux 5.19: the memory map of a device is laid out with shared tails, writable",
        Source = "6.1.192 (package linux-source-6.1 6.1.192-2), mm/sparse-vmemmap.c, mm/sparse.c, mm/mm_init.c, mm/memremap.c, mm/memory-failure.c, arch/x86/mm/init_64.c; 7.2.13, mm/sparse-vmemmap.c, mm/mm_init.c, with the same steps; v5.19 (4917f55b4ef9) and v6.13: notes; x86-64",
        Layout = new(KeptPages: 2, TailsWritable: true, IsListFifo: false),
        Parts =
        [
            new PopulateCompoundPages(),
            new MemmapInitCompound(),
            new DeviceFault(),
            new Depopulate(),
            new MemoryFailure(TakesMutex: true, OfDevice: true),
            new DaxFailure(),
            new FailureOfFrame(),
            new OtherUsers(OfPages: false),

            // hugetlb_optimize_vmemmap_key is off; where it is on the head is looked at once more, and found to be no fake.
            new PointerLookup { ReadIn = "6.1.192, include/linux/page-flags.h: _compound_head(), page_fixed_fake_head()" },
            new NoOnlinePage(),
        ],
        Refuted = new("dax-5.19",
        [
            new Expectation("contents-before-mapping", "As with all memory that is hot-added: a frame is mapped as the page allocator has it, and its struct pages are written when the section is valid and the hotplug lock dropped. Until then nobody asks for one: the memory is not online, and memremap_pages() has not counted the range, so pgmap_pfn_valid() says no to memory failure.").After(1, "populate-own-page")
                .HoldsWith("frames-cleared"),
            new Expectation("shared-tails-read-only", "By design: \"Deduplicated tail pages are not mapped read-only\" (7.3.4, Documentation/mm/vmemmap_dedup.rst). Nothing is remapped, and what is stored to tails is stored by memmap_init_compound(), through the entry of their own page.").After(3, "populate-shared-page")
                .HoldsWith("tails-read-only"),
            new Expectation("freed-frame-unreachable", "remove_pte_table() of x86 frees a frame, then clears the entry, and flushes when all are cleared: as with any memory that is hot-removed, which nobody reads any longer. Our finding.").After(3, "drop-frame")
                .HoldsWith("flush-before-drop"),
            new Expectation("poison-recorded", "dax_lock_page() asks for the mapping of the head, which the first fault in the compound page sets: an error in one that nobody has mapped yet is -EBUSY, and is not recorded. Our finding.").After(10, "find-no-mapping")
                .HoldsWith("unmapped-flagged"),
            new Expectation("poison-contained", "dev_dax_huge_fault() does not look at PG_hwpoison, and that may not have been set: who maps a compound page with a known error gets it.").After(11, "map-device-page")
                .HoldsWith("unmapped-flagged", "poisoned-not-mapped"),
        ]),
    };
}
