namespace Vmemmap.Model.Kernel.Failure;

/// <summary>
/// 6.1.192: an unreliable list is looked for before the restore, without the lock; the type is cleared under <c>hugetlb_lock</c> (if the hugepage still has it), and only then, without the
/// lock again, the errors move (5596d9e8b553). <c>dissolve_free_huge_page()</c> restores first and comes here afterwards. mm/hugetlb.c <c>__update_and_free_page()</c>,
/// mm/memory-failure.c <c>hugetlb_clear_page_hwpoison()</c>.
/// </summary>
/// <param name="ClearsType">a hugepage that has its type still loses it here, under the lock (5596d9e8b553); up to 6.4 it lost it when it left the pool.</param>
/// <param name="Unfreezes">the hugepage is frozen until here: its count becomes 1, and that reference is dropped next (bd225530a4c7, v6.11); else it became 1 when the hugepage left the pool.</param>
/// <param name="FreesFrozen">it is freed as it is, with a count of 0: <c>free_frozen_pages()</c> (7.2.13).</param>
[KernelFunction("__update_and_free_page(), hugetlb_clear_page_hwpoison()", "6.1.192, mm/hugetlb.c: __update_and_free_page(), mm/memory-failure.c: hugetlb_clear_page_hwpoison(), __free_raw_hwp_pages(); Unfreezes: 6.12.113, mm/hugetlb.c: __update_and_free_hugetlb_folio(); FreesFrozen: 7.2.13, mm/hugetlb.c: __update_and_free_hugetlb_folio()")]
public sealed partial record FreeAndMoveRawErrorsUnlocked(bool ClearsType, bool Unfreezes = false, bool FreesFrozen = false) : FreeWithRawErrors
{
    public override IReadOnlyList<ControlPoint> Visits =>
        [Removed, RestoreAlloc, Points.Dissolving, MovingPoison, .. Unfreezes ? [Unfrozen] : Array.Empty<ControlPoint>(), .. FreesFrozen ? [] : new[] { AwaitingLastPut }, Leaked, Destroying];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts)
    {
        (string, Func<State<B, N>, N, B>) isUntyped = ("!PageHuge(page)", (s, h) => !s.Hugetlb[h]);
        Step<B, N> clear = new HugepageStep<B, N>("clear-hugetlb-type", "__clear_hugetlb_destructor()", Points.Dissolving)
        {
            TakesLock = true,
            When = [.. GoesOn<B, N>(parts), ("PageHuge(page)", (s, h) => s.Hugetlb[h])],
            Then = (s, h) => s.Hugetlb[h] = false,
        };

        // hugetlb_clear_page_hwpoison() has returned; or it is not called, or returns at once where the list became unreliable after the test: then the head keeps its flag, and what else is bad is nowhere.
        Conjunct<B, N>[] whenMoved = [ListIsEmpty<B, N>()];
        (string, Func<State<B, N>, N, B>)[] whenNotMoved = [.. GoesOn<B, N>(parts), isUntyped, HasNothingToMove<B, N>()];
        var function = FreesFrozen ? "__update_and_free_hugetlb_folio(): free_frozen_pages()" : "__update_and_free_page(): __free_pages()";
        Step<B, N>[] frees =
        [
            new HugepageStep<B, N>("free-hugepage", function, MovingPoison) { WhenAll = whenMoved, Then = Frees<B, N>(parts, FreesFrozen) },
            new HugepageStep<B, N>("free-without-move", function, Points.Dissolving) { When = whenNotMoved, Then = Frees<B, N>(parts, FreesFrozen) },
        ];
        Step<B, N>[] unfreezes =
        [
            new HugepageStep<B, N>("unfreeze", "__update_and_free_hugetlb_folio(): folio_ref_unfreeze(folio, 1)", MovingPoison) { WhenAll = whenMoved, Then = Unfreeze },
            new HugepageStep<B, N>("unfreeze-without-move", "__update_and_free_hugetlb_folio(): folio_ref_unfreeze(folio, 1)", Points.Dissolving) { When = whenNotMoved, Then = Unfreeze },
            new HugepageStep<B, N>("free-hugepage", "__update_and_free_hugetlb_folio(): hugetlb_free_folio()", Unfrozen) { Then = Frees<B, N>(parts) },
        ];
        return
        [
            .. Leaks<B, N>(parts),
            .. ClearsType ? [clear] : Array.Empty<Step<B, N>>(),
            ClearsHeadFlag(parts, isUntyped),
            MovesError<B, N>(),
            .. Unfreezes ? unfreezes : frees,
        ];
    }
}
