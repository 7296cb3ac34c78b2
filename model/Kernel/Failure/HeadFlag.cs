using Vmemmap.Model.Kernel.Lookup;

namespace Vmemmap.Model.Kernel.Failure;

/// <summary>The flag of its head is all that a hugepage remembers: not which of its pages are bad.</summary>
public abstract record HeadFlag : ErrorRecord
{
    public override bool CountsFirst => true;

    public override B Remembers<B, N>(State<B, N> s, N folio, N page, N slot) => s.PgHwpoison[s.HeadFrame(folio), 0];
}

/// <summary>
/// Up to v5.17: no lock is held. <c>memory_failure()</c> looks the head up and sees that it is hugetlb; <c>memory_failure_hugetlb()</c> looks it up again and flags what it finds, and then takes a reference:
/// <c>get_hwpoison_page()</c>. mm/memory-failure.c.
/// </summary>
/// <param name="TestsFlags">HPageFreed or HPageMigratable must be set: else the hugepage is neither free nor in use, -EBUSY (v5.14); before there was no such test.</param>
[KernelFunction("memory_failure_hugetlb(): TestSetPageHWPoison(head)", "v5.10, mm/memory-failure.c, the nearest to the RFC's v5.9 that could be had; TestsFlags: v5.14, mm/memory-failure.c: __get_hwpoison_page()")]
public sealed partial record HeadFlagUnlocked(bool TestsFlags) : HeadFlag
{
    public override bool IsUnderLock => false;

    public override IReadOnlyList<ControlPoint> Visits =>
    [
        FailurePoints.LookedUp, FailurePoints.SeenHugetlb, FailurePoints.HeadFound, FailurePoints.Ordinary, FailurePoints.Recorded, FailurePoints.FoundFree, FailurePoints.FoundInUse, FailurePoints.Idle,
    ];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts)
    {
        (string, Func<State<B, N>, N, B>) isHugetlb = ("PageHuge(p)", (s, h) => s.FailureFoundHugetlb(h));
        (string, Func<State<B, N>, N, B>)[] isFreeOrMigratable = TestsFlags ? [("HPageFreed(head) || HPageMigratable(head)", (s, h) => s.Freed[h] | s.Migratable[h])] : [];
        return
        [
            new FailureStep<B, N>("failure-sees-hugetlb", "memory_failure(): PageHuge(p)", FailurePoints.LookedUp)
            {
                When = [isHugetlb],
                Then = (s, h, v, e, f) => s.GoTo(FailurePoints.SeenHugetlb),
            },

            FailureReading<B, N>.LoadAgain(parts.The<HeadLookup>(), FailurePoints.SeenHugetlb, FailurePoints.HeadFound),

            new FailureStep<B, N>("flag-head", "TestSetPageHWPoison(head)", FailurePoints.HeadFound)
            {
                When = [("compound_head(p) returned the head", (s, h) => s.Failure.Head.Value == h)],
                Then = (s, h, v, e, f) =>
                {
                    var isLater = RecordSteps<B, N>.FlagHead(s, h, v, e, s.HeadFrame(h));
                    s.CountPoisonedIf(!isLater, h, v, e);
                    s.GoTo(FailurePoints.Recorded);
                    s.EndFailure(isLater);
                },
            },

            // The hugepage went between the two lookups. Of a page that has a user page_hstate() is NULL then, and memory_failure_hugetlb() reads its order.
            new FailureStep<B, N>("flag-page-as-head", "memory_failure_hugetlb(): TestSetPageHWPoison(head), the page itself", FailurePoints.HeadFound)
            {
                When = [("compound_head(p) returned p", (s, h) => s.Failure.Head.Value == None.Nobody)],
                ThroughTranslation = true,
                Then = (s, h, v, e, f) =>
                {
                    var wasFlagged = s.PgHwpoison[f, e];
                    s.SetHwpoison(h, v, e, f);
                    s.CountPoisonedIf(!wasFlagged, h, v, e);
                    s.Oops.Value = s.Oops.Value | s.Lent[h, v, e];
                    s.EndFailure(true);
                },
            },

            new FailureStep<B, N>("take-reference", "get_hwpoison_page(): get_page_unless_zero(head)", FailurePoints.Recorded)
            {
                When = [isHugetlb, .. isFreeOrMigratable, ("page_count(head) is not 0", (s, h) => s.Refcount[s.HeadFrame(h), 0] > 0)],
                Then = (s, h, v, e, f) =>
                {
                    RecordSteps<B, N>.TakeReference(s, h, true);
                    s.GoTo(FailurePoints.FoundInUse);
                },
            },

            new FailureStep<B, N>("find-free", "get_hwpoison_page(): !get_page_unless_zero(head)", FailurePoints.Recorded)
            {
                When = [.. isFreeOrMigratable, ("page_count(head) is 0", (s, h) => s.Refcount[s.HeadFrame(h), 0] == 0)],
                Then = (s, h, v, e, f) => s.GoTo(FailurePoints.FoundFree),
            },

            // Or the hugepage is gone: whoever holds the last reference then, the allocator has it soon.
            new FailureStep<B, N>("failure-finds-busy", "get_hwpoison_page(): -EBUSY", FailurePoints.Recorded) { Then = (s, h, v, e, f) => s.EndFailure(true) },

            RecordSteps<B, N>.SeesOrdinary(),
            RecordSteps<B, N>.FlagsPage(FailurePoints.Ordinary),
        ];
    }
}

