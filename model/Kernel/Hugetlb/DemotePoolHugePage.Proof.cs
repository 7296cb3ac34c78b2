namespace Vmemmap.Model.Kernel.Hugetlb;

/// <content>What holds there.</content>
public sealed partial record DemotePoolHugePage
{
    public override IReadOnlyList<Holds> Outline =>
    [
        new(RestoredToDemote) { Optimised = false, Hugetlb = LooksAgain ? true : null },
        .. TakesApart ? [new(TakingApart) { Optimised = false, Walk = Walking.ToTheEnd }] : Array.Empty<Holds>(),
        .. LooksAgain
            ? [new(SplittingUntyped) { Optimised = false, Hugetlb = false, Freed = false, Walk = Walking.ToTheEnd }]
            : new Holds[] { new(Splitting) { Optimised = false, Hugetlb = false, Freed = false, Walk = Walking.ToTheEnd }, new(SplitOff) { Optimised = false, Hugetlb = false, Freed = false, Walk = Walking.OverAll } },
        new(Points.Demoted) { Optimised = false, Hugetlb = false, Freed = false, Walk = Walking.OverAll },
    ];

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
    [
        Invariant<B, N>.Lemma("demoting-while-restored", "What is to be demoted is being restored.",
            [Folio], [(s, x) => s.Demoting![x.Folio]],
            (s, x) => s.IsIn(x.Folio, Actor.Hugepage, s.Shape.Restoring)),
    ];

    // Errors must have time to come before it is split, before the smaller hugepages are in their pool, and there.
    public override IReadOnlyDictionary<string, Weight> Weights => new[] { "demote", "enter-smaller-pool", "free-smaller-hugepage" }.Concat(LooksAgain ? ["demotion-drops-type", "demotion-finds-error"] : [TakesApart ? "clear-head" : "split-first"])
        .ToDictionary(step => step, _ => new Weight(60, Waits: true));
}
