namespace Vmemmap.Model.Kernel.Lookup;

/// <content>What readers get.</content>
public abstract partial record OneLoadLookup
{
    public override IReadOnlyDictionary<string, Weight> Weights => ReadingProof.OneLoad;

    // Where boot hugepages are gathered before their tails are tails there is no such lemma.
    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) => outline.Shape.MakesTailsLate ? [] : [ReadingProof.Answer<B, N>()];
}

/// <content>What readers get. The test of PG_head in v5.18 can come too late, so there is no such lemma there.</content>
public sealed partial record FakeHeadLookup
{
    public override IReadOnlyDictionary<string, Weight> Weights => ReadingProof.Weights.Where(w => (TestsPgHead || w.Key != "read-pg-head") && (HasKey || w.Key != "read-key-off")).ToDictionary();

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
        [.. TestsPgHead ? Array.Empty<Invariant<B, N>>() : [ReadingProof.Answer<B, N>()], .. HasKey ? [CountsByStage<B, N>()] : Array.Empty<Invariant<B, N>>()];

    private static Invariant<B, N> CountsByStage<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("key-counts-by-stage", "The control point and HPageVmemmapOptimized tell whether the key of the fake-head test counts a hugepage.",
            [Folio], [(s, x) => !s.IsSetAside(x.Folio)],
            (s, x) => s.KeyCounts![x.Folio] == N.If(s.OughtToCount(x.Folio), 1, 0));
}

/// <summary>What the proofs of several lookups share.</summary>
internal static class ReadingProof
{
    public static IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight>
    {
        ["read-compound-head"] = 8,
        ["read-pg-head"] = 8,
        ["read-key-off"] = 8,
        ["read-next-page"] = 8,
        ["reader-ends"] = 8,
    };

    public static IReadOnlyDictionary<string, Weight> OneLoad { get; } = Weights.Where(w => w.Key is "read-compound-head" or "reader-ends").ToDictionary();

    public static Invariant<B, N> Answer<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("reader-answer", "A reader whose folio has been one hugepage all the time has the right answer.",
            [Folio], [(s, x) => s.At(x.Folio, ReaderPoints.Answered) & s.ReaderLive[x.Folio]],
            (s, x) => s.ReaderHead[x.Folio] == x.Folio);
}
