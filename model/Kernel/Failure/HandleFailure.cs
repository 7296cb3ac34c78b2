using Vmemmap.Model.Kernel.Hugetlb;

namespace Vmemmap.Model.Kernel.Failure;

/// <summary>
/// What memory failure does after the record: users lose the page. Of an anonymous hugepage its own reference is dropped, and one that nobody holds is dissolved; on one of a file it leaves its reference for good.
/// mm/memory-failure.c <c>memory_failure_hugetlb()</c>, <c>me_huge_page()</c>; mm/hugetlb.c <c>dissolve_free_huge_page()</c>.
/// </summary>
/// <param name="GivesUpOnFreeTails">
/// up to v5.15 memory_failure_hugetlb() gave up on a tail of a free hugepage: having set the flag of the head itself, it took it for that of another error ("race with other
/// subpage"). Fixed by e37e7b0b3bd5, "mm/hwpoison: fix condition in free hugetlb page path".
/// </param>
/// <param name="FilesKeepPages">a hugepage of a file stays in its page cache, where a fault or a read meets the flag of the head (8625147cafaa, v6.1); before, hugetlbfs_error_remove_page() took it out.</param>
[KernelFunction("memory_failure_hugetlb(), me_huge_page()", "v5.18, mm/memory-failure.c, mm/hugetlb.c: dissolve_free_huge_page(); GivesUpOnFreeTails: v5.14, mm/memory-failure.c; FilesKeepPages: 6.1.192, fs/hugetlbfs/inode.c")]
public partial record HandleFailure(bool GivesUpOnFreeTails, bool FilesKeepPages = false) : Part
{
    public override IReadOnlyList<ControlPoint> Visits =>
    [
        FailurePoints.FoundFree, FailurePoints.FoundInUse, FailurePoints.Unmapped, FailurePoints.Freeing, FailurePoints.Put,
        .. WaitsForDissolve ? [FailurePoints.Dissolving] : Array.Empty<ControlPoint>(), FailurePoints.Idle,
    ];

    /// <summary>Memory failure returns when the hugepage is dissolved; else the dissolve goes on in a workqueue.</summary>
    protected virtual bool WaitsForDissolve => true;

    /// <summary>What cannot be unmapped, or is larger than a PMD maps, is left to its user with the reference of memory failure; where files keep their pages that looks like one of those.</summary>
    protected virtual bool LeavesMappedPages => !FilesKeepPages;

    /// <summary>Dissolving stores to the page's own struct page, so it uses a translation.</summary>
    protected virtual bool StoresToPage => false;

