using Vmemmap.Model.Kernel.Dax;
using Vmemmap.Model.Kernel.Lookup;
using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Designs;

/// <summary>The section-based series for device-DAX of 2026 (fifth version 2026-09-27), in linux-next and in no release: device-DAX uses a frame of tails of its zone, as hugetlb does since v7.1.</summary>
public static class DaxNext
{
    private const string Notes = "notes on the section-based series, mirror of the mm tree at 028871b824fd";

    /// <summary>One frame kept, the tails of all compound pages of a device zone and an order in one frame, writable; heads found by a mask.</summary>
    public static Design Design { get; } = Dax519.Design with
    {
        Name = "dax-next",
        Title = "A series of 2026 for device-DAX, in no release: one frame of tails for all compound pages of a device zone, writable",
        Source = "notes on the section-based series of 2026 (fifth version 2026-09-27; a mirror of the mm tree at 028871b824fd, where it is half done); that memmap_init_compound() leaves the frame of tails alone: the notes say so of hugetlb, of device-DAX nobody has read it; what the series leaves alone as in dax-5.19; x86-64",
        Layout = new(KeptPages: 1, TailsWritable: true, IsListFifo: false) { IsTailOfZone = true },
        Parts = Dax519.Design.Parts
            .Replace<PopulateCompoundPages>(
                new PopulateCompoundPages { ReadIn = $"{Notes}: a vmemmap page whose struct pages are all tails is mapped to the frame of tails, with a reference" },
                new VmemmapGetTail(OfDevice: true) { ReadIn = $"{Notes}: vmemmap_shared_tail_page(), for the device zone of the node and the order" })
            .Replace<MemmapInitCompound>(new MemmapInitCompound { ReadIn = $"{Notes}: not seen in that state; as mm/mm_init.c of 7.2.13, but for the struct pages in the frame of tails" })
            .Replace<HeadLookup>(new MaskLookup()),
        Refuted = new("dax-next",
            Dax519.Design.Refuted.Remeasured("contents-before-mapping", 1, "populate-own-page"),
            new Expectation("shared-tails-read-only", "By design, as in dax-5.19: a store through any alias would be a store to the tails of all compound pages of the zone and the order.").After(3, "populate-shared-page")
                .HoldsWith("tails-read-only"),
            Dax519.Design.Refuted.Remeasured("freed-frame-unreachable", 3, "drop-frame"),
            Dax519.Design.Refuted.Remeasured("poison-recorded", 9, "find-no-mapping"),
            Dax519.Design.Refuted.Remeasured("poison-contained", 10, "map-device-page")),
    };
}
