namespace Vmemmap.Model.Memory;

/// <summary>Struct pages: contents of <em>frames</em>, which folios reach only through translations.</summary>
public abstract class StructPages<B, N>(Shape shape, ITables<B, N> tables) : Hugepages<B, N>(shape, tables)
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>Contents: the flag PG_head of (frame, slot).</summary>
    public TruthTable<B, N> PgHead { get; } = tables.Truths("PG_head", [Frame, Slot], says: Words.Flag());

    /// <summary>
    /// Contents: the folio whose head <c>compound_head</c> points to with bit 0 set, or nobody when bit 0 is clear. That is <see cref="None.Nobody"/>. Where <see cref="Layout.IsTailOfZone"/> it is <c>compound_info</c>, and where bit 0 is
    /// set <see cref="None.Mask"/>.
    /// </summary>
    public NumberTable<B, N> CompoundHead { get; } = shape.Layout.IsTailOfZone
        ? tables.Numbers("compound_head", Domains.MaskOrNone, [Frame, Slot], empty: None.Nobody, says: Words.Field("is the mask of a hugepage's order", "has bit 0 clear"))
        : tables.Numbers("compound_head", Domains.FolioOrNone, [Frame, Slot], empty: None.Nobody, says: Words.Field("points to {value}", "has bit 0 clear"));

    /// <summary>Contents: the flag PG_hwpoison.</summary>
    public TruthTable<B, N> PgHwpoison { get; } = tables.Truths("PG_hwpoison", [Frame, Slot], says: Words.Flag());

    /// <summary>
    /// The page of this struct page is out of the buddy allocator: <c>take_page_off_buddy()</c> took it, or <c>free_pages_prepare()</c> of a single page refused it. Where nobody asks for a flag when it is given away; null elsewhere. That memory failure
    /// adds to its <c>_refcount</c> is not followed: nobody asks for that.
    /// </summary>
    public TruthTable<B, N>? OffBuddy { get; } = shape.TakesOff ? tables.Truths("off_buddy", [Frame, Slot], says: Words.Whole("is kept out of the buddy allocator", "is not kept out of the buddy allocator")) : null;

    /// <summary>Contents: <c>_refcount</c>.</summary>
    public NumberTable<B, N> Refcount { get; } = tables.Numbers("_refcount", Domains.References, [Frame, Slot], empty: 0, says: Words.Field());

    /// <summary>Contents: the folio whose data (order, destructor, subpool, cgroup) this struct page carries, or nobody for a clean page.</summary>
    public NumberTable<B, N> Metadata { get; } = tables.Numbers("hugetlb_data", Domains.FolioOrNone, [Frame, Slot], empty: None.Nobody, says: Words.Whole("carries data of {folio}", "carries no data"));
}