    /// <summary><c>dissolve_free_huge_page()</c> waits for a hugepage that is not on the free list yet (HPageFreed, 7ffddd499ba6, v5.11).</summary>
    protected virtual bool TestsFreed => true;

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts)
    {
        var remove = parts.The<RemoveHugetlbPage>();
        B countsFirst = parts.The<ErrorRecord>().CountsFirst;
        var returns = RecordSteps<B, N>.Returns(parts);
        (string, Func<State<B, N>, N, B>)[] dissolves =
        [
            ("PageHuge(page)", (s, h) => s.Hugetlb[h]),
            ("!page_count(page)", (s, h) => s.Refcount[s.HeadFrame(h), 0] == 0),
            .. TestsFreed ? [("HPageFreed(head)", (s, h) => s.Freed[h])] : Array.Empty<(string, Func<State<B, N>, N, B>)>(),
            .. Reservations.MayDissolve<B, N>(parts),
        ];
        (string Says, Func<State<B, N>, N, B> Holds) isHead = ("the failed page is the head", (s, h) => s.Failure.Page.Value == 0 & s.Failure.Slot.Value == 0);
        Step<B, N> returned = new FailureStep<B, N>("dissolve-returned", "dissolve_free_huge_page() returned", FailurePoints.Dissolving)
        {
            When = [("the hugepage is dissolved or back in the pool", (s, h) => s.RawPage[h] == None.Nobody)],
            Then = parts.Has<TakePageOffBuddy>() ? (s, h, v, e, f) => s.GoTo(FailurePoints.TakingOff) : (s, h, v, e, f) => returns(s, h, v, e),
        };

        // MF_MSG_NON_PMD_HUGE (up to v6.0), or MF_MSG_UNMAP_FAILED.
        Step<B, N> leaves = new FailureStep<B, N>("leave-mapped-page", "memory_failure_hugetlb(): larger than PMD_SIZE, or hwpoison_user_mappings() fails", FailurePoints.FoundInUse)
        {
            When = [("the user has it mapped", (s, h) => s.UserHolds[h])],
            Then = (s, h, v, e, f) => LeaveReference(s, h, v, e),
        };
        return
        [
            new FailureStep<B, N>("dissolve-free-page", "dissolve_free_huge_page(p)", FailurePoints.FoundFree)
            {
                When = GivesUpOnFreeTails ? [.. dissolves, isHead] : dissolves,
                ThroughTranslation = StoresToPage,
                Then = Dissolve,
            },

            // try_to_unmap() drops the references of the page tables.
            new FailureStep<B, N>("unmap-users", "hwpoison_user_mappings()", FailurePoints.FoundInUse)
            {
                Then = (s, h, v, e, f) =>
                {
                    TakeFromUser(s, h);
                    s.GoTo(FailurePoints.Unmapped);
                },
            },

            // No step of others between the two would see a difference: the reference of the page cache is one like that of page tables.
            new FailureStep<B, N>("leave-file-page", "hwpoison_user_mappings(), me_huge_page(): truncate_error_page()", FailurePoints.FoundInUse)
            {
                When = [("page_mapping(hpage): the user is a file", (s, h) => s.UserHolds[h])],
                Then = (s, h, v, e, f) =>
                {
                    if (!FilesKeepPages)
                    {
                        TakeFromUser(s, h);
                    }
                    LeaveReference(s, h, v, e);
                },
            },

            .. LeavesMappedPages ? [leaves] : Array.Empty<Step<B, N>>(),

            new FailureStep<B, N>("put-failed-page", "me_huge_page(): put_page(hpage)", FailurePoints.Unmapped)
            {
                Then = (s, h, v, e, f) =>
                {
                    s.Failure.Holds.Value = false;
                    s.GoTo(h, s.PutHead(h, 1), FailurePoints.Freeing, FailurePoints.Put);
                },
            },

            new FailureStep<B, N>("failure-enqueues", "put_page(hpage): free_huge_page(): enqueue_huge_page()", FailurePoints.Freeing)
            {
                When = [.. PoolSize.MayStay<B, N>(parts)],
                Then = (s, h, v, e, f) =>
                {
                    s.Enqueue(h);
                    s.GoTo(FailurePoints.Put);
                },
            },

            new FailureStep<B, N>("failure-frees-surplus", "put_page(hpage): free_huge_page(): remove_hugetlb_page()", FailurePoints.Freeing)
            {
                When = [("it is on a list of hugetlb", (s, h) => s.At(h, Points.Kept)), ("nobody holds it", (s, h) => s.Refcount[s.HeadFrame(h), 0] == 0), .. PoolSize.MayGo<B, N>(parts)],
                Then = (s, h, v, e, f) =>
                {
                    remove.GiveUpSurplus(s, h, PoolSize.IsSurplus(parts, s, h));
                    s.GoTo(FailurePoints.Put);
                },
            },

            new FailureStep<B, N>("dissolve-unmapped-page", "me_huge_page(): dissolve_free_huge_page(p)", FailurePoints.Put)
            {
                When = dissolves,
                ThroughTranslation = StoresToPage,
                Then = Dissolve,
            },

            new FailureStep<B, N>("memory-failure-ends", "memory_failure(): -EBUSY, or the page is left alone", FailurePoints.FoundFree, FailurePoints.Put)
            {
                Then = (s, h, v, e, f) =>
                {
                    if (GivesUpOnFreeTails)
                    {
                        // num_poisoned_pages_dec(), and the flag of the head stays; or it was not counted yet.
                        var givesUp = s.At(FailurePoints.FoundFree) & !isHead.Holds(s, h);
                        s.UncountPoisonedIf(countsFirst & givesUp, h, v, e);
                        s.CountPoisonedIf(!countsFirst & !givesUp, h, v, e);
                        s.EndFailure(true);
                        return;
                    }
                    returns(s, h, v, e);
                },
            },

            .. WaitsForDissolve ? [returned] : Array.Empty<Step<B, N>>(),
        ];

        void LeaveReference(State<B, N> s, N h, N v, N e)
        {
            s.Failure.Holds.Value = false;
            s.HeldByFailure[h] = true;
            returns(s, h, v, e);
        }

        static void TakeFromUser(State<B, N> s, N h)
        {
            s.PutHead(h, N.If(s.UserHolds[h], 1, 0));
            s.UserHolds[h] = false;
        }

        void Dissolve(State<B, N> s, N h, N v, N e, N frame)
        {
            s.RawPage[h] = v;
            s.RawSlot[h] = e;
            Tell(s, h, v, e, frame);
            remove.Dissolve(parts, s, h);
            if (WaitsForDissolve)
            {
                s.GoTo(FailurePoints.Dissolving);
                return;
            }
            returns(s, h, v, e);
        }
    }

    /// <summary>What <c>dissolve_free_huge_page(p)</c> does with the record of the error before the hugepage leaves the pool.</summary>
    protected virtual void Tell<B, N>(State<B, N> s, N h, N v, N e, N frame)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> { }
}

