namespace Vmemmap.Model.Kernel.Failure;

/// <summary>
/// Where the page allocator does not look at flags when it gives pages away (<c>check_pages_enabled</c> off: neither CONFIG_DEBUG_VM nor <c>init_on_alloc</c> nor <c>init_on_free</c>) a flagged page is safe only if it is out of the
/// allocator: memory failure takes it off when a dissolve has returned, or when it has flagged a page that is free. Until then anybody may be given it. mm/memory-failure.c <c>__page_handle_poison()</c>, <c>memory_failure()</c>,
/// mm/page_alloc.c <c>take_page_off_buddy()</c>. That the race for a free page is lost is tried again once there, here as often as it is lost.
/// </summary>
/// <param name="WaitsForFree">ours: memory failure does not give up on a page that is just being freed.</param>
[KernelFunction("take_page_off_buddy()", "7.2.13, mm/memory-failure.c: __page_handle_poison(), memory_failure(), get_any_page(), mm/page_alloc.c: take_page_off_buddy()")]
public sealed partial record TakePageOffBuddy(bool WaitsForFree = false) : Part
{
    public override IReadOnlyList<ControlPoint> Visits => [FailurePoints.TakingOff, FailurePoints.TakingOffFree, FailurePoints.Reported, FailurePoints.Idle];

    public override bool LosesFlaggedPages => !WaitsForFree;

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts)
    {
        var returns = RecordSteps<B, N>.Returns(parts);
        return
        [
            new FailureStep<B, N>("take-page-off", "take_page_off_buddy()", FailurePoints.TakingOff, FailurePoints.TakingOffFree)
            {
                When = [("the page is free in the buddy allocator", IsFree)],
                Then = (s, h, v, e, f) =>
                {
                    s.OffBuddy![s.Pte[h, v], e] = true;
                    returns(s, h, v, e);
                },
            },

            // Somebody was given it, or it never got there: MF_FAILED.
            new FailureStep<B, N>("find-page-gone", "__page_handle_poison(): !take_page_off_buddy()", FailurePoints.TakingOff)
            {
                When = [("the page is not free in the buddy allocator", (s, h) => !IsFree(s, h))],
                Then = (s, h, v, e, f) => returns(s, h, v, e),
            },

            new FailureStep<B, N>("lose-race-for-page", "memory_failure(): !take_page_off_buddy(): ClearPageHWPoison(p), goto try_again", FailurePoints.TakingOffFree)
            {
                When = [("a user was given the page", (s, h) => s.Lent[h, s.Failure.Page.Value, s.Failure.Slot.Value])],
                Then = (s, h, v, e, f) =>
                {
                    s.PgHwpoison[s.Pte[h, v], e] = false;
                    s.GoTo(FailurePoints.Reported);
                },
            },

            // Neither free nor with a user that could lose it: -EIO after a few tries, MF_IGNORED. The flag stays.
            new FailureStep<B, N>("leave-flagged-page", "memory_failure(): get_hwpoison_page() fails", FailurePoints.TakingOffFree)
            {
                When =
                [
                    ("the page is out of the buddy allocator, or of no block that is free", (s, h) => !s.At(h, Plain) | s.OffBuddy![s.Pte[h, s.Failure.Page.Value], s.Failure.Slot.Value]),
                    .. WaitsForFree ? [("its block is not just being freed", (s, h) => !s.At(h, Destroying))] : Array.Empty<(string, Func<State<B, N>, N, B>)>(),
                ],
                Then = (s, h, v, e, f) => returns(s, h, v, e),
            },
        ];
    }

    /// <summary>The page that the call with <c>mf_mutex</c> is for is free in the buddy allocator.</summary>
    internal static B IsFree<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => s.At(h, Plain) & s.IsFree(h, s.Failure.Page.Value, s.Failure.Slot.Value);
}
