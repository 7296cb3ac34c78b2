namespace Vmemmap.Model.Kernel.Vmemmap;

/// <content>What holds there.</content>
public sealed partial record AllocVmemmap
{
    public override IReadOnlyList<Holds> Outline =>
    [
        .. WaitsForWalkers ? [new(RestoreWaits) { Optimised = true }] : Array.Empty<Holds>(),
        new(RestoreAlloc) { Walk = Walking.Gathering, Listed = Listed.Fresh, Optimised = true },
        new(RestoreUndo) { Walk = Walking.ListOnly, Listed = Listed.Fresh, Optimised = true },
        new(Restoring) { Shared = Tails.FromCursor, Walk = Walking.GivingAllBack, Stale = Older.SharedFrame, Listed = Listed.Fresh, Fills = true, Optimised = true },
        new(Dissolving) { Optimised = false },
    ];

    public override IReadOnlyDictionary<string, Weight> Weights =>
        CanFail ? new Dictionary<string, Weight> { ["restore-fails"] = new(8, Waits: true) } : base.Weights;
}