/// <summary>v5.18: flag, test and reference under <c>hugetlb_lock</c>; busy hugepages are not recorded. mm/hugetlb.c <c>get_huge_page_for_hwpoison()</c> (405ce051236c).</summary>
/// <param name="FlagsUnderLock">an ordinary page is flagged under the same hold of the lock; ours.</param>
/// <param name="PutsUnderLock">the reference that was taken is dropped under it too, where an error was recorded before (until 3c2d42b8ee34, v7.1).</param>
[KernelFunction("get_huge_page_for_hwpoison()", "405ce051236c (v5.18) with 3c2d42b8ee34 (v7.1), mm/memory-failure.c: get_huge_page_for_hwpoison(); PutsUnderLock: 405ce051236c (v5.18), mm/memory-failure.c: __get_huge_page_for_hwpoison(); FlagsUnderLock: ours")]
public sealed partial record HeadFlagLocked(bool FlagsUnderLock = false, bool PutsUnderLock = false) : HeadFlag
{
    public override bool IsUnderLock => true;

    public override IReadOnlyList<ControlPoint> Visits =>
        [FailurePoints.LookedUp, .. RecordSteps.PointsOfOrdinaryPages(FlagsUnderLock), .. RecordSteps.PointsOfPut(PutsUnderLock), FailurePoints.FoundFree, FailurePoints.FoundInUse, FailurePoints.Idle];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new FailureStep<B, N>("flag-head", "get_huge_page_for_hwpoison()", FailurePoints.LookedUp)
        {
            When = [("PageHuge(p)", (s, h) => s.FailureFoundHugetlb(h)), ("HPageFreed(head) || HPageMigratable(head)", (s, h) => s.Freed[h] | s.Migratable[h])],
            Then = (s, h, v, e, f) =>
            {
                var isLater = RecordSteps<B, N>.FlagHead(s, h, v, e, s.HeadFrame(h));

                // try_memory_failure_hugetlb() counts without the lock, before it does anything else.
                s.CountPoisonedIf(!isLater, h, v, e);
                RecordSteps<B, N>.FindOut(s, h, isLater, PutsUnderLock);
            },
        },
        new FailureStep<B, N>("failure-finds-busy", "get_huge_page_for_hwpoison(): -EBUSY", FailurePoints.LookedUp)
        {
            When = [("PageHuge(p)", (s, h) => s.FailureFoundHugetlb(h)), ("!HPageFreed(head) && !HPageMigratable(head)", RecordSteps<B, N>.IsBusy)],
            Then = (s, h, v, e, f) => s.EndFailure(true),
        },
        .. RecordSteps<B, N>.OfPut(PutsUnderLock),
        .. RecordSteps<B, N>.OfOrdinaryPages(FlagsUnderLock),
    ];
}
