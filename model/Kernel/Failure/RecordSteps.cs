using Vmemmap.Model.Kernel.Hugetlb;

namespace Vmemmap.Model.Kernel.Failure;

/// <summary>Where every version of the record passes.</summary>
internal static class RecordSteps
{
    /// <summary>Where memory failure is between its test for hugetlb and the flag of an ordinary page.</summary>
    public static ControlPoint[] PointsOfOrdinaryPages(bool flagsUnderLock) => flagsUnderLock ? [] : [FailurePoints.Ordinary];

    /// <summary>Where memory failure is while it drops a reference under <c>hugetlb_lock</c>.</summary>
    public static ControlPoint[] PointsOfPut(bool putsUnderLock) => putsUnderLock ? [FailurePoints.PuttingUnderLock, FailurePoints.WaitingForItself] : [];
}

/// <summary>What every version of the record consists of: on the head while the page is seen to be hugetlb, else on the page's own struct page.</summary>
internal static class RecordSteps<B, N>
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>The page is seen not to be hugetlb, and flagged: under one hold of <c>hugetlb_lock</c>, or when that is dropped.</summary>
    public static Step<B, N>[] OfOrdinaryPages(bool flagsUnderLock) => flagsUnderLock
        ? [FlagsPage(FailurePoints.LookedUp, counts: true, IsOrdinary)]
        : [SeesOrdinary(), FlagsPage(FailurePoints.Ordinary)];

    /// <summary>The page is seen not to be hugetlb.</summary>
    public static Step<B, N> SeesOrdinary() =>
        new FailureStep<B, N>("failure-sees-ordinary", "memory_failure(): !PageHuge(p)", FailurePoints.LookedUp)
        {
            When = [IsOrdinary],
            Then = (s, h, v, e, f) => s.GoTo(FailurePoints.Ordinary),
        };

    /// <summary>
    /// What a hugepage was demoted to are hugepages of their own, each with its flag and its list. The one of the page is free, or is being made: the error is recorded, and memory failure returns. That it dissolves one that is free, as
    /// it does a large one, is not followed, nor that the entry cannot be allocated.
    /// </summary>
    public static Step<B, N>[] OfParts(PartList parts) => !parts.Has<DemotePoolHugePage>() ? [] :
    [
        new FailureStep<B, N>("record-in-smaller-hugepage", "hugetlb_update_hwpoison() of a smaller hugepage", FailurePoints.LookedUp)
        {
            When = [("PageHeadHuge() of the head of a smaller hugepage", (s, h) => s.FailureFoundPart(h))],
            Then = (s, h, v, e, f) =>
            {
                s.CountPoisonedIf(!s.RawList[h, v, e], h, v, e);
                s.RawList[h, v, e] = true;
                s.PgHwpoison[s.Pte[h, v], 0] = true;
                s.EndFailure(true);
            },
        },
    ];

    private static (string Says, Func<State<B, N>, N, B> Holds) IsOrdinary { get; } = ("!PageHuge(p)", (s, h) => !s.FailureFoundHugetlb(h) & !s.FailureFoundPart(h));

    /// <summary>An ordinary page is flagged and taken from its user.</summary>
    /// <param name="from">where memory failure is then.</param>
    /// <param name="counts">a count of flagged pages goes up with it: who scans a block sees that.</param>
    /// <param name="more">what else must be the case.</param>
    public static Step<B, N> FlagsPage(ControlPoint from, bool counts = false, params (string Says, Func<State<B, N>, N, B> Holds)[] more) =>
        new FailureStep<B, N>("flag-page", "TestSetPageHWPoison(p)", from)
        {
            When = more,
            ThroughTranslation = true,
            Then = (s, h, v, e, f) =>
            {
                var (wasFlagged, wasLent) = (s.PgHwpoison[f, e], s.Lent[h, v, e]);
                s.SetHwpoison(h, v, e, f);
                s.CountPoisonedIf(s.OffBuddy is null ? !wasFlagged : !wasFlagged & wasLent, h, v, e);
                s.Put(s.Pte[h, v], e, N.If(s.Lent[h, v, e], 1, 0));
                s.Lent[h, v, e] = false;
                if (counts)
                {
                    s.UnflaggedSince[h] = false;
                }
                if (s.OffBuddy is not null)
                {
                    // Memory failure keeps its reference on what it took from a user; what is free is still to be taken.
                    s.OffBuddy[s.Pte[h, v], e] = s.OffBuddy[s.Pte[h, v], e] | wasLent;
                    s.GoTo(FailurePoints.TakingOffFree);
                    s.EndFailure(wasFlagged | wasLent);
                    return;
                }
                s.EndFailure(true);
            },
        };

    /// <summary><c>TestSetPageHWPoison(head)</c>: was it set before? The first error of a hugepage is handled, later ones return -EHWPOISON.</summary>
    /// <param name="s">the state.</param>
    /// <param name="h">the folio.</param>
    /// <param name="v">the page of the bad page.</param>
    /// <param name="e">its slot.</param>
    /// <param name="head">the frame that the head's page is translated to.</param>
    public static B FlagHead(State<B, N> s, N h, N v, N e, N head)
    {
        var isLater = s.PgHwpoison[head, 0];
        s.UncountFit(h);
        s.PgHwpoison[head, 0] = true;
        s.LostStore[h] = s.LostStore[h] | s.GoesToOldHead(h, 0, head);
        s.Strike(h, v, e, s.IsInUse(h));
        return isLater;
    }

    /// <summary>
    /// <c>get_huge_page_for_hwpoison()</c>, still under <c>hugetlb_lock</c>: free is what has HPageFreed, in use what has HPageMigratable and a reference that can be taken; what has neither is busy. Where
    /// memory failure is not to go on the reference is dropped at once: when it has let go of the lock, where somebody else's is left or it frees the hugepage like anybody; or under the lock, which is a step of its own.
    /// </summary>
    /// <returns>Memory failure goes on with a reference of its own.</returns>
    public static B FindOut(State<B, N> s, N h, B returns, bool putsUnderLock)
    {
        var (count, isFree) = (s.Refcount[s.HeadFrame(h), 0], s.Freed[h]);
        var isInUse = !isFree & s.Migratable[h] & count > 0;
        var isBusy = IsBusy(s, h);
        s.GoTo(h, isInUse, FailurePoints.FoundInUse, FailurePoints.FoundFree);
        if (putsUnderLock)
        {
            s.GoToIf(0, isInUse & returns, FailurePoints.PuttingUnderLock);
            TakeReference(s, h, isInUse);
            s.EndFailure((returns & !isInUse) | isBusy);
        }
        else
        {
            TakeReference(s, h, isInUse & !returns);
            s.EndFailure(returns | isBusy);
        }
        return isInUse & !returns;
    }

    /// <summary>Neither HPageFreed nor HPageMigratable.</summary>
    public static B IsBusy(State<B, N> s, N h) => !s.Freed[h] & !s.Migratable[h];

    /// <summary>
    /// <c>put_page(head)</c> under <c>hugetlb_lock</c>, which <c>free_huge_page()</c> takes. Whoever else held the hugepage may have dropped his reference since this one was taken: no lock is needed for that.
    /// </summary>
    public static Step<B, N>[] OfPut(bool putsUnderLock) => !putsUnderLock ? [] :
    [
        new FailureStep<B, N>("put-under-lock", "__get_huge_page_for_hwpoison(): put_page(head)", FailurePoints.PuttingUnderLock)
        {
            Then = (s, h, v, e, f) =>
            {
                s.Failure.Holds.Value = false;
                var isLast = s.PutHead(h, 1);
                s.GoTo(h, isLast, FailurePoints.WaitingForItself, FailurePoints.Idle);
                s.EndFailure(!isLast);
            },
        },
    ];

    /// <summary>Memory failure returns when it has handled the page: with <c>action_result()</c>, where that counts.</summary>
    public static Action<State<B, N>, N, N, N> Returns(PartList parts)
    {
        B counts = !parts.The<ErrorRecord>().CountsFirst;
        return (s, h, v, e) =>
        {
            s.CountPoisonedIf(counts, h, v, e);
            s.EndFailure(true);
        };
    }

    /// <summary><c>get_page_unless_zero(head)</c>.</summary>
    public static void TakeReference(State<B, N> s, N h, B takes)
    {
        var head = s.HeadFrame(h);
        s.Refcount[head, 0] = s.Refcount[head, 0] + N.If(takes, 1, 0);
        s.Failure.Holds.Value = takes;
    }
}
