using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Kernel.Failure;

/// <summary>
/// 6.1.192: flag of the head and an entry of the raw error list in one hold of <c>hugetlb_lock</c>, whatever the hugepage is doing (161df60e9e89, 38f6d29397cc). A page that is not
/// hugetlb is flagged later, without the lock; observers read PG_hwpoison of the struct page that they are given. mm/memory-failure.c <c>get_huge_page_for_hwpoison()</c>,
/// <c>hugetlb_update_hwpoison()</c>.
/// </summary>
/// <param name="FlagsUnderLock">ours: the test for hugetlb and the flag of an ordinary page are under one hold of the lock, so the page cannot become the tail of an optimised hugepage in between.</param>
/// <param name="ClearsMigratable">a hugepage that memory failure took a reference on is not migratable any longer, so that memory hot-remove leaves it alone (e591ef7d96d6, v6.2).</param>
/// <param name="PutsUnderLock">as of <see cref="HeadFlagLocked"/>.</param>
/// <param name="FreesCounts">where the list becomes unreliable each entry that is freed is taken out of <c>num_poisoned_pages</c> (5033091de814, v6.2); else what was counted stays.</param>
/// <param name="CountsReports">an error that is not the first of its hugepage is counted whenever it is reported and the list does not have it: <c>action_result(MF_MSG_HUGE)</c> (a148a2040191, v7.0); else when it is entered into the list.</param>
/// <param name="TrustsUnreliable">ours: where the list is unreliable MF_HUGETLB_PAGE_PRE_POISONED is returned, so nothing is counted that may have been counted before.</param>
[KernelFunction("get_huge_page_for_hwpoison(): hugetlb_update_hwpoison()", "6.1.192, mm/memory-failure.c: get_huge_page_for_hwpoison(), hugetlb_update_hwpoison(), memory_failure(); FlagsUnderLock: ours; ClearsMigratable: 6.12.113, mm/memory-failure.c: get_huge_page_for_hwpoison(); PutsUnderLock: 6.6.9, mm/memory-failure.c: __get_huge_page_for_hwpoison(), folio_set_hugetlb_hwpoison(); FreesCounts: 6.6.9 and 7.3.4, mm/memory-failure.c: __folio_free_raw_hwp(); CountsReports: 6.12.113 and 7.3.4, mm/memory-failure.c: try_memory_failure_hugetlb(), action_result(); TrustsUnreliable: ours")]
public sealed partial record RawErrorList(bool FlagsUnderLock, bool ClearsMigratable = false, bool PutsUnderLock = false, bool FreesCounts = false, bool CountsReports = false, bool TrustsUnreliable = false) : ErrorRecord
{
    public override bool IsUnderLock => true;

    public override bool CountsFirst => false;

    public override IReadOnlyList<ControlPoint> Visits =>
        [FailurePoints.LookedUp, .. RecordSteps.PointsOfOrdinaryPages(FlagsUnderLock), .. RecordSteps.PointsOfPut(PutsUnderLock), FailurePoints.FoundFree, FailurePoints.FoundInUse, FailurePoints.Idle];

