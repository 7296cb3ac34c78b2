namespace Vmemmap.Model.Kernel.Dax;

/// <content>What CPUs may still hold, and what the list does.</content>
public sealed partial record Depopulate
{
    public override IReadOnlyList<string> RulesOut => FlushesFirst ? [] : ["list-entries-collected", "collected-frames-listed"];

    public override IReadOnlyList<Holds> Outline => [new(FlushesFirst ? DevicePoints.Freeing : DevicePoints.Dropped) { Freed = false, Optimised = false, Hugetlb = false }];

    public override IReadOnlyDictionary<string, Weight> Weights => AllWeights.Where(weight => FlushesFirst ? weight.Key is not "drop-frame" : weight.Key is not ("clear-last-entry" or "free-gathered" or "end-depopulate")).ToDictionary();

    private static Dictionary<string, Weight> AllWeights { get; } = new()
    {
        ["remove-device"] = new(4, Waits: true),
        ["drop-frame"] = 40,
        ["clear-entry"] = 40,
        ["clear-last-entry"] = 40,
        ["flush-depopulated"] = 40,
        ["free-gathered"] = 40,
        ["end-depopulate"] = 40,
    };

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
    [
        Invariant<B, N>.Lemma("device-stale", "CPUs hold an older translation of the memory map of a device only while it goes, and of pages whose entries are cleared.",
            [Folio, Page, Frame], [(s, x) => s.Stale[x.Folio, x.Page, x.Frame]],
            (s, x) => DeviceEntries<B, N>.IsGoing(s, x.Folio) & x.Page < s.Cursor[x.Folio]
                & (FlushesFirst ? (s.Owner[x.Frame] == Owner.Vmemmap | s.Owner[x.Frame] == Owner.Collected) & (s.OwnerFolio[x.Frame] == x.Folio | s.IsTailOfZone(x.Frame)) : true)),

        Invariant<B, N>.Lemma("device-list", FlushesFirst ? "Frames are in a list only while a memory map goes." : "No frame is in a list.",
            [Folio], [],
            (s, x) => s.ListTaken[x.Folio] == 0 & s.ListLength[x.Folio] >= 0
                & (s.ListLength[x.Folio] == 0 | (FlushesFirst ? s.At(x.Folio, DevicePoints.Depopulating) | s.At(x.Folio, DevicePoints.Freeing) : false))),

        .. FlushesFirst ? Array.Empty<Invariant<B, N>>() : [NothingIsCollected<B, N>()],
    ];

    private static Invariant<B, N> NothingIsCollected<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("no-device-frame-collected", "No frame is gathered.", [Frame], [], (s, x) => s.Owner[x.Frame] != Owner.Collected);
}
