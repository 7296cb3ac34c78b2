namespace Vmemmap.Model.Invariants;

/// <summary>Page table, frames and their owners.</summary>
internal static class Mapping<B, N>
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    public static IEnumerable<Invariant<B, N>> All =>
    [
        new("freed-frame-unreachable", ["S3"],
            "No frame is with the buddy allocator or another user while a page table or a CPU can still translate a struct page to it.",
            "vmemmap_remap_free() flushes before free_vmemmap_page_list().",
            [Folio, Page, Frame],
            [(s, x) => s.Reaches(x.Folio, x.Page, x.Frame)],
            (s, x) => s.Owner[x.Frame] == Owner.Vmemmap | s.Owner[x.Frame] == Owner.Collected),

        new("break-before-make", ["S23"],
            "While an entry of vmemmap is valid, no CPU holds a translation of its page to another frame: it is made invalid, and the old translation is flushed, before it names another one.",
            "Arm ARM, DDI 0487, \"Using break-before-make when updating translation table entries\"; 060a2c92d1b6 (v6.3) for arm64, 64e2f60f355e (v6.18) for s390.",
            [Folio, Page, Frame],
            [(s, x) => s.Pte[x.Folio, x.Page] != x.Frame],
            (s, x) => !s.Stale[x.Folio, x.Page, x.Frame])
        {
            DoesNotApply = Applies.Unless(shape => shape.NeedsBreakBeforeMake, "x86-64 lets a valid entry name another frame at once, if a flush follows"),
        },

        new("frame-owned-once", ["S4"],
            "Every frame is in exactly one place: mapped by its own vmemmap page, in the list of one operation, free, or with another user; none is lost.",
            "List handling of vmemmap_remap_range(); each frame is freed once.",
            [Frame],
            [],
            (s, x) =>
            {
                var (owner, h, i) = (s.Owner[x.Frame], s.OwnerFolio[x.Frame], s.OwnerIndex[x.Frame]);
                return (owner != Owner.Vmemmap | s.IsTailOfZone(x.Frame) | (s.Pte[h, i] == x.Frame & !s.IsShared(h, i)))
                    & (owner != Owner.Collected | (s.List[h, i] == x.Frame & i < s.ListLength[h]));
            }),

        new("failed-restore-changes-nothing", ["S5", "PI"],
            "A restore that cannot get all its frames leaves the hugepage optimised, typed and free in the pool, and gives back every frame it got.",
            "alloc_huge_page_vmemmap(): all frames first; add_hugetlb_page().",
            [Folio, Page],
            [
                (s, x) => IsInPool(s, x.Folio) | s.At(x.Folio, Points.RestoreAlloc) | s.At(x.Folio, Points.RestoreUndo),
                (s, x) => x.Page >= s.KeptPages,
            ],
            (s, x) =>
            {
                var isPool = IsInPool(s, x.Folio);
                var usable = s.Hugetlb[x.Folio] & s.Refcount[s.HeadFrame(x.Folio), 0] == 0 & s.ListLength[x.Folio] == 0;
                return s.Optimised[x.Folio] == (s.Pte[x.Folio, x.Page] == s.SharedFrame(x.Folio))
                    & (isPool | s.Optimised[x.Folio]) & (!isPool | usable);
            })
        {
            DoesNotApply = Applies.NeverRemapped,
        },

        new("unoptimised-pages-have-own-frames", ["S6"],
            "A hugepage that is not optimised, because it never was or because optimise failed, has a frame of its own for each vmemmap page, mapped writable.",
            "Rollback of vmemmap_remap_free().",
            [Folio, Page],
            [(s, x) => s.IsSettled(x.Folio) & !s.Optimised[x.Folio]],
            (s, x) =>
            {
                var frame = s.Pte[x.Folio, x.Page];
                return s.Owner[frame] == Owner.Vmemmap & s.OwnerFolio[frame] == x.Folio & s.OwnerIndex[frame] == x.Page & s.Writable[x.Folio, x.Page];
            })
        {
            DoesNotApply = Applies.NeverRemapped,
        },

        new("flag-tells-the-mapping", ["S7"],
            "Outside a running operation HPageVmemmapOptimized is set exactly if the tail pages are mapped to the shared frame.",
            "free_huge_page_vmemmap(), alloc_huge_page_vmemmap().",
            [Folio, Page],
            [(s, x) => s.IsSettled(x.Folio), (s, x) => x.Page >= s.KeptPages],
            (s, x) => s.Optimised[x.Folio] == (s.Pte[x.Folio, x.Page] == s.SharedFrame(x.Folio)))
        {
            DoesNotApply = Applies.NeverRemapped,
        },

        new("key-counts-each-once", ["S7"],
            "Outside a running operation the key of the fake-head test counts a hugepage once if HPageVmemmapOptimized is set, and not at all if not.",
            "6.1.192, mm/hugetlb_vmemmap.c: hugetlb_vmemmap_optimize() raises hugetlb_optimize_vmemmap_key, and lowers it where it fails; hugetlb_vmemmap_restore() lowers it.",
            [Folio],
            [(s, x) => !s.IsRemapped(x.Folio) & !s.IsSetAside(x.Folio)],
            (s, x) => s.KeyCounts![x.Folio] == N.If(s.Optimised[x.Folio], 1, 0))
        {
            DoesNotApply = Applies.Unless(shape => shape.HasKey, "compound_head() asks no key that counts hugepages"),
        },

        new("shared-tails-read-only", ["S7", "S8"],
            "A tail page that is mapped to the shared frame is mapped read-only.",
            "Matthew Wilcox, 2020-09-30: some architectures set PG_arch_1 on subpages; v3 maps PAGE_KERNEL_RO.",
            [Folio, Page],
            // At boot struct pages are written through shared tails first: vmemmap_wrprotect_hvo() comes when hugetlb gathers them.
            [(s, x) => x.Page >= s.KeptPages & s.Pte[x.Folio, x.Page] == s.SharedFrame(x.Folio) & !s.IsAtBoot(x.Folio)],
            (s, x) => !s.Writable[x.Folio, x.Page]),

        new("type-covers-shared-tails", ["S16"],
            "While tail pages are shared the folio is recognisable as hugetlb.",
            "32c877191e02: do not clear the hugetlb dtor until allocating vmemmap; d8f5f7e445f0: set the type before optimising.",
            [Folio, Page],
            // Until it is gathered nobody but the boot code has the hugepage.
            [(s, x) => s.IsShared(x.Folio, x.Page) & !s.IsSetAside(x.Folio)],
            (s, x) => s.Hugetlb[x.Folio])
        {
            DoesNotApply = Applies.NotOfHugetlb,
        },
    ];

    private static B IsInPool(State<B, N> s, N folio) => s.At(folio, Points.Kept) & s.Freed[folio];
}