    public override B Remembers<B, N>(State<B, N> s, N folio, N page, N slot) => s.RawList[folio, page, slot];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts)
    {
        // A head that has its type while its page moves: flag, list and mark are stored wherever this CPU translates that page to.
        var headMoves = parts.Has<RemapWithNewHead>() && parts.The<SetHugetlbType>().OptimisedFrom == Typed;
        return
        [
            // Neither HPageFreed nor HPageMigratable: MF_HUGETLB_RETRY, so the record is made at the second attempt (MF_NO_RETRY), and -EBUSY. HPageFreed is set by enqueue_huge_page() and cleared by
            // dequeue_huge_page_node_exact(), and by remove_hugetlb_folio() where the hugepage stays frozen (RemoveHugetlbPage.KeepsFrozen): before that, a hugepage that was removed or leaked still has it.
            // List and mark are in struct pages of the head's page: what is stored there when that is copied already stays behind, and what is stored to the page that it had is lost.
            // Where the flag of the head or the mark "unreliable" was set before: MF_HUGETLB_FOLIO_PRE_POISONED, memory_failure() returns -EHWPOISON. The entry is made all the same.
            new FailureStep<B, N>("record-raw-error", "hugetlb_update_hwpoison()", FailurePoints.LookedUp)
            {
                When = [("PageHeadHuge(head)", (s, h) => s.FailureFoundHugetlb(h))],
                ThroughHeadsPage = headMoves,
                Then = (s, h, v, e, f) =>
                {
                    var head = headMoves ? f : s.HeadFrame(h);
                    var (wasListed, wasUnreliable) = (s.RawList[h, v, e], s.Unreliable[h]);
                    s.RawList[h, v, e] = wasListed | (!s.Unreliable[h] & head == s.HeadFrame(h));
                    PointToList(s, h, N.If(s.Unreliable[h], None.Nobody, h));
                    var isLater = RecordSteps<B, N>.FlagHead(s, h, v, e, head) | wasUnreliable;
                    CountAtOnce(s, h, v, e, isLater, !wasListed & (CountsReports & !TrustsUnreliable ? true : !wasUnreliable));
                    ForgetMigratable(s, h, RecordSteps<B, N>.FindOut(s, h, isLater, PutsUnderLock));
                },
            },

            new FailureStep<B, N>("record-fails", "hugetlb_update_hwpoison(): kmalloc(GFP_ATOMIC) fails", FailurePoints.LookedUp)
            {
                When =
                [
                    ("PageHeadHuge(head)", (s, h) => s.FailureFoundHugetlb(h)),
                    ("the list can be relied on and lacks the page", (s, h) => !s.Unreliable[h] & !s.RawList[h, s.Failure.Page.Value, s.Failure.Slot.Value]),
                ],
                ThroughHeadsPage = headMoves,
                Then = (s, h, v, e, f) =>
                {
                    // The entries are freed: to the copy of the head's page, or the page that was copied, they are lost just the same, and its list dangles.
                    var head = headMoves ? f : s.HeadFrame(h);
                    s.Unreliable[h] = s.Unreliable[h] | head == s.HeadFrame(h);
                    s.RawList.Fill(h, false);
                    if (headMoves)
                    {
                        s.CopiedList.Fill(h, false);
                    }
                    PointToList(s, h, None.Nobody);
                    if (FreesCounts)
                    {
                        s.UncountEntries(h);
                    }
                    var isLater = RecordSteps<B, N>.FlagHead(s, h, v, e, head);
                    CountAtOnce(s, h, v, e, isLater, CountsReports);
                    ForgetMigratable(s, h, RecordSteps<B, N>.FindOut(s, h, isLater, PutsUnderLock));
                },
            },

            .. RecordSteps<B, N>.OfPut(PutsUnderLock),
            .. RecordSteps<B, N>.OfParts(parts),

            // MF_HUGETLB_NON_HUGEPAGE, found under the lock; memory_failure() flags the page when it has dropped it.
            .. RecordSteps<B, N>.OfOrdinaryPages(FlagsUnderLock),
        ];
    }

    // Of what memory failure does not go on with: where the hugepage is busy its first error, action_result(MF_MSG_GET_HWPOISON), and a later one if that is counted. A reference is dropped before; who comes in between sees no difference.
    private static void CountAtOnce<B, N>(State<B, N> s, N h, N v, N e, B isLater, B countsLater)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        s.CountPoisonedIf((isLater & countsLater) | (!isLater & RecordSteps<B, N>.IsBusy(s, h)), h, v, e);

    private void ForgetMigratable<B, N>(State<B, N> s, N h, B goesOn)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        if (ClearsMigratable)
        {
            s.Migratable[h] = s.Migratable[h] & !goesOn;
        }
    }

    // raw_hwp_list_head(): page->private of a tail struct page, which llist_add() sets and llist_del_all() clears.
    private static void PointToList<B, N>(State<B, N> s, N h, N to)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        if (s.Shape.Layout.ListBeginsBehindReset)
        {
            s.Metadata[s.HeadFrame(h), s.ListSlot] = to;
        }
    }
}
