namespace Vmemmap.Model.Kernel.Failure;

/// <content>How often sequences wish for it.</content>
public abstract partial record FreeHugepage
{
    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight> { ["free-hugepage"] = new(60, Waits: true) };
}

/// <content>What holds there.</content>
public sealed partial record FreeAndMoveHeadFlag
{
    public override IReadOnlyList<Holds> Outline => ClearsType ? [new(MovingPoison) { Optimised = false, Hugetlb = false }] : [];

    public override IReadOnlyDictionary<string, Weight> Weights =>
        ClearsType ? new Dictionary<string, Weight>(base.Weights) { ["clear-hugetlb-type"] = new(60, Waits: true) } : base.Weights;
}
