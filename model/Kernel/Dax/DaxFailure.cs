namespace Vmemmap.Model.Kernel.Dax;

/// <summary>
/// An error in device memory: PG_hwpoison of the head is all that is remembered, and it is set only where the head has a mapping, which <c>dax_lock_page()</c> asks for: else -EBUSY. Whoever has the compound page mapped is unmapped.
/// mm/memory-failure.c <c>memory_failure_dev_pagemap()</c>, <c>mf_generic_kill_procs()</c>, fs/dax.c <c>dax_lock_page()</c>. Without CONFIG_FS_DAX <c>dax_lock_page()</c> follows the pointer to the mapping without asking whether it is NULL: not followed here. Nor is who is told: <c>collect_procs()</c> collects who reported the error, and who asked to be told early (docs/findings/users-of-a-device-page-are-not-told.md).
/// </summary>
/// <param name="FlagsUnmapped">ours: the head is flagged whether it has a mapping or not.</param>
[KernelFunction("memory_failure_dev_pagemap(): mf_generic_kill_procs()", "6.1.192, mm/memory-failure.c: memory_failure_dev_pagemap(), mf_generic_kill_procs(); 7.3.4: the same, by folio; fs/dax.c of a mirrored tree from before v6.0: dax_lock_page(); v5.19: notes; FlagsUnmapped: ours")]
public sealed partial record DaxFailure(bool FlagsUnmapped = false) : ErrorRecord
{
    public override bool IsUnderLock => false;

    public override bool CountsFirst => false;

    public override IReadOnlyList<ControlPoint> Visits => [FailurePoints.LookedUp, FailurePoints.Collected, FailurePoints.Idle];

    public override B Remembers<B, N>(State<B, N> s, N folio, N page, N slot) => s.PgHwpoison[s.HeadFrame(folio), 0];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        // A struct page that is no head has no mapping either.
        new FailureStep<B, N>("find-no-mapping", "mf_generic_kill_procs(): !dax_lock_page(): -EBUSY", FailurePoints.LookedUp)
        {
            When = [("what compound_head(p) returned has no mapping", (s, h) => !IsLocked(s, h))],
            Then = (s, _, _, _, _) => s.EndFailure(true),
        },

        new FailureStep<B, N>("flag-device-head", "mf_generic_kill_procs(): SetPageHWPoison(), collect_procs()", FailurePoints.LookedUp)
        {
            When = [("compound_head(p) returned the head, and it has a mapping", IsLocked)],
            Then = (s, h, v, e, _) =>
            {
                s.PgHwpoison[s.HeadFrame(h), 0] = true;
                s.StrayStore[h] = s.StrayStore[h] | s.IsShared(h, 0);
                s.Strike(h, v, e, s.UserHolds[h]);
                s.GoTo(FailurePoints.Collected);
            },
        },

        new FailureStep<B, N>("kill-users", "mf_generic_kill_procs(): unmap_and_kill()", FailurePoints.Collected)
        {
            Then = (s, h, _, _, _) =>
            {
                s.UserHolds[h] = false;
                s.EndFailure(true);
            },
        },
    ];

    private B IsLocked<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => s.Failure.Head.Value == h & (FlagsUnmapped ? true : s.Metadata[s.HeadFrame(h), 0] == h);
}
