namespace Vmemmap.Model.Kernel.Hugetlb;

/// <summary>A hugepage whose restore failed goes back to the pool. mm/hugetlb.c <c>add_hugetlb_page()</c>.</summary>
/// <param name="ErasesPrivate">
/// <c>set_page_private(page, 0)</c> clears raw_hwp_unreliable, where there is one, with all other flags of hugetlb, and only HPageVmemmapOptimized is set again. The list itself is kept: its head is in a
/// tail struct page (6.1.192: SUBPAGE_INDEX_HWPOISON).
/// </param>
[KernelFunction("add_hugetlb_page()", "v5.18, mm/hugetlb.c, corrected; ErasesPrivate: v5.18, 6.1.192, mm/hugetlb.c: add_hugetlb_page()")]
public sealed record AddHugetlbPage(bool ErasesPrivate) : Part
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
                s.Refcount[s.HeadFrame(h), 0] = 0;
                s.RawPage[h] = None.Nobody;
                if (ErasesPrivate)
                {
                    s.Unreliable[h] = false;
                }
                s.Freed[h] = true;
                s.GoTo(h, Kept);
            },
        },
    ];
}
