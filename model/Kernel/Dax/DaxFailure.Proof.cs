namespace Vmemmap.Model.Kernel.Dax;

/// <content>What holds while it works.</content>
public sealed partial record DaxFailure
{
    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
    [
        Invariant<B, N>.Lemma("pgmap-held", "While memory failure works in device memory the memory map of that is whole.",
            [], [],
            (s, _) => s.EachFailure(call => call.IsAt(FailurePoints.Idle) | DeviceEntries<B, N>.IsWhole(s, call.Folio.Value))),
    ];
}
