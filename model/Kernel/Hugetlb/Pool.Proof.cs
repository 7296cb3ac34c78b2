namespace Vmemmap.Model.Kernel.Hugetlb;

/// <content>What holds there.</content>
public sealed partial record Pool
{
    public override IReadOnlyList<Holds> Outline => [new(Kept) { Hugetlb = true, References = Count.OfHolders }];

    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight>
    {
        ["put-new-hugepage"] = new(60, Waits: true),
        ["enqueue"] = 40,
        ["dequeue"] = new(24, Waits: true),
        ["instantiate"] = 24,
        ["isolate"] = 3,
        ["give-back"] = 8,
    };
}
