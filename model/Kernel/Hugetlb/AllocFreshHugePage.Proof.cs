namespace Vmemmap.Model.Kernel.Hugetlb;

/// <content>What holds there.</content>
public sealed partial record AllocFreshHugePage
{
    public override IReadOnlyList<Holds> Outline =>
    [
        new(Plain) { Optimised = false, Hugetlb = false },
        new(Preparing) { Optimised = false, Hugetlb = false, Walk = Walking.OverAll, References = IsFrozen ? Count.Zero : null },
        new(Prepared) { Optimised = false, Hugetlb = false, References = IsFrozen ? Count.Zero : null },
        new(Remap.Optimise) { References = IsFrozen ? Count.Zero : null },
        .. new[] { Scanning, Typed, Finishing }.Select(point => new Holds(point) { References = IsFrozen ? Count.Zero : null }),
    ];
}
