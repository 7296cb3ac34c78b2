namespace Vmemmap.Model.Kernel.Dax;

/// <content>What holds while it works, and of what it has written down.</content>
public sealed partial record DaxFailure
{
    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
    [
        Invariant<B, N>.Lemma("device-failure-finds-head", "Memory failure works in memory that is plugged in, and finds the head.",
            [], [],
            (s, _) => s.EachFailure(call => call.IsAt(FailurePoints.Idle) | (s.IsCompound(call.Folio.Value) & (call.IsAt(FailurePoints.Reported) | call.Head.Value == call.Folio.Value)))),

        Invariant<B, N>.Lemma("device-errors-of-plugged", "An error is of device memory that is plugged in, or just goes.",
            [Folio, Page, Slot], [(s, x) => s.Bad[x.Folio, x.Page, x.Slot]],
            (s, x) => s.IsCompound(x.Folio) | DeviceEntries<B, N>.IsGoing(s, x.Folio) | s.At(x.Folio, DevicePoints.Freeing)),

        .. FlagsUnmapped ? [EachIsRecorded<B, N>()] : Array.Empty<Invariant<B, N>>(),
    ];

    private static Invariant<B, N> EachIsRecorded<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("device-errors-recorded", "The head is flagged when memory failure is done with an error.",
            [Folio, Page, Slot], [(s, x) => s.IsCompound(x.Folio) & s.Bad[x.Folio, x.Page, x.Slot] & !s.IsBeingReported(x.Folio, x.Page, x.Slot)],
            (s, x) => s.PgHwpoison[s.HeadFrame(x.Folio), 0]);
}
