namespace Vmemmap.Model.Kernel.Failure;

/// <summary>
/// 6.1.192: an unreliable list is looked for before the restore, without the lock; the type is cleared under <c>hugetlb_lock</c> (if the hugepage still has it), and only then, without the
/// lock again, the errors move (5596d9e8b553). <c>dissolve_free_huge_page()</c> restores first and comes here afterwards. mm/hugetlb.c <c>__update_and_free_page()</c>,
/// mm/memory-failure.c <c>hugetlb_clear_page_hwpoison()</c>.
/// </summary>
/// <param name="ClearsType">a hugepage that has its type still loses it here, under the lock (5596d9e8b553); up to 6.4 it lost it when it left the pool.</param>
[KernelFunction("__update_and_free_page(), hugetlb_clear_page_hwpoison()", "6.1.192, mm/hugetlb.c: __update_and_free_page(), mm/memory-failure.c: hugetlb_clear_page_hwpoison(), __free_raw_hwp_pages()")]
public sealed partial record FreeAndMoveRawErrorsUnlocked(bool ClearsType) : FreeWithRawErrors
{
    public override IReadOnlyList<ControlPoint> Visits => [Removed, RestoreAlloc, Points.Dissolving, MovingPoison, AwaitingLastPut, Leaked, Destroying];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts)
    {
        (string, Func<State<B, N>, N, B>) isUntyped = ("!PageHuge(page)", (s, h) => !s.Hugetlb[h]);
        Step<B, N> clear = new HugepageStep<B, N>("clear-hugetlb-type", "__clear_hugetlb_destructor()", Points.Dissolving)
        {
            TakesLock = true,
            When = [.. GoesOn<B, N>(parts), ("PageHuge(page)", (s, h) => s.Hugetlb[h])],
            Then = (s, h) => s.Hugetlb[h] = false,
        };
        return
        [
            .. Leaks<B, N>(parts),
            .. ClearsType ? [clear] : Array.Empty<Step<B, N>>(),
            ClearsHeadFlag(parts, isUntyped),
            MovesError<B, N>(),

            new HugepageStep<B, N>("free-hugepage", "__update_and_free_page(): __free_pages()", MovingPoison)
            {
                WhenAll = [ListIsEmpty<B, N>()],
                Then = Frees<B, N>(parts),
            },

            // hugetlb_clear_page_hwpoison() is not called, or returns at once where the list became unreliable after the test: then the head keeps its flag, and what else is bad is nowhere.
            new HugepageStep<B, N>("free-without-move", "__update_and_free_page(): __free_pages()", Points.Dissolving)
            {
                When = [.. GoesOn<B, N>(parts), isUntyped, HasNothingToMove<B, N>()],
                Then = Frees<B, N>(parts),
            },
        ];
    }
}
