namespace Vmemmap.Model.Memory;

/// <summary>Values that stand for no folio or page.</summary>
public static class None
{
    /// <summary>No folio, no page; as a <c>compound_head</c>: bit 0 is clear.</summary>
    public const int Nobody = -1;

    /// <summary>A <c>compound_head</c> that someone who is not the kernel's memory map has written.</summary>
    public const int Garbage = -2;

    /// <summary>A <c>compound_head</c>, or a <c>compound_info</c>, that leads to the head of a smaller hugepage, in the same vmemmap page: to none of those that are followed, as garbage does.</summary>
    public const int SmallerHead = Garbage;

    /// <summary>A <c>compound_info</c> that is the mask of a hugepage's order, with bit 0 set: the same in every tail of every hugepage (v7.1).</summary>
    public const int Mask = 0;
}

/// <summary>
/// Zones of memory. Each has its frame of tails in a place of its own, <c>zone->vmemmap_tails[]</c>, and of these the machine follows one, as hugepages of two zones share nothing but free frames: what is optimised with
/// another zone's frame is not followed.
/// </summary>
public static class Zones
{
    /// <summary>The zone whose frame of tails is followed.</summary>
    public const int Followed = 0;

    /// <summary>Any other, of the same node or not.</summary>
    public const int Another = 1;
}

/// <summary>What the numbers in tables can be.</summary>
internal static class Domains
{
    public static Domain Frame { get; } = new("frame", _ => 0, s => s.Frames - 1, Of: Index.Frame);

    public static Domain FrameOrNone { get; } = new("frame", _ => None.Nobody, s => s.Frames - 1, Of: Index.Frame);

    public static Domain Folio { get; } = new("folio", _ => 0, s => s.Folios - 1, Of: Index.Folio);

    public static Domain FolioOrNone { get; } = new("folio", _ => None.Garbage, s => s.Folios - 1, Of: Index.Folio);

    public static Domain PageOrNone { get; } = new("page", _ => None.Nobody, s => s.Pages, Of: Index.Page);

    public static Domain MaskOrNone { get; } = new("mask", _ => None.Garbage, _ => None.Mask);

    public static Domain Zone { get; } = new("zone", _ => Zones.Followed, _ => Zones.Another);

    public static Domain ZoneOrNone { get; } = new("zone", _ => None.Nobody, _ => Zones.Another);

    public static Domain PageTable { get; } = new("page table", _ => 0, s => s.Pages - 1);

    public static Domain Slot { get; } = new("slot", _ => 0, s => s.Slots - 1, Of: Index.Slot);

    public static Domain References { get; } = new("references", _ => -1, s => s.Pins + 3);

    public static Domain Length { get; } = new("entries", _ => 0, s => s.Pages);

    /// <summary>Of one hugepage: 0 or 1, and one wrong either way.</summary>
    public static Domain Counted { get; } = new("times", _ => -1, _ => 2);

    /// <summary>Of the pool: each hugepage that is followed may be free, or reserved, and once more where one that was given away is reserved again.</summary>
    public static Domain Hugepages { get; } = new("hugepages", _ => 0, s => 2 * s.Folios);

    public static Domain Pins { get; } = new("pins", _ => 0, s => s.Pins);
}
