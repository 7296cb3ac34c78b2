namespace Vmemmap.Model.Memory;

/// <summary>Struct pages: contents of <em>frames</em>, which folios reach only through translations.</summary>
public abstract class StructPages<B, N>(Shape shape, ITables<B, N> tables) : Hugepages<B, N>(shape, tables)
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>Contents: the flag PG_head of (frame, slot).</summary>
    public TruthTable<B, N> PgHead { get; } = tables.Truths("PG_head", [Frame, Slot], says: Words.Flag());

    /// <summary>
    /// Contents: the folio whose head <c>compound_head</c> points to with bit 0 set, or <see cref="None.Nobody"/> when bit 0 is clear. Where <see cref="Layout.IsTailOfZone"/> it is <c>compound_info</c>, and where bit 0 is
    /// set <see cref="None.Mask"/>.
    /// </summary>
    public NumberTable<B, N> CompoundHead { get; } = shape.Layout.IsTailOfZone
        ? tables.Numbers("compound_head", Domains.MaskOrNone, [Frame, Slot], empty: None.Nobody, says: Words.Field("is the mask of a hugepage's order", "has bit 0 clear"))
        : tables.Numbers("compound_head", Domains.FolioOrNone, [Frame, Slot], empty: None.Nobody, says: Words.Field("points to {value}", "has bit 0 clear"));

    /// <summary>Contents: the flag PG_hwpoison.</summary>
    public TruthTable<B, N> PgHwpoison { get; } = tables.Truths("PG_hwpoison", [Frame, Slot], says: Words.Flag());

    /// <summary>Contents: <c>_refcount</c>.</summary>
    public NumberTable<B, N> Refcount { get; } = tables.Numbers("_refcount", Domains.References, [Frame, Slot], empty: 0, says: Words.Field());

    /// <summary>Contents: the folio whose data (order, destructor, subpool, cgroup) this struct page carries, or nobody for a clean page.</summary>
    public NumberTable<B, N> Metadata { get; } = tables.Numbers("hugetlb_data", Domains.FolioOrNone, [Frame, Slot], empty: None.Nobody, says: Words.Whole("carries data of {folio}", "carries no data"));
}
