namespace Vmemmap.Model.Kernel.Dax;

/// <summary>
/// The memory map of a compound page of device memory is laid out when that is plugged in: the vmemmap pages that keep a frame get one each, and the entries of the others are pointed to the frame of the last of these, or to the zone's frame of
/// tails, with a reference for each entry. All entries are writable, and none is changed later, so nothing is flushed. A frame comes as the page allocator has it: its struct pages are written by <see cref="MemmapInitCompound"/>, when the
/// section is valid. Where a frame or a page table is wanting, the entries that were made are taken away again as in a hot-remove. mm/sparse-vmemmap.c <c>vmemmap_populate_compound_pages()</c>, mm/sparse.c <c>section_activate()</c> (v5.19).
/// One compound page in one section stands for all: one that spans several is laid out section by section, in order, and each goes on with the frame in the entry below it.
/// </summary>
/// <param name="Zeroes">a frame is cleared before it is mapped; ours, and what <c>init_on_alloc=1</c> does.</param>
[KernelFunction("vmemmap_populate_compound_pages(), section_activate()", "6.1.192, mm/sparse-vmemmap.c: vmemmap_populate_compound_pages(), vmemmap_pte_populate(), vmemmap_alloc_block(), mm/sparse.c: section_activate(); 7.2.13, mm/sparse-vmemmap.c: the same steps; v5.19: notes; Zeroes: ours")]
public sealed partial record PopulateCompoundPages(bool Zeroes = false) : Part
{
    public override IReadOnlyList<ControlPoint> Visits => [DevicePoints.Unplugged, DevicePoints.Populating, DevicePoints.Populated, DevicePoints.Depopulating];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new("populate-own-page", "vmemmap_populate_compound_pages(): vmemmap_populate_address(): vmemmap_alloc_block_buf()", Folio, Frame)
        {
            At = [DevicePoints.Unplugged, DevicePoints.Populating],
            When = [("a page that has its own frame is left to populate", (s, x) => s.Cursor[x.Folio] < s.KeptPages), ("the buddy allocator has this frame", (s, x) => s.Owner[x.Frame] == Owner.Buddy)],
            Then = (s, x) =>
            {
                var (h, v) = (x.Folio, s.Cursor[x.Folio]);
                s.PopulateOwnPage(h, v, x.Frame);
                s.Fresh[x.Frame] = !Zeroes;
                if (Zeroes)
                {
                    s.WritePage(x.Frame, None.Nobody, references: 0);
                }
                s.Cursor[h] = v + 1;
                s.GoTo(h, DevicePoints.Populating);
            },
        },

        new HugepageStep<B, N>("populate-shared-page", "vmemmap_populate_compound_pages(): vmemmap_populate_range(): get_page(reuse)", DevicePoints.Populating)
        {
            When =
            [
                ("the pages that have their own frames are populated", (s, h) => s.Cursor[h] >= s.KeptPages),
                ("an entry is left to make", (s, h) => s.Cursor[h] < s.Pages),
                .. parts.OfType<Vmemmap.VmemmapGetTail>().SelectMany(_ => Vmemmap.VmemmapGetTail.IsThere<B, N>()),
            ],
            Then = (s, h) =>
            {
                var v = s.Cursor[h];
                s.PopulatePte(h, v, s.SharedFrame(h));
                s.Writable[h, v] = s.Shape.Layout.TailsWritable;
                s.Cursor[h] = v + 1;
            },
        },

        new HugepageStep<B, N>("populate-fails", "section_activate(): populate_section_memmap() fails, section_deactivate()", DevicePoints.Populating)
        {
            When = [("an entry is left to make", (s, h) => s.Cursor[h] < s.Pages)],
            Then = (s, h) =>
            {
                s.WalkEnd[h] = s.Cursor[h];
                s.Cursor[h] = 0;
                s.GoTo(h, DevicePoints.Depopulating);
            },
        },

        new HugepageStep<B, N>("section-is-valid", "sparse_add_section(): sparse_init_one_section()", DevicePoints.Populating)
        {
            When = [("every entry is made", (s, h) => s.Cursor[h] == s.Pages)],
            Then = (s, h) =>
            {
                s.Cursor[h] = 0;
                s.GoTo(h, DevicePoints.Populated);
            },
        },
    ];
}