/// <summary>
/// v5.9 with hugepages that are freed from a workqueue, for which memory failure does not wait (RFC patch 12/24): dissolve remembers the page and leaves the flag of the head alone (v3 16/21). There is no
/// HPageFreed yet: whatever has the type and no reference is taken, so also what is about to be enqueued, and what waits for the worker already.
/// </summary>
/// <param name="AsksFreed">HPageFreed is there, and asked for (7ffddd499ba6, v5.11).</param>
[KernelFunction("memory_failure_hugetlb(), me_huge_page()", "v5.9, mm/memory-failure.c; RFC patch 12/24, v3 16/21, mm/hugetlb.c; AsksFreed: 7ffddd499ba6 (v5.11), mm/hugetlb.c")]
public record HandleFailureByWorker(bool AsksFreed = false) : HandleFailure(GivesUpOnFreeTails: true)
{
    protected override bool WaitsForDissolve => false;

    protected override bool TestsFreed => AsksFreed;

    // Not followed: of two calls at once each may leave a reference, and one that is left is not counted but known.
    protected override bool LeavesMappedPages => false;
}

/// <summary>RFC patch 18/24: <c>dissolve_free_huge_page()</c> moves the flag as soon as the hugepage leaves the pool, when its tails are still shared: through the alias.</summary>
/// <param name="AsksFreed">as of <see cref="HandleFailureByWorker"/>.</param>
[KernelFunction("memory_failure_hugetlb(), me_huge_page()", "v5.9, mm/memory-failure.c; RFC patches 12/24 and 18/24, mm/hugetlb.c")]
public sealed record HandleFailureThroughAlias(bool AsksFreed = false) : HandleFailureByWorker(AsksFreed)
{
    protected override bool StoresToPage => true;

    protected override void Tell<B, N>(State<B, N> s, N h, N v, N e, N frame)
    {
        var isHead = v == 0 & e == 0;
        var head = s.HeadFrame(h);
        s.SetHwpoison(h, v, e, frame);
        s.PgHwpoison[head, 0] = s.PgHwpoison[head, 0] & isHead;
    }
}
