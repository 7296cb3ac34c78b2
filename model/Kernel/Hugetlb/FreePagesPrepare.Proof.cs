namespace Vmemmap.Model.Kernel.Hugetlb;

/// <content>What holds there.</content>
public sealed partial record FreePagesPrepare
{
    public override IReadOnlyList<Holds> Outline => [new(Destroying) { Freed = false, Optimised = false, Hugetlb = false, Walk = Walking.OverAll }];
}
