namespace Vmemmap.Model.Kernel.Failure;

/// <summary>
/// The raw error list becomes flags of its pages; a hugepage whose list is unreliable is leaked. Type, head flag and the test for an unreliable list under one hold of
/// hugetlb_lock: what comes later is no longer recorded in the list but on the page itself (5596d9e8b553; the withdrawn a81fa1dc5db2 for the unreliable list).
/// mm/memory-failure.c <c>folio_clear_hugetlb_hwpoison()</c>.
/// </summary>
/// <param name="MovesUnderLock">ours: the lock is held until the last error has moved, so memory failure meets no page whose error is a list's that nobody looks at any longer. Of others that take the lock none looks at errors.</param>
[KernelFunction("update_and_free_hugetlb_folio(), folio_clear_hugetlb_hwpoison()", "161df60e9e89 (v6.1), 5596d9e8b553, a81fa1dc5db2, bd225530a4c7, mm/hugetlb.c, mm/memory-failure.c, corrected; MovesUnderLock: ours")]
public sealed partial record FreeAndMoveRawErrors(bool MovesUnderLock = false) : Part
{
    public override bool HoldsLockWhileErrorsMove => MovesUnderLock;

    public override IReadOnlyList<ControlPoint> Visits => [Points.Dissolving, MovingPoison, Unfrozen, AwaitingLastPut, Leaked, Destroying];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new HugepageStep<B, N>("clear-hugetlb-type", "__folio_clear_hugetlb()", Points.Dissolving)
        {
            TakesLock = true,
            When = [("the raw error list is complete", (s, h) => !s.Unreliable[h])],
            Then = (s, h) =>
            {
                s.Hugetlb[h] = false;
                s.PgHwpoison[s.HeadFrame(h), 0] = false;
                s.GoTo(h, MovingPoison);
            },
        },

        new HugepageStep<B, N>("leak-hugepage", "update_and_free_hugetlb_folio(): unreliable", Points.Dissolving)
        {
            When = [("the raw error list is unreliable", (s, h) => s.Unreliable[h])],
            Then = (s, h) =>
            {
                s.RawPage[h] = None.Nobody;
                s.GoTo(h, Leaked);
            },
        },

        new("move-raw-error", "folio_clear_hugetlb_hwpoison()", Folio, Page, Slot)
        {
            At = [MovingPoison],
            When = [("the page is in the list", (s, x) => s.RawList[x.Folio, x.Page, x.Slot])],
            Then = (s, x) =>
            {
                s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot] = true;
                s.RawList[x.Folio, x.Page, x.Slot] = false;
            },
        },

        new HugepageStep<B, N>("unfreeze", "update_and_free_hugetlb_folio(): folio_ref_unfreeze(folio, 1)", MovingPoison)
        {
            WhenAll = [new("the list is empty", (s, x) => !s.RawList[x.Folio, x.Page, x.Slot], Page, Slot)],
            Then = (s, h) =>
            {
                var head = s.HeadFrame(h);
                s.Refcount[head, 0] = N.If(s.Refcount[head, 0] == 0, 1, s.Refcount[head, 0]);
                s.GoTo(h, Unfrozen);
            },
        },

        new HugepageStep<B, N>("free-hugepage", "update_and_free_hugetlb_folio(): __free_pages()", Unfrozen)
        {
            Then = (s, h) =>
            {
                s.RawPage[h] = None.Nobody;
                s.FreePages(h);
            },
        },
    ];
}
