namespace Vmemmap.Model.Memory;

/// <summary>The page table over vmemmap, and what CPUs may still hold of its past.</summary>
public abstract class VmemmapTable<B, N>(Shape shape, ITables<B, N> tables) : HugeMappings<B, N>(shape, tables)
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>The page table: frame of (folio, page).</summary>
    public NumberTable<B, N> Pte { get; } = shape.HasEmptyEntries
        ? tables.Numbers("pte", Domains.FrameOrNone, [Folio, Page], empty: None.Nobody, says: Words.Whole("is mapped to {value}", "is not mapped"))
        : tables.Numbers("pte", Domains.Frame, [Folio, Page], empty: 0, says: Words.Whole("is mapped to {value}"));

    /// <summary>Permission of the page table entry.</summary>
    public TruthTable<B, N> Writable { get; } = tables.Truths("writable", [Folio, Page], says: Words.Whole("is mapped read-write", "is mapped read-only"));

    /// <summary>Which page table the entry of a vmemmap page is in, the same for every folio: never less than that of the page before. It never changes.</summary>
    public NumberTable<B, N> PageTable { get; } = tables.Numbers("page_table", Domains.PageTable, [Page], empty: 0, says: Words.Whole("has its entry in page table {value}"));

    /// <summary><c>zone->vmemmap_tails[order]</c>: the frame that the tail pages of all hugepages are mapped to, or none as long as there is none. Only where <see cref="Layout.IsTailOfZone"/>. Of one zone (<see cref="Zones"/>) and one order.</summary>
    public NumberTable<B, N>? ZoneTail { get; } = shape.Layout.IsTailOfZone
        ? tables.Numbers("zone_tail", Domains.FrameOrNone, [], empty: None.Nobody, says: Words.Whole("is {value}", "is not made yet") with { Owner = "the zone's frame of tails" })
        : null;

    /// <summary>The zone and node that struct pages of the zone's frame of tails show (<c>page_zone()</c>, <c>page_to_nid()</c>): that of the hugepage for which it was written, or none as long as its words are zero.</summary>
    public NumberTable<B, N>? ZoneInTail { get; } = shape.Layout.IsTailOfZone
        ? tables.Numbers("zone_in_tail", Domains.ZoneOrNone, [], empty: None.Nobody, says: Words.Part("the zone", "is {value}", "is not written") with { Owner = "the struct pages in the zone's frame of tails" })
        : null;

    /// <summary>Some CPU may still translate (folio, page) to this frame, though the entry names another.</summary>
    public TruthTable<B, N> Stale { get; } = tables.Truths("stale", [Folio, Page, Frame], says: Words.Whole("may still be held by CPUs", "is held by no CPU any longer"));

    /// <summary>
    /// Some CPU may still store through such an older translation, or through one to the frame that the entry names, which has become read-only. Null where what a translation leads to tells: a folio's own frames are mapped
    /// writable, and the shared one like all shared tails.
    /// </summary>
    public TruthTable<B, N>? StaleWritable { get; } = shape.BeginsInMemblock || shape.FlushAllIsEmpty
        ? tables.Truths("stale_writable", [Folio, Page, Frame], says: Words.Whole("may still be held writable by CPUs", "is held writable by no CPU any longer"))
        : null;
}
