namespace Vmemmap.Model.Kernel.Dax;

/// <summary>
/// The struct pages of a compound page of device memory are initialised: those of the vmemmap pages that have frames of their own, the head first, which has PG_head before any tail points to it. It has a count of 1 and no mapping. All that
/// is stored goes through the entries of these pages. The hotplug lock is dropped by then, and the section valid. mm/mm_init.c <c>memmap_init_zone_device()</c>, <c>memmap_init_compound()</c> (v5.19, in mm/page_alloc.c then).
/// Where a sub-section of a section is plugged in that was there at boot the memory map of the boot code is used, with all of its frames: not followed here, as nothing is shared.
/// </summary>
/// <param name="Whole">all struct pages are initialised, as where nothing is shared: those in shared tail pages through their aliases.</param>
[KernelFunction("memmap_init_zone_device(): memmap_init_compound()", "6.1.192, mm/mm_init.c: compound_nr_pages(), memmap_init_compound(), mm/memremap.c: pagemap_range(); 7.2.13, mm/mm_init.c; v5.19: notes")]
public sealed partial record MemmapInitCompound(bool Whole = false) : Part
{
    public override IReadOnlyList<ControlPoint> Visits => [DevicePoints.Populated, DevicePoints.HeadSet, DevicePoints.Plugged];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new HugepageStep<B, N>("set-device-head", "memmap_init_zone_device(): __init_zone_device_page(), memmap_init_compound(): __SetPageHead()", DevicePoints.Populated)
        {
            Then = (s, h) =>
            {
                var frame = s.HeadFrame(h);
                s.PgHead[frame, 0] = true;
                s.CompoundHead[frame, 0] = None.Nobody;
                s.PgHwpoison[frame, 0] = false;
                s.Refcount[frame, 0] = 1;
                s.Metadata[frame, 0] = None.Nobody;
                s.GoTo(h, DevicePoints.HeadSet);
            },
        },

        // One vmemmap page full of tails; the first has the head, and carries the order.
        new HugepageStep<B, N>("init-device-tails", "memmap_init_compound(): __init_zone_device_page(), prep_compound_tail(), set_page_count(page, 0), prep_compound_head()", DevicePoints.HeadSet)
        {
            Then = (s, h) =>
            {
                var v = s.Cursor[h];
                var (frame, isFirst) = (s.Pte[h, v], v == 0);
                var isFlagged = isFirst & s.PgHwpoison[frame, 0];
                s.WritePage(frame, s.HeadInTails(h), references: 0);
                s.PgHead[frame, 0] = isFirst;
                s.CompoundHead[frame, 0] = N.If(isFirst, None.Nobody, s.HeadInTails(h));
                s.PgHwpoison[frame, 0] = isFlagged;
                s.Refcount[frame, 0] = N.If(isFirst, 1, 0);
                s.Metadata[frame, s.SpecialSlot] = N.If(isFirst, h, None.Nobody);
                s.StrayStore[h] = s.StrayStore[h] | s.IsShared(h, v) | !s.Writable[h, v];
                s.Fresh[frame] = false;
                var isLast = v + 1 == (Whole ? s.Pages : s.KeptPages);
                s.Cursor[h] = N.If(isLast, 0, v + 1);
                s.GoTo(h, isLast, DevicePoints.Plugged, DevicePoints.HeadSet);
            },
        },
    ];
}
