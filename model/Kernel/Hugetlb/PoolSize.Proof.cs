namespace Vmemmap.Model.Kernel.Hugetlb;

/// <content>What holds of the counters, and what generators need besides.</content>
public sealed partial record PoolSize
{
    public override IReadOnlyDictionary<string, Weight> Weights => CountsFirst ? new Dictionary<string, Weight>(OfAll) { ["account-new-hugepage"] = new(60, Waits: true) } : OfAll;

    private static IReadOnlyDictionary<string, Weight> OfAll { get; } = new Dictionary<string, Weight>
    {
        ["make-surplus"] = new(16, Waits: true),
        ["make-persistent"] = new(4, Waits: true),
        ["account-surplus"] = new(8, Waits: true),
        ["alloc-surplus-too-late"] = new(2, Waits: true),
        ["free-unneeded-surplus"] = new(2, Waits: true),
        ["alloc-for-migration"] = new(4, Waits: true),
        ["move-to-target"] = 24,
        ["gather-surplus"] = new(24, Waits: true),
        ["unreserve-surplus"] = new(4, Waits: true),
    };

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) => TakesSurplusAlong ? [NoSurplusIsLeft<B, N>()] : Array.Empty<Invariant<B, N>>();

    private static Invariant<B, N> NoSurplusIsLeft<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("no-surplus-is-left", "No hugepage was counted, or has left the pool, so that more were surplus than there were.", [], [], (s, _) => !s.SurplusLeft!.Value);
}
