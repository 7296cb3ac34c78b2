namespace Vmemmap.Model.Memory;

/// <summary>What the pool counts, of one node and one size of hugepages, under <c>hugetlb_lock</c>: null where reservations are not followed. How many are surplus is not: see <see cref="Kernel.Hugetlb.Surplus"/>.</summary>
public abstract class PoolCounters<B, N>(Shape shape, ITables<B, N> tables) : Drivers<B, N>(shape, tables)
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    private const string Pool = "the pool";

    /// <summary><c>h->free_huge_pages</c>: hugepages on the free list, flagged or not.</summary>
    public NumberTable<B, N>? FreeHugepages { get; } = shape.Reserves ? tables.Numbers("free_huge_pages", Domains.Hugepages, [], empty: 0, says: Words.Whole("counts {value} free") with { Owner = Pool }) : null;

    /// <summary><c>h->resv_huge_pages</c>: hugepages that are promised and not given yet.</summary>
    public NumberTable<B, N>? ReservedHugepages { get; } = shape.Reserves ? tables.Numbers("resv_huge_pages", Domains.Hugepages, [], empty: 0, says: Words.Whole("counts {value} reserved") with { Owner = Pool }) : null;

    /// <summary>Truth: of those on the free list, how many have no flag, and so can be given to anybody (<c>dequeue_hugetlb_folio_node_exact()</c>). The kernel does not count them.</summary>
    public NumberTable<B, N>? FitHugepages { get; } = shape.Reserves ? tables.Numbers("fit_huge_pages", Domains.Hugepages, [], empty: 0, says: Words.Whole("has {value} free without a flag") with { Owner = Pool }) : null;

    /// <summary>When it is freed, the pool has it reserved again: HPageRestoreReserve, until it is mapped, or the minimum of the file system that it is of (<c>hugepage_subpool_put_pages()</c> returns 0).</summary>
    public TruthTable<B, N>? RestoresReserve { get; } = shape.Reserves ? tables.Truths("restores_reserve", [Folio], says: Words.Whole("is reserved again when it is freed", "is not reserved again when it is freed")) : null;

    /// <summary>Truth: somebody was promised a hugepage, or given one that he was not promised, which left fewer free without a flag than are reserved.</summary>
    public TruthTable<B, N>? Overpromised { get; } = shape.Reserves ? tables.Truths("overpromised", [], says: Words.Whole("has promised or given away more than it had without a flag", "never promised or gave away more than it had without a flag") with { Owner = Pool }) : null;
}
