namespace Vmemmap.Model.Kernel.Dax;

/// <content>What the struct pages hold, and what who reads them gets.</content>
public sealed partial record MemmapInitCompound
{
    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight> { ["set-device-head"] = 20, ["init-device-tails"] = 40 };

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
    [
        Invariant<B, N>.Lemma("device-struct-pages", "What is initialised of a compound page of a device is a head, which alone has a count and may be flagged, and tails.",
            [Frame, Slot], [(s, x) => IsInitialised(s, x)],
            (s, x) =>
            {
                var (h, isFirst) = (s.OwnerFolio[x.Frame], s.OwnerIndex[x.Frame] == 0);
                var isHead = isFirst & x.Slot == 0;
                return s.PgHead[x.Frame, x.Slot] == isHead & s.CompoundHead[x.Frame, x.Slot] == N.If(isHead, None.Nobody, s.HeadInTails(h)) & (isHead | !s.PgHwpoison[x.Frame, x.Slot])
                    & s.Refcount[x.Frame, x.Slot] == N.If(isHead, 1, 0);
            }),

        Invariant<B, N>.Lemma("device-head-data", "The head's page carries the order as soon as its tails are initialised.",
            [Folio], [(s, x) => s.IsCompound(x.Folio) | (s.At(x.Folio, DevicePoints.HeadSet) & s.Cursor[x.Folio] > 0)],
            (s, x) => s.Metadata[s.HeadFrame(x.Folio), s.SpecialSlot] == x.Folio),

        Invariant<B, N>.Lemma("device-reader", "A reader of a compound page of a device that has been one all the time has found its head so far.",
            [Folio], [(s, x) => !s.At(x.Folio, ReaderPoints.Idle) & s.ReaderLive[x.Folio]],
            (s, x) => s.IsCompound(x.Folio) & s.ReaderHead[x.Folio] == x.Folio),

        Invariant<B, N>.Lemma("no-device-store-strays", "Nothing is stored through an entry that is shared.", [Folio], [], (s, x) => !s.StrayStore[x.Folio]),
    ];

    private static B IsInitialised<B, N>(State<B, N> s, At<N> x)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var (h, v) = (s.OwnerFolio[x.Frame], s.OwnerIndex[x.Frame]);
        var isWritten = s.IsCompound(h) | (s.At(h, DevicePoints.HeadSet) & (v < s.Cursor[h] | (v == 0 & x.Slot == 0)));
        return s.Owner[x.Frame] == Owner.Vmemmap & !s.IsTailOfZone(x.Frame) & isWritten;
    }
}
