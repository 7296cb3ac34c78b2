namespace Vmemmap.Model.Kernel.Hugetlb;

/// <summary>
/// What the pool gives up is collected in a list and freed together: all restored, each flag cleared, and the key of the fake-head test lowered, before the one flush of them all; then the types go, all in one hold of <c>hugetlb_lock</c>; only then each is freed, and
/// only there it is asked whether its raw error list can be relied on. So errors move when the type is gone, as in 6.1, and not before, as where one hugepage is freed by itself. Where a frame is missing, the rest of
/// the list is restored one by one, with a flush for each, and then goes the same way. mm/hugetlb.c <c>update_and_free_pages_bulk()</c>, mm/hugetlb_vmemmap.c <c>hugetlb_vmemmap_restore_folios()</c> (v6.7).
/// </summary>
/// <param name="FlushesFirst">ours: each is flushed before its flag is cleared and the key lowered, as where one is restored by itself.</param>
[KernelFunction("update_and_free_pages_bulk(), hugetlb_vmemmap_restore_folios()", "6.8.0, 6.12.113, mm/hugetlb.c: update_and_free_pages_bulk(), bulk_vmemmap_restore_error(), mm/hugetlb_vmemmap.c: hugetlb_vmemmap_restore_folios(); FlushesFirst: ours")]
public sealed partial record FreeInBulk(bool FlushesFirst = false) : Part
{
    /// <summary>Restored, HPageVmemmapOptimized cleared, the key of the fake-head test lowered for it, and others of the list to come before <c>flush_tlb_all()</c>.</summary>
    public static ControlPoint RestoredUnflushed { get; } = new(Actor.Hugepage, "restored, not flushed", Phase.Remapped) { Remap = Remap.Restore, IsUncounted = true };

    public override IReadOnlyList<ControlPoint> Visits => [Kept, Removed, RestoreAlloc, RestoreUndo, Restoring, .. FlushesFirst ? Array.Empty<ControlPoint>() : [RestoredUnflushed], Points.Dissolving, Leaked];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        // That is in no list.
        parts.The<RemoveHugetlbPage>().Dissolves<B, N>(parts),

        // Not optimised: it is moved to the list of those restored, and its type went when it left the pool.
        new HugepageStep<B, N>("restore-in-bulk", "hugetlb_vmemmap_restore_folios()", Removed)
        {
            When = [("it is one of a list", (s, h) => s.InBulk[h])],
            Then = (s, h) => s.GoTo(h, s.Optimised[h], s.Shape.RestoreBegins, Points.Dissolving),
        },

        .. FlushesFirst ? [] : FlushesLate<B, N>(),

        // One that could not be restored is tried again: alone, or, where others of the list could be and are freed first, with what is left of the list.
        new HugepageStep<B, N>("restore-again", "bulk_vmemmap_restore_error(): hugetlb_vmemmap_restore_folio(), update_and_free_pages_bulk(): goto retry", RestoreUndo)
        {
            When =
            [
                ("it is one of a list", (s, h) => s.InBulk[h]), ("the list is empty", (s, h) => s.ListLength[h] == 0),
                .. parts.Has<DemotePoolHugePage>() ? [("it is not to be demoted", (s, h) => !s.Demoting![h])] : Array.Empty<(string, Func<State<B, N>, N, B>)>(),
            ],
            Then = (s, h) => s.GoTo(h, s.Shape.RestoreBegins),
        },

        new HugepageStep<B, N>("clear-types", "update_and_free_pages_bulk(): __clear_hugetlb_destructor()", Points.Dissolving)
        {
            TakesLock = true,
            When = [("it is one of a list", (s, h) => s.InBulk[h]), ("it has its type", (s, h) => s.Hugetlb[h])],
            Then = (s, h) => s.Hugetlb[h] = false,
        },

        new HugepageStep<B, N>("leak-restored-hugepage", "__update_and_free_hugetlb_folio(): folio_test_hugetlb_raw_hwp_unreliable(folio)", Points.Dissolving)
        {
            When =
            [
                ("it is one of a list", (s, h) => s.InBulk[h]), ("its type is gone", (s, h) => !s.Hugetlb[h]),
                ("the raw error list is unreliable", (s, h) => s.Unreliable[h]),
            ],
            Then = (s, h) =>
            {
                s.InBulk[h] = false;
                s.GoTo(h, Leaked);
            },
        },
    ];

    private static IEnumerable<Step<B, N>> FlushesLate<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        new HugepageStep<B, N>("leave-unflushed", "__hugetlb_vmemmap_restore_folio(): folio_clear_hugetlb_vmemmap_optimized()", Restoring)
        {
            When = [("it is one of a list", (s, h) => s.InBulk[h]), ("every entry is changed", (s, h) => s.Cursor[h] == s.WalkEnd[h])],
            Then = (s, h) =>
            {
                s.WalkEnd[h] = 0;
                s.DropList(h);
                s.Optimised[h] = false;
                s.StaticBranchDec(h);
                s.GoTo(h, RestoredUnflushed);
            },
        },

        new HugepageStep<B, N>("flush-all", "hugetlb_vmemmap_restore_folios(): flush_tlb_all()", RestoredUnflushed)
        {
            Then = (s, h) =>
            {
                s.FlushTlbAll(h);
                s.EndRestore(h);
            },
        },
    ];

    /// <summary>A hugepage of a list is looked at by <c>__update_and_free_hugetlb_folio()</c> when its type is gone, and goes on if its raw error list can be relied on.</summary>
    public static (string Says, Func<State<B, N>, N, B> Holds) MayGoOn<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        ("it is freed by itself, or its type is gone and its list reliable", (s, h) => !s.InBulk[h] | (!s.Hugetlb[h] & !s.Unreliable[h]));
}
