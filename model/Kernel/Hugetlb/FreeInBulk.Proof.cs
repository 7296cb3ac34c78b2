namespace Vmemmap.Model.Kernel.Hugetlb;

/// <content>What holds there.</content>
public sealed partial record FreeInBulk
{
    public override IReadOnlyList<Holds> Outline => FlushesFirst ? [] : [new(RestoredUnflushed) { Stale = Older.SharedFrame, Optimised = false }];

    public override IReadOnlyDictionary<string, Weight> Weights => AllWeights.Where(weight => !FlushesFirst || weight.Key != "flush-all").ToDictionary();

    private static Dictionary<string, Weight> AllWeights { get; } = new()
    {
        ["restore-in-bulk"] = new(60, Waits: true),
        ["flush-all"] = new(60, Waits: true),
        ["clear-types"] = new(60, Waits: true),
        ["leak-restored-hugepage"] = new(60, Waits: true),

        // One that fails goes back to the pool as a rule; and whoever dissolves a hugepage alone leaves the others to lists and to memory failure.
        ["restore-again"] = new(6, Waits: true),
        ["dissolve-hugepage"] = new(5, Waits: true),
    };
}
