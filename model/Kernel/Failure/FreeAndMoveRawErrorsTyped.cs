namespace Vmemmap.Model.Kernel.Failure;

/// <summary>
/// 6.5 to 6.8: the errors move while the hugepage has its type still, without the lock; then the type goes, under it, but only where the tails were restored by this function. What
/// <c>dissolve_free_huge_page()</c> has restored before was optimised when it left the pool, so it kept its type then, and is not optimised here, so it keeps it now: it goes to the page allocator as a hugepage.
/// mm/hugetlb.c <c>__update_and_free_hugetlb_folio()</c>: <c>bool clear_dtor = folio_test_hugetlb_vmemmap_optimized(folio)</c>; mm/memory-failure.c <c>folio_clear_hugetlb_hwpoison()</c>.
/// </summary>
/// <param name="AsksType">it is cleared wherever it is still set (52ccdde16b65, v6.9).</param>
[KernelFunction("__update_and_free_hugetlb_folio(), folio_clear_hugetlb_hwpoison()", "6.6.9, mm/hugetlb.c: __update_and_free_hugetlb_folio(), dissolve_free_huge_page(), mm/memory-failure.c: folio_clear_hugetlb_hwpoison(); AsksType: 52ccdde16b65 (v6.9), mm/hugetlb.c")]
public sealed partial record FreeAndMoveRawErrorsTyped(bool AsksType) : FreeWithRawErrors
{
    public override IReadOnlyList<ControlPoint> Visits => [Removed, RestoreAlloc, Points.Dissolving, MovingPoison, PoisonMoved, AwaitingLastPut, Leaked, Destroying];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        .. Leaks<B, N>(parts),
        ClearsHeadFlag<B, N>(parts),
        MovesError<B, N>(),

        new HugepageStep<B, N>("poison-moved", "folio_clear_hugetlb_hwpoison() returns", MovingPoison)
        {
            WhenAll = [ListIsEmpty<B, N>()],
            Then = (s, h) => s.GoTo(h, PoisonMoved),
        },

        new HugepageStep<B, N>("find-nothing-to-move", "__update_and_free_hugetlb_folio(): !folio_test_hwpoison(folio)", Points.Dissolving)
        {
            When = [.. GoesOn<B, N>(parts), HasNothingToMove<B, N>()],
            Then = (s, h) => s.GoTo(h, PoisonMoved),
        },

        new HugepageStep<B, N>("clear-hugetlb-type", "__clear_hugetlb_destructor()", PoisonMoved)
        {
            TakesLock = true,
            When = [AsksType ? ("folio_test_hugetlb(folio)", (s, h) => s.Hugetlb[h]) : ("clear_dtor: the tails were restored here", (s, h) => s.Hugetlb[h] & s.RawPage[h] == None.Nobody)],
            Then = (s, h) => s.Hugetlb[h] = false,
        },

        new HugepageStep<B, N>("free-hugepage", "__update_and_free_hugetlb_folio(): __free_pages()", PoisonMoved)
        {
            When = [AsksType ? ("!folio_test_hugetlb(folio)", (s, h) => !s.Hugetlb[h]) : ("!clear_dtor, or the type is cleared", (s, h) => !s.Hugetlb[h] | s.RawPage[h] != None.Nobody)],
            Then = Frees<B, N>(parts),
        },
    ];
}
