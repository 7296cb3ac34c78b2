namespace Vmemmap.Model.Kernel.Hugetlb;

/// <content>What is made for a promise beyond the pool's size, and goes with one that is given back: where it is followed how many are surplus.</content>
public sealed partial record Reservations
{
    /// <summary>Steps of <see cref="PoolSize"/>.</summary>
    internal Step<B, N>[] OfSurplus<B, N>(PartList parts)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        // From the promise until the hugepage is on the free list the lock is held.
        new HugepageStep<B, N>("gather-surplus", "gather_surplus_pages(): enqueue_hugetlb_folio()", Finishing)
        {
            TakesLock = true,
            When =
            [
                .. PoolSize.IsMadeAsSurplus<B, N>(parts),
                CountsFit
                    ? ("one more is needed without a flag, and it has none", (s, h) => s.ReservedHugepages!.Value == s.FitHugepages!.Value & !s.PgHwpoison[s.HeadFrame(h), 0])
                    : ("resv_huge_pages + 1 - free_huge_pages is 1", (s, _) => s.ReservedHugepages!.Value == s.FreeHugepages!.Value),
            ],
            Then = (s, h) =>
            {
                s.HandOver(h);
                PoolSize.PutOnFreeList(s, h);
                Promise(s);
            },
        },

        new HugepageStep<B, N>("free-unneeded-surplus", "gather_surplus_pages(): free_huge_folio() of what is not needed", Finishing)
        {
            When = [.. PoolSize.IsMadeAsSurplus<B, N>(parts)],
            Then = (s, h) =>
            {
                s.HandOver(h);
                Pool.Put(s, h);
            },
        },

        new HugepageStep<B, N>("unreserve-surplus", "return_unused_surplus_pages(): remove_pool_hugetlb_folio(h, &node_states[N_MEMORY], 1)", Kept)
        {
            TakesLock = true,
            When = [("it is on the free list", (s, h) => s.Freed[h]), ("a reservation was not used", (s, _) => s.ReservedHugepages!.Value > 0), ("surplus_huge_pages is not 0", (s, _) => s.HasSurplus)],
            Then = (s, h) =>
            {
                s.ReservedHugepages!.Value = s.ReservedHugepages.Value - 1;
                parts.The<RemoveHugetlbPage>().TakeOut(parts, s, h, asSurplus: true);
            },
        },
    ];
}
