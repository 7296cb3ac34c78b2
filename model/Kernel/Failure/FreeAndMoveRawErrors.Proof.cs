namespace Vmemmap.Model.Kernel.Failure;

/// <content>What holds there.</content>
public sealed partial record FreeAndMoveRawErrors
{
    public override IReadOnlyList<Holds> Outline => 
    [
        new(MovingPoison) { Optimised = false, Hugetlb = false },
        new(Unfrozen) { Optimised = false, Hugetlb = false, References = Count.OfOperation },
        new(Leaked) { Optimised = false },
    ];

    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight>
    {
        ["unfreeze"] = new(60, Waits: true),
        ["clear-hugetlb-type"] = new(60, Waits: true),
        ["free-hugepage"] = new(60, Waits: true),
    };

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
        [LeakProof.LeakedIsUnreliable<B, N>(), .. MovesUnderLock ? [NoLookup<B, N>()] : Array.Empty<Invariant<B, N>>()];

    private static Invariant<B, N> NoLookup<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("no-lookup-while-errors-move", "While memory failure has the lock no errors of its hugepage are moved.",
            [], [(s, _) => s.FailureHoldsLock],
            (s, _) => !s.At(s.Failure.Folio.Value, MovingPoison));
}

/// <summary>What the proofs of both versions share.</summary>
internal static class LeakProof
{
    public static Invariant<B, N> LeakedIsUnreliable<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("leaked-is-unreliable", "Only a hugepage whose errors are not known is leaked.",
            [Folio], [(s, x) => s.At(x.Folio, Leaked)],
            (s, x) => s.Unreliable[x.Folio]);
}
