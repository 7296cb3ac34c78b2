namespace Vmemmap.Model.Invariants;

/// <summary>What the pool has promised, it has; and what it says is beyond its size.</summary>
internal static class Promises<B, N>
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    private static readonly Func<Shape, string?> WhereReserved = Applies.Unless(shape => shape.Reserves, "reservations are not followed: they are in 'corrected+pool'");

    public static IEnumerable<Invariant<B, N>> All =>
    [
        new("reserved-hugepages-are-free", ["S22"],
            "No more hugepages are reserved than are free.",
            "available_huge_pages(): free_huge_pages - resv_huge_pages, of unsigned numbers; where more are reserved it is huge, and everybody may have what is reserved.",
            [],
            [],
            (s, _) => s.ReservedHugepages!.Value <= s.FreeHugepages!.Value)
        {
            DoesNotApply = WhereReserved,
        },

        new("bad-hugepages-not-promised", ["PA"],
            "Nobody is promised a hugepage, or given one that he was not promised, if fewer are left free without PG_hwpoison than are reserved.",
            "gather_surplus_pages(), available_huge_pages(): the reservation is a promise that a fault finds a hugepage; dequeue_hugetlb_folio_node_exact() passes over those with PG_hwpoison.",
            [],
            [],
            (s, _) => !s.Overpromised!.Value)
        {
            DoesNotApply = WhereReserved,
        },

        new("surplus-hugepages-exist", ["S22"],
            "No hugepage is counted, or leaves the pool, so that more are surplus than there are.",
            "persistent_huge_pages(): nr_huge_pages - surplus_huge_pages, of unsigned numbers; where more are surplus it is huge, and set_max_huge_pages() never makes the pool larger again.",
            [],
            [],
            (s, _) => !s.SurplusLeft!.Value)
        {
            DoesNotApply = Applies.Unless(shape => shape.Reserves, "how many hugepages there are is not counted: it is in 'corrected+pool'"),
        },
    ];
}
