namespace Vmemmap.Model.Kernel.Dax;

/// <content>What the entries lead to.</content>
public sealed partial record PopulateCompoundPages
{
    // What these say of hugepages that are made of ordinary pages is said of device memory below, and in other words.
    public override IReadOnlyList<string> RulesOut =>
    [
        "mapping-shape", "vmemmap-frames-mapped", "stale-translations", "fresh-frames-unmapped", "references-counted", "walk-position", "struct-pages-of-hugepage", "tails-are-clean", "tails-are-uncounted",
        "pins-in-range", "raw-page-in-range", "lent-pages-are-plain", "zone-tail-is-there",
    ];

    public override IReadOnlyList<Holds> Outline =>
    [
        .. new[] { DevicePoints.Unplugged, DevicePoints.Populating, DevicePoints.Populated, DevicePoints.HeadSet, DevicePoints.Plugged, DevicePoints.Depopulating }
            .Select(point => new Holds(point) { Freed = false, Optimised = false, Hugetlb = false }),
    ];

    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight>
    {
        ["populate-own-page"] = 40,
        ["populate-shared-page"] = 40,
        ["populate-fails"] = new(3, Waits: true),
        ["section-is-valid"] = 40,
    };

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
    [
        Invariant<B, N>.Lemma("device-entries", "An entry of the memory map of a device is there, and leads to a frame of the compound page or to the one that is shared; or it is empty.",
            [Folio, Page], [],
            (s, x) =>
            {
                var (h, v, frame) = (x.Folio, x.Page, s.Pte[x.Folio, x.Page]);
                var first = DeviceEntries<B, N>.FirstOf(s, h, v);
                var isOwned = s.Owner[frame] == Owner.Vmemmap & s.OwnerFolio[frame] == h & s.OwnerIndex[frame] == first;
                B isZones = s.Shape.Layout.IsTailOfZone ? v >= s.KeptPages : false;
                var leads = isZones & (s.Shape.Layout.IsTailOfZone ? frame == s.ZoneTail!.Value : false);
                var isPermitted = s.Writable[h, v] == (s.Shape.Layout.TailsWritable ? true : v < s.KeptPages);
                var isThere = DeviceEntries<B, N>.IsThere(s, h, v);
                return (isThere & frame >= 0 & isPermitted & (leads | (!isZones & s.Pte[h, first] == frame & (isOwned | DeviceEntries<B, N>.IsDropped(s, h, first)))))
                    | (!isThere & frame == None.Nobody & !s.Writable[h, v]);
            }),

        Invariant<B, N>.Lemma("device-frames-mapped", "Every frame of the memory map of a device is mapped by the first of the entries that have a reference on it.",
            [Frame], [(s, x) => s.Owner[x.Frame] == Owner.Vmemmap & !s.IsTailOfZone(x.Frame)],
            (s, x) =>
            {
                var (h, v) = (s.OwnerFolio[x.Frame], s.OwnerIndex[x.Frame]);
                return h >= 0 & v >= 0 & v < s.Pages & s.Pte[h, v] == x.Frame & DeviceEntries<B, N>.IsThere(s, h, v) & DeviceEntries<B, N>.FirstOf(s, h, v) == v & !DeviceEntries<B, N>.IsDropped(s, h, v);
            }),

        Invariant<B, N>.Lemma("device-walk", "The walk over the memory map of a device is between its first and its last page.",
            [Folio], [],
            (s, x) =>
            {
                var (h, v, end) = (x.Folio, s.Cursor[x.Folio], s.WalkEnd[x.Folio]);
                return v >= 0 & v <= s.Pages
                    & (!(s.At(h, DevicePoints.Unplugged) | s.At(h, DevicePoints.Populated) | s.At(h, DevicePoints.Plugged)) | v == 0)
                    & (!s.At(h, DevicePoints.HeadSet) | v < s.KeptPages)
                    & (!s.At(h, DevicePoints.Depopulating) | (v <= end & end <= s.Pages))
                    & (!s.At(h, DevicePoints.Dropped) | (v < end & end <= s.Pages));
            }),

        Zeroes ? NothingIsFresh<B, N>() : FreshIsOfMap<B, N>(),
    ];

    private static Invariant<B, N> FreshIsOfMap<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("device-fresh", "A frame that is not written yet is of the memory map of a device, or was.",
            [Frame], [(s, x) => s.Fresh[x.Frame]], (s, x) => s.Owner[x.Frame] == Owner.Vmemmap | s.Owner[x.Frame] == Owner.Collected);

    private static Invariant<B, N> NothingIsFresh<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("device-frames-written", "No frame is mapped before it is written.", [Frame], [], (s, x) => !s.Fresh[x.Frame]);
}
