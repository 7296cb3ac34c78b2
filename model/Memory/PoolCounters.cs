namespace Vmemmap.Model.Memory;

/// <summary>What the pool counts, of one node and one size of hugepages, under <c>hugetlb_lock</c>: null where reservations are not followed.</summary>
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

    /// <summary><c>h->nr_huge_pages</c>: hugepages that the pool or a user has, or migration.</summary>
    public NumberTable<B, N>? AllHugepages { get; } = shape.Reserves ? tables.Numbers("nr_huge_pages", Domains.Hugepages, [], empty: 0, says: Words.Whole("counts {value} in all") with { Owner = Pool }) : null;

    /// <summary><c>h->surplus_huge_pages</c>: how many of them are beyond the pool's size, whichever.</summary>
    public NumberTable<B, N>? SurplusHugepages { get; } = shape.Reserves ? tables.Numbers("surplus_huge_pages", Domains.Hugepages, [], empty: 0, says: Words.Whole("counts {value} surplus") with { Owner = Pool }) : null;

    /// <summary>As what it is counted while it is nobody's, as between <c>alloc_surplus_hugetlb_folio()</c> and what it was made for. One of <see cref="NewHugepage"/>.</summary>
    public NumberTable<B, N>? CountedAs { get; } = shape.Reserves ? tables.Numbers("counted_as", NewHugepage.Values, [Folio], empty: NewHugepage.Uncounted, says: Words.Whole("is nobody's, and counted as {value}", "is somebody's, or not counted yet")) : null;

    /// <summary>HPageTemporary: it is given up when it is freed, whatever is surplus.</summary>
    public TruthTable<B, N>? Temporary { get; } = shape.Reserves ? tables.Truths("temporary", [Folio], says: Words.Flag("HPageTemporary")) : null;

    /// <summary>The hugepage that was made to take another's place, and has not yet taken it.</summary>
    public NumberTable<B, N>? MigrationTarget { get; } = shape.Reserves ? tables.Numbers("migration_target", Domains.FolioOrNone, [], empty: None.Nobody, says: Words.Whole("goes to {folio}", "goes nowhere") with { Owner = "migration" }) : null;

    /// <summary>It left the pool so that it comes back as surplus if its vmemmap cannot be restored.</summary>
    public TruthTable<B, N>? BackAsSurplus { get; } = shape.Reserves ? tables.Truths("back_as_surplus", [Folio], says: Words.Whole("comes back as surplus if it must", "comes back as what it was if it must")) : null;

    /// <summary>Truth: a hugepage has left the pool without a surplus, or was counted as surplus too late, and more were surplus then than there were.</summary>
    public TruthTable<B, N>? SurplusLeft { get; } = shape.Reserves ? tables.Truths("surplus_left", [], says: Words.Whole("has had more surplus than hugepages", "never had more surplus than hugepages") with { Owner = Pool }) : null;
}
