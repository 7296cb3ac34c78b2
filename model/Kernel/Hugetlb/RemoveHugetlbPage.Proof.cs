namespace Vmemmap.Model.Kernel.Hugetlb;

/// <content>What holds there.</content>
public partial record RemoveHugetlbPage
{
    public override IReadOnlyList<Holds> Outline =>
    [
        new(Remap.Restore) { Hugetlb = TypeAfterRemoval, References = KeepsFrozen ? Count.Zero : null },
        .. new[] { Dissolving, MovingPoison, Leaked, Sweeping, Swept }
            .Select(point => new Holds(point) { Hugetlb = point == MovingPoison ? false : TypeAfterRemoval, References = KeepsFrozen ? Count.Zero : null }),
    ];

    /// <summary>Has a hugepage that left the pool the type? Open where it may have it or not.</summary>
    protected virtual bool? TypeAfterRemoval => KeepsType;

    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight> { ["remove-from-pool"] = new(20, Waits: true) };
}

/// <content>What holds there: before the restore the type tells whether there is one to come. After it, it may be set or not.</content>
public sealed partial record RemoveTypedWhileOptimised
{
    public override IReadOnlyList<Holds> Outline => [new(Remap.Restore) { Hugetlb = KeepsType }];

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
    [
        Invariant<B, N>.Lemma("removed-typed-while-optimised", "A hugepage that left the pool has the type exactly if its tails are shared.",
            [Folio], [(s, x) => s.At(x.Folio, Removed)],
            (s, x) => s.Hugetlb[x.Folio] == s.Optimised[x.Folio]),
    ];
}

/// <content>What holds there: the type is left where the list is unreliable.</content>
public sealed partial record RemoveUnlessUnreliable
{
    protected override bool? TypeAfterRemoval => null;
}
