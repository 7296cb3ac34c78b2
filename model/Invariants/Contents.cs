namespace Vmemmap.Model.Invariants;

/// <summary>What struct pages hold, who may write them, and who counts references in them.</summary>
internal static class Contents<B, N>
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    public static IEnumerable<Invariant<B, N>> All =>
    [
        new("no-store-through-shared-tail", ["S8", "PF"],
            "No store goes to a struct page in a shared tail page, nor through a read-only translation.",
            "Matthew Wilcox, 2020-09-30; read-only mapping since v3.",
            [Folio],
            [],
            (s, x) => !s.StrayStore[x.Folio]),

        new("stores-to-the-head-survive", ["S12"],
            "No store to the head's page is lost because the page moves: none goes there between its copy and the change of its entry, and none through the old entry.",
            "mm/hugetlb_vmemmap.c, \"Very Subtle\" (v6.8): modifications could be to the old struct pages; Mike Kravetz.",
            [Folio],
            [],
            (s, x) => !s.LostStore[x.Folio])
        {
            DoesNotApply = Applies.NeverRemapped,
        },

        new("folio-data-kept", ["S9"],
            "What hugetlb keeps in the struct pages of the first vmemmap page is still there, and that page is writable.",
            "Build check of __NR_USED_SUBPAGE against the reserved pages.",
            [Folio],
            [(s, x) => s.IsCompound(x.Folio)],
            (s, x) => s.Metadata[s.HeadFrame(x.Folio), s.SpecialSlot] == x.Folio & s.Writable[x.Folio, 0]),

        new("nobody-holds-a-remapped-page", ["S10"],
            "While vmemmap is being remapped nobody but the operation itself holds a reference.",
            "Yu Zhao, bd225530a4c7.",
            [Folio],
            [(s, x) => s.IsRemapped(x.Folio)],
            (s, x) => !s.IsInUse(x.Folio) & !s.FailureHoldsOn(x.Folio) & !s.WalkerHoldsOn(x.Folio) & !s.LostReference[x.Folio])
        {
            DoesNotApply = Applies.NeverRemapped,
        },

        new("speculative-references-harmless", ["S11"],
            "A walker that takes references on what it has seen to be a page in use neither stores through a read-only entry nor gets a reference on a tail of a hugepage.",
            "Yu Zhao, bd225530a4c7: fix race with speculative PFN walkers.",
            [Folio],
            [],
            (s, x) => !s.SpeculativeStore[x.Folio])
        {
            DoesNotApply = Applies.NotToDevices("who walks page frame numbers passes device memory by: pfn_to_online_page() has no struct page for it"),
        },

        new("moved-only-when-listed", ["S22"],
            "A hugepage is moved from one list of hugetlb to another, or taken away, only while it is on one: nobody dissolves what is being freed already, nobody enqueues what was dissolved, or is in use again.",
            "Muchun Song, 7ffddd499ba6: a race between freeing and dissolving the page; HPageFreed.",
            [Folio],
            [],
            (s, x) => !s.BrokenList[x.Folio])
        {
            DoesNotApply = Applies.NotOfHugetlb,
        },

        new("frozen-while-remapped", ["S10"],
            "While vmemmap is being remapped the reference count of the hugepage is 0.",
            "Yu Zhao, bd225530a4c7: VM_WARN_ON_ONCE_FOLIO(folio_ref_count(folio)).",
            [Folio],
            [(s, x) => s.IsRemapped(x.Folio)],
            (s, x) => s.Refcount[s.HeadFrame(x.Folio), 0] == 0)
        {
            DoesNotApply = Applies.NeverRemapped,
        },

        new("restored-tails-are-clean", ["S13"],
            "A hugepage that is not optimised has the tails that it would have had it never been: right head, no reference, no data of the folio.",
            "reset_struct_pages(); free_tail_pages_check() reports what is left over.",
            [Folio, Page, Slot],
            [(s, x) => s.IsSettled(x.Folio) & !s.Optimised[x.Folio], (s, x) => x.Page >= 1],
            (s, x) =>
            {
                var frame = s.Pte[x.Folio, x.Page];
                return s.CompoundHead[frame, x.Slot] == s.HeadInTails(x.Folio) & !s.PgHead[frame, x.Slot]
                    & s.Refcount[frame, x.Slot] == 0 & s.Metadata[frame, x.Slot] == None.Nobody;
            })
        {
            DoesNotApply = Applies.NeverRemapped,
        },

        new("dissolved-pages-are-ordinary", ["S13"],
            "The struct pages of a hugepage that was dissolved, but those of bad pages that memory failure keeps, are those of ordinary pages again: no flag or pointer of a compound page, no data of the folio, no reference but those of who has the page.",
            "free_pages_prepare(), check_new_page(); Mike Kravetz, 6c1419730822: clear flags in tail pages that will be freed individually.",
            [Folio, Page, Slot],
            [(s, x) => s.At(x.Folio, Points.Plain), (s, x) => s.OffBuddy is null ? !s.Bad[x.Folio, x.Page, x.Slot] : !s.OffBuddy[s.Pte[x.Folio, x.Page], x.Slot]],
            (s, x) =>
            {
                var frame = s.Pte[x.Folio, x.Page];
                var isWalkers = s.WalkerAt.Value == Walker.Holding & s.WalkerFolio.Value == x.Folio & s.WalkerPage.Value == x.Page & s.WalkerSlot.Value == x.Slot;
                return s.IsOrdinary(frame, x.Slot)
                    & s.Refcount[frame, x.Slot] == N.If(s.Lent[x.Folio, x.Page, x.Slot], 1, 0) + N.If(isWalkers, 1, 0);
            })
        {
            DoesNotApply = Applies.NeverDissolved,
        },

        new("contents-before-mapping", ["S14"],
            "A frame is written before any struct page is mapped to it.",
            "vmemmap_restore_pte(): copy, reset, smp_wmb(), set_pte_at().",
            [Folio, Page, Frame],
            [(s, x) => s.Reaches(x.Folio, x.Page, x.Frame)],
            (s, x) => !s.Fresh[x.Frame]),
    ];
}
