namespace Vmemmap.Model.Kernel.Hugetlb;

/// <summary>Heads and tails become ordinary pages again. PG_hwpoison stays: the allocator refuses flagged pages. mm/page_alloc.c <c>free_pages_prepare()</c>.</summary>
/// <param name="MeetsType">
/// a hugepage may come here with its type; since it is a flag of the second struct page (PG_hugetlb, v6.6) it goes with the other flags of that one: <c>page[1].flags &amp;= ~PAGE_FLAGS_SECOND</c>, before any
/// struct page is made ordinary. The raw error list, in the third one, is lost.
/// </param>
/// <param name="ChecksTails">
/// each tail is checked, as where CONFIG_DEBUG_VM or <c>init_on_alloc=1</c>, Debian's default, switches <c>check_pages_enabled</c> on: where one is none, <c>bad_page()</c> says so, it loses its <c>compound_head</c>, keeps its
/// flags, and the hugepage does not go to the buddy allocator. The kernel looks at the rest of its struct pages as well, and leaves the head as it is; nobody is given any of them. The first struct page of a vmemmap page stands for those
/// behind it, as a copy of the head is one of all that the head's page begins with. Without these checks the tail is made an ordinary page as any other; where all tails are tails there is nothing to find.
/// </param>
[KernelFunction("free_pages_prepare()", "v5.18, mm/page_alloc.c; MeetsType: 6.6.9, mm/page_alloc.c; ChecksTails: 6.12.118, mm/page_alloc.c: free_pages_prepare(), free_tail_page_prepare(), free_page_is_bad(), mm/mm_init.c: mem_debugging_and_hardening_init()")]
public sealed partial record FreePagesPrepare(bool MeetsType = false, bool ChecksTails = false) : Part
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

        .. ChecksTails ? [FindsBadPage<B, N>()] : Array.Empty<Step<B, N>>(),
    ];

    private static HugepageStep<B, N> FindsBadPage<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        new("find-bad-page", "free_pages_prepare(): free_tail_page_prepare(): bad_page()", Destroying)
        {
            When = [("free_tail_page_prepare() finds a struct page that is no tail of the hugepage", MeetsBadPage)],
            Then = (s, h) =>
            {
                s.CompoundHead.Fill(s.Pte[h, s.Cursor[h]], None.Nobody);
                s.GoTo(h, BadPages);
            },
        };

    private static B MeetsBadPage<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => s.Cursor[h] >= 1 & s.CompoundHead[s.Pte[h, s.Cursor[h]], 0] != s.HeadInTails(h);
}
