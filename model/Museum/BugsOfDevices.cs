using Vmemmap.Model.Kernel.Dax;

namespace Vmemmap.Model.Museum;

/// <summary>Bugs of who lays out the memory map of a device, and initialises it.</summary>
internal static class BugsOfDevices
{
    public static IReadOnlyList<Bug> All { get; } =
    [
        // compound_nr_pages() as of a section that was there at boot.
        new("shared-tails-initialised", "All struct pages of a compound page of a device are initialised, those in shared tail pages too.", "no-store-through-shared-tail",
            new Replace<MemmapInitCompound>(part => part.Whole ? null : part with { Whole = true })),
        new("device-tails-unlinked", "The struct pages behind the head of a compound page of a device are not linked to it.", "tail-resolves-to-head",
            new DropWrite("init-device-tails", "compound_head")),

        // section_deactivate() without the flush of vmemmap_free().
        new("depopulated-without-flush", "What CPUs hold of a memory map that is gone is not flushed.", "tail-resolves-to-head",
            new DropWrite("flush-depopulated", "stale")),
    ];
}
