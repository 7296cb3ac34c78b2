namespace Vmemmap.Model.Kernel.Hugetlb;

/// <summary>A compound page is made from free base pages. mm/hugetlb.c <c>alloc_fresh_huge_page()</c>, mm/page_alloc.c <c>prep_compound_page()</c>.</summary>
/// <param name="IsFrozen">the reference count is 0 from the beginning (alloc_buddy_huge_page(): page_ref_freeze(); 2b21624fc232); else the allocator's 1.</param>
/// <param name="IgnoresFlags">as of <see cref="Users.OtherUsers"/>.</param>
[KernelFunction("alloc_fresh_huge_page(), prep_compound_page()", "v5.18, mm/hugetlb.c, mm/page_alloc.c; IsFrozen: v6.1, mm/hugetlb.c: alloc_buddy_huge_page(), 6.12.113: alloc_buddy_hugetlb_folio(); IgnoresFlags: 7.2.13, mm/page_alloc.c: check_new_pages()")]
public sealed partial record AllocFreshHugePage(bool IsFrozen, bool IgnoresFlags = false) : Part
{
    public override IReadOnlyList<ControlPoint> Visits => [Plain, Preparing, Prepared];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new HugepageStep<B, N>("alloc-hugepage", "alloc_fresh_huge_page()", Plain)
        {
            IsAtBoot = true,

            // Buddies are of one zone, and so is a range that alloc_contig_pages() looks at.
            When = parts.Any(part => part.Visits.Contains(Memblock)) ? [("it lies in one zone", (s, h) => !s.CrossesZones![h])] : [],
            WhenAll =
            [
                new("every base page is free in the buddy allocator", (s, x) => s.IsFree(x.Folio, x.Page, x.Slot), Page, Slot),
                .. !IgnoresFlags ? [new("check_new_pages() finds no flag", (s, x) => !s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot], Page, Slot)] : Array.Empty<Conjunct<B, N>>(),
            ],
            Then = (s, h) =>
            {
                s.GoTo(h, Preparing);
                s.Cursor[h] = 0;
            },
        },

        // One vmemmap page full of tails; the first begins with the head and carries the folio's data.
        new HugepageStep<B, N>("prep-compound-page", "prep_compound_page()", Preparing)
        {
            IsAtBoot = true,
            Then = (s, h) =>
            {
                var v = s.Cursor[h];
                var frame = s.Pte[h, v];
                var isFirst = v == 0;
                s.PgHead.Fill(frame, false);
                s.CompoundHead.Fill(frame, s.HeadInTails(h));
                s.Refcount.Fill(frame, 0);
                s.Metadata.Fill(frame, None.Nobody);
                s.PgHead[frame, 0] = isFirst;
                s.CompoundHead[frame, 0] = N.If(isFirst, None.Nobody, s.HeadInTails(h));
                s.Refcount[frame, 0] = N.If(isFirst, IsFrozen ? 0 : 1, 0);
                s.Metadata[frame, s.SpecialSlot] = N.If(isFirst, h, None.Nobody);
                s.Cursor[h] = v + 1;
                s.GoTo(h, v + 1 == s.Pages, Prepared, Preparing);
            },
        },
    ];
}
