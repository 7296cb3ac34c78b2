namespace Vmemmap.Model.Kernel.Failure;

/// <content>What holds there.</content>
public abstract partial record FreeByWorker
{
    public override IReadOnlyList<Holds> Outline => [new(Sweeping) { Optimised = false, Walk = Walking.OverAll }, new(Swept) { Optimised = false }];

    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight>
    {
        ["free-hugepage"] = new(60, Waits: true),
        ["clear-hugetlb-type"] = new(60, Waits: true),
    };
}
