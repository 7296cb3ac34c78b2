namespace Vmemmap.Model.Kernel.Boot;

/// <summary>
/// The memory map of a hugepage that was set aside at boot is made with the frames that an optimised one keeps: its head's page gets a frame, and the entries of its tail pages are pointed there as they are made, writable. Zones come
/// later: where the hugepage crosses one this is undone, and its memory goes to the page allocator as ordinary pages. One CPU, with interrupts off, and no other task yet: nobody sees the steps of this part, so a frame may be given
/// back before the flush that comes next. mm/hugetlb_vmemmap.c <c>hugetlb_vmemmap_init_early()</c>, <c>hugetlb_vmemmap_init_late()</c>, mm/sparse-vmemmap.c <c>vmemmap_populate_hvo()</c>, <c>vmemmap_undo_hvo()</c> (v6.15).
/// Where memory is wanting before the first entry is made, or the hugepage is not aligned to sections, nothing is laid out. Where it is wanting at a later page table the entries that were made stay, and are not followed here.
/// </summary>
[KernelFunction("hugetlb_vmemmap_init_early(): vmemmap_populate_hvo(), hugetlb_vmemmap_init_late(): vmemmap_undo_hvo()", "752fe17af693 (v6.15), mm/hugetlb_vmemmap.c of a tree since v6.15, mm/sparse-vmemmap.c, mm/mm_init.c: free_area_init(), memmap_init()")]
public partial record LayOutAtBoot : Part
{
    /// <summary><c>vmemmap_populate_hvo()</c> makes one entry after the other.</summary>
    public static ControlPoint LayingOut { get; } = new(Actor.Hugepage, "being laid out", Phase.Boot) { IsAtBoot = true, Walk = PageWalk.ToTheEnd };

    /// <summary>Every entry is made, the sections are marked as initialised, and the hugepage as laid out: HUGE_BOOTMEM_HVO.</summary>
    public static ControlPoint LaidOut { get; } = new(Actor.Hugepage, "laid out", Phase.Boot) { IsAtBoot = true };

    /// <summary><c>vmemmap_undo_hvo()</c> clears one entry after the other.</summary>
    public static ControlPoint Undoing { get; } = new(Actor.Hugepage, "being undone", Phase.Boot) { IsAtBoot = true, Walk = PageWalk.ToTheEnd };

    /// <summary><c>vmemmap_populate()</c> gives each vmemmap page a frame of its own.</summary>
    public static ControlPoint Populating { get; } = new(Actor.Hugepage, "being populated", Phase.Boot) { IsAtBoot = true, Walk = PageWalk.ToTheEnd };

    /// <summary>The memory map is written as far as it is; <c>hugetlb_init()</c> is still to come.</summary>
    public static ControlPoint Reserved { get; } = new(Actor.Hugepage, "reserved for hugetlb", Phase.Boot) { IsAtBoot = true };

    public override int TailPages => 2;

    public override Performer Performer => Performer.Boot;

    public override IReadOnlyList<ControlPoint> Visits => [Memblock, LayingOut, LaidOut, Undoing, Populating, Reserved, Plain];

    /// <summary>Zones come later, and what crosses one is undone.</summary>
    protected virtual bool Undoes => true;

