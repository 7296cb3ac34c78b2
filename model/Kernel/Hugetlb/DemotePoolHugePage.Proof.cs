namespace Vmemmap.Model.Kernel.Hugetlb;

/// <content>What holds there.</content>
public sealed partial record DemotePoolHugePage
{
    public override IReadOnlyList<Holds> Outline =>
    [
        new(RestoredToDemote) { Optimised = false, Hugetlb = LooksAgain ? true : null },
        .. LooksAgain
            ? [new(SplittingUntyped) { Optimised = false, Hugetlb = false, Freed = false, Walk = Walking.ToTheEnd }]
            : new Holds[] { new(Splitting) { Optimised = false, Hugetlb = false, Freed = false, Walk = Walking.ToTheEnd }, new(SplitOff) { Optimised = false, Hugetlb = false, Freed = false, Walk = Walking.OverAll } },
        new(Points.Demoted) { Optimised = false, Hugetlb = false, Freed = false, Walk = Walking.OverAll },
    ];

    // Errors must have time to come before it is split, before the smaller hugepages are in their pool, and there.
    public override IReadOnlyDictionary<string, Weight> Weights => new[] { "demote", "enter-smaller-pool", "free-smaller-hugepage" }.Concat(LooksAgain ? ["demotion-drops-type", "demotion-finds-error"] : ["split-first"])
        .ToDictionary(step => step, _ => new Weight(60, Waits: true));
}
