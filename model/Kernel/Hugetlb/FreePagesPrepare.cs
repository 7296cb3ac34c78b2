namespace Vmemmap.Model.Kernel.Hugetlb;

/// <summary>Heads and tails become ordinary pages again. PG_hwpoison stays: the allocator refuses flagged pages. mm/page_alloc.c <c>free_pages_prepare()</c>.</summary>
/// <param name="MeetsType">
/// a hugepage may come here with its type; since it is a flag of the second struct page (PG_hugetlb, v6.6) it goes with the other flags of that one: <c>page[1].flags &amp;= ~PAGE_FLAGS_SECOND</c>, before any
/// struct page is made ordinary. The raw error list, in the third one, is lost.
/// </param>
/// <param name="ChecksTails">
/// each tail is checked, as where CONFIG_DEBUG_VM or <c>init_on_alloc=1</c>, Debian's default, switches <c>check_pages_enabled</c> on: where one is none, <c>bad_page()</c> says so, it loses its <c>compound_head</c>, keeps its
/// flags, and the hugepage does not go to the buddy allocator. The tails behind it are looked at all the same; the head, which comes last, is left as it is. The first struct page of a vmemmap page stands for those
/// behind it, as a copy of the head is one of all that the head's page begins with. Without these checks the tail is made an ordinary page as any other; where all tails are tails there is nothing to find, and nobody can
/// tell whether the head comes first or last.
/// </param>
/// <param name="KeepsFlagged">ours, as discussed upstream: of a hugepage only the pages without a flag go to the buddy allocator.</param>
[KernelFunction("free_pages_prepare()", "v5.18, mm/page_alloc.c; MeetsType: 6.6.9, mm/page_alloc.c; ChecksTails: 6.12.118, mm/page_alloc.c: free_pages_prepare(), free_tail_page_prepare(), free_page_is_bad(), mm/mm_init.c: mem_debugging_and_hardening_init()")]
public sealed partial record FreePagesPrepare(bool MeetsType = false, bool ChecksTails = false, bool KeepsFlagged = false) : Part
{
    public override IReadOnlyList<ControlPoint> Visits => [Destroying, .. ChecksTails ? [BadPages] : Array.Empty<ControlPoint>(), Plain];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new HugepageStep<B, N>("free-struct-pages", "free_pages_prepare()", Destroying)
        {
            When = ChecksTails ? [("free_tail_page_prepare() finds tails of the hugepage", (s, h) => !MeetsBadPage(s, h))] : [],
            Then = (s, h) =>
            {
                var v = s.Cursor[h];
                var (frame, isHead) = (s.Pte[h, v], s.PgHead[s.Pte[h, v], 0] & v == 0);
                s.PgHead.Fill(frame, false);
                if (ChecksTails)
                {
                    s.PgHead[frame, 0] = isHead;
                    s.PgHead[s.HeadFrame(h), 0] = s.PgHead[s.HeadFrame(h), 0] & v + 1 != s.Pages;
                }
                s.CompoundHead.Fill(frame, None.Nobody);
                s.Refcount.Fill(frame, 0);
                s.Metadata.Fill(frame, None.Nobody);
                if (KeepsFlagged)
                {
                    s.OffBuddy!.CopyRowOf(s.PgHwpoison, frame);
                }
                else
                {
                    s.OffBuddy?.Fill(frame, false);
                }
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

        .. ChecksTails ? FindsBadPages<B, N>() : Array.Empty<Step<B, N>>(),
    ];

    private static Step<B, N>[] FindsBadPages<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        new HugepageStep<B, N>("find-bad-page", "free_pages_prepare(): free_tail_page_prepare(): bad_page()", Destroying)
        {
            When = [("free_tail_page_prepare() finds a struct page that is no tail of the hugepage", MeetsBadPage)],
            Then = (s, h) =>
            {
                ClearCompoundHeads(s, h);
                s.GoTo(h, BadPages);
            },
        },

        // Good or bad: what is a tail has no flag of a compound page, and what is none keeps it.
        new HugepageStep<B, N>("look-at-rest", "free_pages_prepare(): free_tail_page_prepare() of the tails behind a bad page", BadPages)
        {
            When = [("a page is left to look at", (s, h) => s.Cursor[h] < s.Pages)],
            Then = ClearCompoundHeads,
        },
    ];

    // clear_compound_head() of each struct page of the vmemmap page.
    private static void ClearCompoundHeads<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        s.CompoundHead.Fill(s.Pte[h, s.Cursor[h]], None.Nobody);
        s.Cursor[h] = s.Cursor[h] + 1;
    }

    private static B MeetsBadPage<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => s.Cursor[h] >= 1 & (s.CompoundHead[s.Pte[h, s.Cursor[h]], 0] != s.HeadInTails(h) | (s.Shape.CopiesCounts ? s.Refcount[s.Pte[h, s.Cursor[h]], 0] != 0 : false));
}
