namespace Vmemmap.Model.Kernel.Failure;

/// <summary>
/// 6.1.192: an unreliable list is looked for before the restore, without the lock; the type is cleared under <c>hugetlb_lock</c> (if the hugepage still has it), and only then, without the
/// lock again, the errors move (5596d9e8b553). <c>dissolve_free_huge_page()</c> restores first and comes here afterwards. mm/hugetlb.c <c>__update_and_free_page()</c>,
/// mm/memory-failure.c <c>hugetlb_clear_page_hwpoison()</c>.
/// </summary>
/// <param name="ClearsType">a hugepage that has its type still loses it here, under the lock (5596d9e8b553); up to 6.4 it lost it when it left the pool.</param>
[KernelFunction("__update_and_free_page(), hugetlb_clear_page_hwpoison()", "6.1.192, mm/hugetlb.c: __update_and_free_page(), mm/memory-failure.c: hugetlb_clear_page_hwpoison(), __free_raw_hwp_pages()")]
public sealed partial record FreeAndMoveRawErrorsUnlocked(bool ClearsType) : Part
{
    public override IReadOnlyList<ControlPoint> Visits => [Removed, RestoreAlloc, Points.Dissolving, MovingPoison, AwaitingLastPut, Leaked, Destroying];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts)
    {
        (string, Func<State<B, N>, N, B>) isUntyped = ("!PageHuge(page)", (s, h) => !s.Hugetlb[h]);
        (string, Func<State<B, N>, N, B>) isNotLeaked = ("dissolve_free_huge_page() did not find the list unreliable", (s, h) => s.RawPage[h] == None.Nobody | !s.Unreliable[h]);
        Step<B, N> clear = new HugepageStep<B, N>("clear-hugetlb-type", "__clear_hugetlb_destructor()", Points.Dissolving)
        {
            TakesLock = true,
            When = [isNotLeaked, ("PageHuge(page)", (s, h) => s.Hugetlb[h])],
            Then = (s, h) => s.Hugetlb[h] = false,
        };
        return
        [
            new HugepageStep<B, N>("leak-hugepage", "__update_and_free_page(): HPageRawHwpUnreliable(page)", Removed)
            {
                When = [("the raw error list is unreliable", (s, h) => s.Unreliable[h])],
                Then = (s, h) => s.GoTo(h, Leaked),
            },

            new HugepageStep<B, N>("find-list-reliable", "__update_and_free_page(): !HPageRawHwpUnreliable(page)", Removed)
            {
                When = [("the raw error list is complete", (s, h) => !s.Unreliable[h])],
                Then = (s, h) => s.GoTo(h, s.Optimised[h], RestoreAlloc, Points.Dissolving),
            },

            // The same test where dissolve_free_huge_page() has restored already. Memory failure called it and holds mf_mutex, so until the type is cleared nobody can change the answer.
            new HugepageStep<B, N>("leak-dissolved-hugepage", "update_and_free_page(): HPageRawHwpUnreliable(page)", Points.Dissolving)
            {
                When = [("dissolve_free_huge_page() is the caller", (s, h) => s.RawPage[h] != None.Nobody), ("the raw error list is unreliable", (s, h) => s.Unreliable[h])],
                Then = (s, h) =>
                {
                    s.RawPage[h] = None.Nobody;
                    s.GoTo(h, Leaked);
                },
            },

            .. ClearsType ? [clear] : Array.Empty<Step<B, N>>(),

            new HugepageStep<B, N>("clear-head-flag", "hugetlb_clear_page_hwpoison(): ClearPageHWPoison(hpage)", Points.Dissolving)
            {
                When =
                [
                    isNotLeaked, isUntyped,
                    ("PageHWPoison(page)", (s, h) => s.PgHwpoison[s.HeadFrame(h), 0]),
                    ("the raw error list is complete", (s, h) => !s.Unreliable[h]),
                ],
                Then = (s, h) =>
                {
                    s.PgHwpoison[s.HeadFrame(h), 0] = false;
                    s.GoTo(h, MovingPoison);
                },
            },

            new("move-raw-error", "__free_raw_hwp_pages(): SetPageHWPoison(p->page)", Folio, Page, Slot)
            {
                At = [MovingPoison],
                When = [("the page is in the list", (s, x) => s.RawList[x.Folio, x.Page, x.Slot])],
                Then = (s, x) =>
                {
                    s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot] = true;
                    s.RawList[x.Folio, x.Page, x.Slot] = false;
                },
            },

            new HugepageStep<B, N>("free-hugepage", "__update_and_free_page(): __free_pages()", MovingPoison)
            {
                WhenAll = [new("the list is empty", (s, x) => !s.RawList[x.Folio, x.Page, x.Slot], Page, Slot)],
                Then = Free,
            },

            // hugetlb_clear_page_hwpoison() is not called, or returns at once where the list became unreliable after the test: then the head keeps its flag, and what else is bad is nowhere.
            new HugepageStep<B, N>("free-without-move", "__update_and_free_page(): __free_pages()", Points.Dissolving)
            {
                When =
                [
                    isNotLeaked, isUntyped,
                    ("!PageHWPoison(page), or the raw error list is unreliable", (s, h) => !s.PgHwpoison[s.HeadFrame(h), 0] | s.Unreliable[h]),
                ],
                Then = Free,
            },
        ];

        // The mark "unreliable" stays in page->private, which nobody reads before the next owner of the page has it zeroed (post_alloc_hook()).
        static void Free(State<B, N> s, N h)
        {
            s.RawPage[h] = None.Nobody;
            s.Unreliable[h] = false;
            s.FreePages(h);
        }
    }
}