    /// <summary>What comes when the memory map of the hugepage is written.</summary>
    protected virtual ControlPoint Written => Reserved;

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) => [.. LaysOut<B, N>([], []), .. UndoesLayout<B, N>(), .. Populates<B, N>(), .. WritesMap<B, N>([LiesInOneZone<B, N>()])];

    /// <summary>Of one zone: what is known as soon as zones are.</summary>
    protected static (string Says, Func<State<B, N>, N, B> Holds) LiesInOneZone<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => ("it lies in one zone: pfn_range_intersects_zones()", (s, h) => !s.CrossesZones![h]);

    /// <summary>What is written when the struct pages of the hugepage are not deferred.</summary>
    protected virtual void WriteMap<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        for (var v = 0; v < s.KeptPages; v++)
        {
            s.WritePage(s.Pte[h, v], None.Nobody, references: 1);
        }
    }

    /// <summary>The memory map of the hugepage is written.</summary>
    /// <param name="when">what must hold for that.</param>
    protected IEnumerable<Step<B, N>> WritesMap<B, N>(IReadOnlyList<(string Says, Func<State<B, N>, N, B> Holds)> when)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        // Not deferred: each struct page of a tail page is written through its alias, so what stands in a slot is what was written there last, and all were written alike.
        new HugepageStep<B, N>("init-memory-map", "memmap_init(): __init_single_page(), memmap_init_reserved_pages()", LaidOut)
        {
            When = when,
            Then = (s, h) =>
            {
                WriteMap(s, h);
                s.GoTo(h, Written);
            },
        },

        // memblock_reserved_mark_noinit(): of the memory but its first page the struct pages are left to hugetlb.
        new HugepageStep<B, N>("init-first-struct-page", "deferred_init_memmap() has none of them: memmap_init_reserved_pages()", LaidOut)
        {
            When = when,
            Then = (s, h) =>
            {
                var frame = s.HeadFrame(h);
                s.PgHead[frame, 0] = false;
                s.CompoundHead[frame, 0] = None.Nobody;
                s.PgHwpoison[frame, 0] = false;
                s.Refcount[frame, 0] = 1;
                s.Metadata[frame, 0] = None.Nobody;
                s.GoTo(h, Written);
            },
        },
    ];

    /// <summary>Its entries are made.</summary>
    /// <param name="first">what must hold of it for that.</param>
    /// <param name="when">what must hold for each entry.</param>
    protected static IEnumerable<Step<B, N>> LaysOut<B, N>(IReadOnlyList<(string Says, Func<State<B, N>, N, B> Holds)> first, IReadOnlyList<(string Says, Func<State<B, N>, N, B> Holds)> when)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        new("populate-head-page", "vmemmap_populate_hvo(): vmemmap_populate_address()", Folio, Frame)
        {
            At = [Memblock, LayingOut],
            When = [.. first.Concat(when).Select(HugepageConditions.OfFolio), ("a page that is kept is left to populate", (s, x) => s.Cursor[x.Folio] < s.KeptPages), ("memblock has this frame", (s, x) => s.Owner[x.Frame] == Owner.Buddy)],
            Then = (s, x) =>
            {
                Populate(s, x.Folio, x.Frame);
                s.GoTo(x.Folio, LayingOut);
            },
        },

        new HugepageStep<B, N>("populate-alias", "vmemmap_populate_hvo(): vmemmap_populate_range()", LayingOut)
        {
            When = [.. when, ("the pages that are kept have their frames", (s, h) => s.Cursor[h] >= s.KeptPages), ("an entry is left to make", (s, h) => s.Cursor[h] < s.Pages)],
            Then = (s, h) =>
            {
                s.PopulatePte(h, s.Cursor[h], s.SharedFrame(h));
                s.Cursor[h] = s.Cursor[h] + 1;
            },
        },

        new HugepageStep<B, N>("mark-laid-out", "hugetlb_vmemmap_init_early(): sparse_init_early_section(), HUGE_BOOTMEM_HVO", LayingOut)
        {
            When = [("every entry is made", (s, h) => s.Cursor[h] == s.Pages)],
            Then = (s, h) => s.GoTo(h, LaidOut),
        },

        new HugepageStep<B, N>("leave-to-populate", "vmemmap_should_optimize_bootmem_page(), or vmemmap_populate_hvo() before any entry is made: -ENOMEM", Memblock) { Then = (s, h) => s.GoTo(h, Populating) },
    ];

    private static IEnumerable<Step<B, N>> UndoesLayout<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        new HugepageStep<B, N>("find-zones-crossed", "hugetlb_vmemmap_init_late(): !hugetlb_bootmem_page_zones_valid()", LaidOut)
        {
            When = [("it lies in two zones", (s, h) => s.CrossesZones![h])],
            Then = (s, h) =>
            {
                s.Cursor[h] = s.KeptPages;
                s.GoTo(h, Undoing);
            },
        },

        new HugepageStep<B, N>("clear-alias", "vmemmap_undo_hvo(): pte_clear() of a mirrored page", Undoing)
        {
            When = [("an entry is left to clear", (s, h) => s.Cursor[h] < s.Pages)],
            Then = (s, h) =>
            {
                s.ClearPte(h, s.Cursor[h]);
                s.Cursor[h] = s.Cursor[h] + 1;
            },
        },

        new HugepageStep<B, N>("clear-head-page", "vmemmap_undo_hvo(): pte_clear(), memblock_phys_free(), flush_tlb_kernel_range()", Undoing)
        {
            When = [("every mirrored entry is cleared", (s, h) => s.Cursor[h] == s.Pages)],
            Then = (s, h) =>
            {
                for (var v = 0; v < s.KeptPages; v++)
                {
                    var frame = s.Pte[h, v];
                    s.ClearPte(h, v);
                    s.Owner[frame] = Owner.Buddy;
                    s.OwnerFolio[frame] = None.Nobody;
                    s.OwnerIndex[frame] = 0;
                }
                s.FlushTlb(h);
                s.Cursor[h] = 0;
                s.GoTo(h, Populating);
            },
        },

    ];

    /// <summary>Each vmemmap page gets a frame of its own.</summary>
    protected static IEnumerable<Step<B, N>> Populates<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        // What memmap_init() and memblock_free_all() make of the struct pages, before anybody can see them.
        new("populate-page", "vmemmap_populate(), memmap_init(): __init_single_page(), memblock_free_all()", Folio, Frame)
        {
            At = [Populating],
            When = [("memblock has this frame", (s, x) => s.Owner[x.Frame] == Owner.Buddy)],
            Then = (s, x) =>
            {
                var h = x.Folio;
                s.WritePage(x.Frame, None.Nobody, references: 0);
                Populate(s, h, x.Frame);
                s.GoTo(h, s.Cursor[h] == s.Pages, Plain, Populating);
            },
        },
    ];

    private static void Populate<B, N>(State<B, N> s, N h, N frame)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var v = s.Cursor[h];
        s.PopulateOwnPage(h, v, frame);
        s.Cursor[h] = v + 1;
    }
}
