namespace Vmemmap.Model.Kernel.Hugetlb;

/// <summary>Heads and tails become ordinary pages again. PG_hwpoison stays: the allocator refuses flagged pages. mm/page_alloc.c <c>free_pages_prepare()</c>.</summary>
/// <param name="MeetsType">
/// a hugepage may come here with its type; since it is a flag of the second struct page (PG_hugetlb, v6.6) it goes with the other flags of that one: <c>page[1].flags &amp;= ~PAGE_FLAGS_SECOND</c>, before any
/// struct page is made ordinary. The raw error list, in the third one, is lost.
/// </param>
[KernelFunction("free_pages_prepare()", "v5.18, mm/page_alloc.c; MeetsType: 6.6.9, mm/page_alloc.c")]
public sealed partial record FreePagesPrepare(bool MeetsType = false) : Part
{
    public override IReadOnlyList<ControlPoint> Visits => [Destroying, Plain];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new HugepageStep<B, N>("free-struct-pages", "free_pages_prepare()", Destroying)
        {
            Then = (s, h) =>
            {
                var v = s.Cursor[h];
                var frame = s.Pte[h, v];
                s.PgHead.Fill(frame, false);
                s.CompoundHead.Fill(frame, None.Nobody);
                s.Refcount.Fill(frame, 0);
                s.Metadata.Fill(frame, None.Nobody);
                if (MeetsType)
                {
                    s.Hugetlb[h] = false;
                    s.RawList.Fill(h, false);
                    s.RawPage[h] = None.Nobody;
                    s.ForgetFlagsIf(h, true);
                }
                s.Cursor[h] = v + 1;
                s.GoTo(h, v + 1 == s.Pages, Plain, Destroying);
            },
        },
    ];
}
