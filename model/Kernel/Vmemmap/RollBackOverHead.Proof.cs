namespace Vmemmap.Model.Kernel.Vmemmap;

/// <content>What holds there.</content>
public sealed partial record RollBackOverHead
{
    public override IReadOnlyList<Holds> Outline => [.. base.Outline, new(HeadLost) { Hugetlb = false, Optimised = false, Freed = false, References = Count.Zero }];
}
