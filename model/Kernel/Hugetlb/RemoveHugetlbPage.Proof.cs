namespace Vmemmap.Model.Kernel.Hugetlb;

/// <content>What holds there.</content>
public partial record RemoveHugetlbPage
{
    public override IReadOnlyList<Holds> Outline =>
    [
        new(Remap.Restore) { Freed = KeepsFrozen ? false : null, Hugetlb = KeepsType, References = CountAfterRemoval },
        .. new[] { Removed, Dissolving, RestoredToDemote, MovingPoison, Leaked, Sweeping, Swept }
            .Select(point => new Holds(point) { Freed = KeepsFrozen ? false : null, Hugetlb = point == MovingPoison ? false : KeepsType, References = CountAt(point) }),
    ];

    /// <summary>What the count of a hugepage is that left the pool.</summary>
    protected Count CountAfterRemoval => KeepsFrozen ? Count.Zero : Count.OfOperation;

    /// <summary>The same where the restore is over: who demotes it takes no reference.</summary>
    protected Count CountAt(ControlPoint point) => point == RestoredToDemote ? Count.Zero : CountAfterRemoval;

    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight> { ["remove-from-pool"] = new(20, Waits: true) };
}

/// <content>What holds there: before the restore the type tells whether there is one to come. After it, it may be set or not.</content>
public sealed partial record RemoveTypedWhileOptimised
{
    public override IReadOnlyList<Holds> Outline =>
    [
        new(Remap.Restore) { Freed = KeepsFrozen ? false : null, Hugetlb = KeepsType, References = CountAfterRemoval },
        .. new[] { Removed, Dissolving, RestoredToDemote, MovingPoison, PoisonMoved, Leaked }.Select(point => new Holds(point) { Freed = KeepsFrozen ? false : null, References = CountAt(point) }),
        new(TakingApart) { Freed = KeepsFrozen ? false : null },
    ];

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
    [
        Invariant<B, N>.Lemma("removed-typed-while-optimised", "A hugepage that left the pool has the type exactly if its tails are shared.",
            [Folio], [(s, x) => s.At(x.Folio, Removed)],
            (s, x) => s.Hugetlb[x.Folio] == s.Optimised[x.Folio]),

        Invariant<B, N>.Lemma("leaked-typed-while-optimised", "A hugepage that is leaked before its tails are restored keeps the type.",
            [Folio], [(s, x) => s.At(x.Folio, Leaked) & s.Optimised[x.Folio]],
            (s, x) => s.Hugetlb[x.Folio]),
    ];
}
