namespace Vmemmap.Model.Kernel.Hugetlb;

/// <summary>A hugepage whose restore failed goes back to the pool. mm/hugetlb.c <c>add_hugetlb_page()</c>.</summary>
/// <param name="ErasesPrivate">
/// <c>set_page_private(page, 0)</c> clears raw_hwp_unreliable, where there is one, with all other flags of hugetlb, and only HPageVmemmapOptimized is set again. The list itself is kept: its head is in a
/// tail struct page (6.1.192: SUBPAGE_INDEX_HWPOISON).
/// </param>
/// <param name="EnqueuesHeld">
/// it is enqueued even if somebody else holds a reference: <c>VM_BUG_ON_PAGE(!zeroed, page)</c> (v5.14; from v5.15 on it returns, and <c>free_huge_page()</c> enqueues it when that reference is dropped). The run ends
/// there, as a kernel with CONFIG_DEBUG_VM does: what one without does with a free hugepage that somebody holds, "corruption will happen" (Oscar Salvador of this line), is not followed.
/// </param>
[KernelFunction("add_hugetlb_page()", "v5.18, mm/hugetlb.c, corrected; ErasesPrivate: v5.18, 6.1.192, mm/hugetlb.c: add_hugetlb_page(), 6.12.113: add_hugetlb_folio(); EnqueuesHeld: ad2fa3717b74 (v5.14), mm/hugetlb.c")]
public sealed partial record AddHugetlbPage(bool ErasesPrivate, bool EnqueuesHeld = false) : Part
{
    public override IReadOnlyList<ControlPoint> Visits => [RestoreUndo, Kept];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new HugepageStep<B, N>("add-back", "add_hugetlb_page()", RestoreUndo)
        {
            TakesLock = true,
            When = [("the list is empty", (s, h) => s.ListLength[h] == 0)],
            Then = (s, h) =>
            {
                s.Hugetlb[h] = true;
                var isZero = s.DropOwn(h);
                s.RawPage[h] = None.Nobody;
                if (ErasesPrivate)
                {
                    s.Unreliable[h] = false;
                }
                s.Freed[h] = EnqueuesHeld ? true : isZero;
                s.CountFreeIf(h, s.Freed[h]);
                s.CountHugepageAgain(h);
                if (EnqueuesHeld)
                {
                    s.Oops.Value = s.Oops.Value | !isZero;
                }
                if (parts.Has<FreeInBulk>())
                {
                    s.InBulk[h] = false;
                }
                if (parts.Has<DemotePoolHugePage>())
                {
                    s.Demoting![h] = false;
                }
                s.GoTo(h, Kept);
            },
        },
    ];
}
