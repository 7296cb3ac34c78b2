namespace Vmemmap.Model.Kernel.Hugetlb;

/// <content>What holds there.</content>
public sealed partial record AllocFreshHugePage
{
    public override IReadOnlyList<Holds> Outline =>
    [
        new(Plain) { Freed = false, Optimised = false, Hugetlb = false },
        new(Preparing) { Freed = false, Optimised = false, Hugetlb = false, Walk = Walking.OverAll, References = IsFrozen ? Count.Zero : Count.OfOperation },
        new(Prepared) { Freed = false, Optimised = false, Hugetlb = false, References = IsFrozen ? Count.Zero : Count.OfOperation },
        new(Remap.Optimise) { Freed = false, References = IsFrozen ? Count.Zero : Count.OfOperation },
        .. new[] { Scanning, Typed, NoTailFound, OwnTailMade, Finishing }.Select(point => new Holds(point) { Freed = false, References = IsFrozen ? Count.Zero : Count.OfOperation }),
    ];
}
