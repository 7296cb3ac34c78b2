namespace Vmemmap.Model.Kernel.Dax;

/// <content>Who has a compound page of a device.</content>
public sealed partial record DeviceFault
{
    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight> { ["map-device-page"] = new(12, Waits: true), ["unmap-device-page"] = 4 };

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
    [
        Invariant<B, N>.Lemma("device-users", "Nobody has a compound page of a device but who maps it, when it is plugged in.",
            [Folio], [],
            (s, x) => s.PinCount[x.Folio] == 0 & (!s.UserHolds[x.Folio] | s.IsCompound(x.Folio))),

        Invariant<B, N>.Lemma("no-device-page-lent", "No base page of a device is with a user of its own.", [Folio, Page, Slot], [], (s, x) => !s.Lent[x.Folio, x.Page, x.Slot]),

        Invariant<B, N>.Lemma("device-mapping", "The head of a compound page of a device has the mapping of the device, or none.",
            [Folio], [(s, x) => s.IsCompound(x.Folio) | s.At(x.Folio, DevicePoints.HeadSet)],
            (s, x) => s.Metadata[s.HeadFrame(x.Folio), 0] == None.Nobody | s.Metadata[s.HeadFrame(x.Folio), 0] == x.Folio),

        .. RefusesPoisoned ? [UsersAreTold<B, N>()] : Array.Empty<Invariant<B, N>>(),
    ];

    private static Invariant<B, N> UsersAreTold<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("device-users-told", "Who has a bad page mapped was told, or memory failure is about to look for him.",
            [Folio, Page, Slot], [(s, x) => s.Bad[x.Folio, x.Page, x.Slot] & !s.IsBeingReported(x.Folio, x.Page, x.Slot) & s.UserHolds[x.Folio]],
            (s, x) => s.Struck[x.Folio, x.Page, x.Slot]);
}
