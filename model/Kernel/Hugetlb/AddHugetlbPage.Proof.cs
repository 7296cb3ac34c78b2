namespace Vmemmap.Model.Kernel.Hugetlb;

/// <content>What holds there.</content>
public sealed partial record AddHugetlbPage
{
    public override IReadOnlyList<Holds> Outline => EnqueuesHeld ? [new(Kept) { EndsRuns = true }] : [];
}
