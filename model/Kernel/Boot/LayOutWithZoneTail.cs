using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Kernel.Boot;

/// <summary>
/// As <see cref="LayOutAtBoot"/>, with the frame of tails of the zone (<see cref="VmemmapGetTail"/>): zones are known by then, so what crosses one is given back before anything is made of it, and nothing need be undone; where memory is wanting the
/// kernel panics. The first hugepage of a zone gets that frame from memblock, full of zeros, and it is published so. Then the memory map is written: of a hugepage whose struct pages are not deferred each is initialised through its alias, and all of them are
/// that frame. It is made a frame of tails when the other CPUs are up, before any hugepage is gathered or made: by stores to the words that a tail has, of which the reference count is none. mm/mm_init.c <c>mm_core_init_early()</c>, mm/hugetlb_vmemmap.c
/// <c>hugetlb_vmemmap_init_early()</c>, mm/sparse-vmemmap.c <c>vmemmap_get_tail()</c>, <c>vmemmap_populate_hvo()</c>, mm/hugetlb.c <c>hugetlb_bootmem_struct_page_init()</c> (v7.3).
/// Of memory that is set aside behind the time when that frame is made nothing is followed: the kernel has none.
/// </summary>
/// <param name="MakesTailsFirst">the frame holds tails before it is published, and who writes the memory map leaves out what is mapped to it; ours.</param>
/// <param name="MakesTailsLate">it is made one of tails by a late initcall, when all hugepages are gathered and in the pool (v7.1-rc1 to rc6).</param>
[KernelFunction("hugetlb_vmemmap_init_early(): vmemmap_get_tail(), vmemmap_populate_hvo(), hugetlb_bootmem_struct_page_init()", "7.3.4, mm/mm_init.c: mm_core_init_early(), memmap_init(), __init_single_page(), page_alloc_init_late(), mm/hugetlb_vmemmap.c: hugetlb_vmemmap_init_early(), mm/sparse-vmemmap.c: vmemmap_get_tail(), vmemmap_populate_hvo(), mm/hugetlb.c: hugetlb_bootmem_struct_page_init(), mm/internal.h: init_compound_tail(); MakesTailsFirst: ours; MakesTailsLate: v7.1-rc1 as of 01b1d0ffb6f7, mm/hugetlb_vmemmap.c: hugetlb_vmemmap_init_late(), hugetlb_vmemmap_init()")]
public sealed partial record LayOutWithZoneTail(bool MakesTailsFirst = false, bool MakesTailsLate = false) : LayOutAtBoot
{
    /// <summary>The memory map of the hugepage is written as far as it is; <c>page_alloc_init_late()</c> is still to come.</summary>
    public static ControlPoint MapWritten { get; } = new(Actor.Hugepage, "memory map written", Phase.Boot) { IsAtBoot = true };

    public override IReadOnlyList<ControlPoint> Visits => [Memblock, LayingOut, LaidOut, MapWritten, Populating, Reserved, Plain];

    public override bool LeavesCounts => !MakesTailsFirst;

    public override int SpareFrames => 1;

    protected override bool Undoes => false;

    protected override ControlPoint Written => MapWritten;

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new("publish-zone-tail", "vmemmap_get_tail(): vmemmap_alloc_block_zero(), zone->vmemmap_tails[] = tail", Folio, Frame)
        {
            At = [Memblock],
            When =
            [
                LiesInOneZone<B, N>().OfFolio(),
                VmemmapGetTail.IsOfZone<B, N>().OfFolio(),
                VmemmapGetTail.HasNone<B, N>().OfFolio(),
                ("memblock has this frame", (s, x) => s.Owner[x.Frame] == Owner.Buddy),
            ],
            Then = (s, x) =>
            {
                s.WritePage(x.Frame, MakesTailsFirst ? None.Mask : None.Nobody, references: 0);
                VmemmapGetTail.Publish(s, x.Frame, MakesTailsFirst ? s.Zone![x.Folio] : None.Nobody);
            },
        },

        .. LaysOut<B, N>([LiesInOneZone<B, N>(), VmemmapGetTail.IsOfZone<B, N>()], [("the zone has a frame of tails, and it is early", (s, _) => VmemmapGetTail.HasTail(s) & (MakesTailsFirst ? true : !VmemmapGetTail.AreTails(s)))]),
        .. Populates<B, N>(),
        .. WritesMap<B, N>([]),
        .. MakesTailsFirst ? Array.Empty<Step<B, N>>() : [MakesTails<B, N>()],

        new HugepageStep<B, N>("begin-hugetlb", MakesTailsLate ? "hugetlb_init(): gather_bootmem_prealloc()" : "page_alloc_init_late(): hugetlb_bootmem_struct_page_init(): padata_do_multithreaded()", MapWritten)
        {
            When = MakesTailsLate ? [] : [("the zone's frame of tails holds tails", (s, _) => VmemmapGetTail.AreTails(s))],
            Then = (s, h) => s.GoTo(h, Reserved),
        },
    ];

    protected override void WriteMap<B, N>(State<B, N> s, N h)
    {
        base.WriteMap(s, h);
        if (!MakesTailsFirst)
        {
            s.WritePage(s.ZoneTail!.Value, None.Nobody, references: 1);
            s.ZoneInTail!.Value = s.Zone![h];
        }
    }

    // One frame stands for those of all zones and orders. What is set aside and not laid out by now never is.
    private Step<B, N> MakesTails<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        new("make-tails-of-zone-tail", MakesTailsLate ? "late_initcall(): hugetlb_vmemmap_init(): init_compound_tail()" : "page_alloc_init_late(): hugetlb_bootmem_struct_page_init(): init_compound_tail()")
        {
            When = [("the zone has a frame of tails, and it holds none", (s, _) => VmemmapGetTail.HasTail(s) & !VmemmapGetTail.AreTails(s))],
            WhenAll =
            [
                MakesTailsLate
                    ? new("what was laid out is in the pool", (s, x) => !s.IsAtBoot(x.Folio) | s.At(x.Folio, Memblock) | s.At(x.Folio, Populating) | s.At(x.Folio, InPoolAtBoot), Folio)
                    : new("its memory map is written", (s, x) => !s.At(x.Folio, LayingOut) & !s.At(x.Folio, LaidOut), Folio),
            ],
            Then = (s, _) =>
            {
                s.CompoundHead.Fill(s.ZoneTail!.Value, None.Mask);
                s.Metadata.Fill(s.ZoneTail!.Value, None.Nobody);
                s.ZoneInTail!.Value = Zones.Followed;
            },
        };
}
