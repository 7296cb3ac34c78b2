namespace Vmemmap.Model.Kernel.Hugetlb;

/// <content>What holds there.</content>
public sealed partial record Pool
{
    public override IReadOnlyList<Holds> Outline =>
        [new(Points.Pool) { Hugetlb = true, References = Count.Zero }, new(InUse) { Hugetlb = true, References = Count.OfUsers }];

    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight>
    {
        ["enqueue"] = new(60, Waits: true),
        ["dequeue"] = new(24, Waits: true),
        ["give-back"] = 8,
    };
}
