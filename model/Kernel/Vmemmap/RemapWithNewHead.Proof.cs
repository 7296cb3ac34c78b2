namespace Vmemmap.Model.Kernel.Vmemmap;

/// <content>What holds there.</content>
public sealed partial record RemapWithNewHead
{
    public override IReadOnlyList<Holds> Outline =>
    [
        new(CopyingHead) { Walk = Walking.OneFrame, Listed = Listed.Fresh },
        new(HeadCopied) { Walk = Walking.OneFrame, Listed = Listed.StructPages, HeadMoves = true },
        .. base.Outline.Select(holds => holds.At is null ? holds : holds with { HeadMoves = true }),
    ];

    public override IReadOnlyDictionary<string, Weight> Weights => new Dictionary<string, Weight>(base.Weights) { ["no-head-frame"] = 8 };

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
    [
        Invariant<B, N>.Lemma("copied-head-counts", "The copy of the head has the reference count of the head.",
            [Folio], [(s, x) => s.At(x.Folio, HeadCopied)],
            (s, x) => s.Refcount[s.ListFront(x.Folio), 0] == s.Refcount[s.HeadFrame(x.Folio), 0]),

        Invariant<B, N>.Lemma("old-head-uncounted", "In the frame that the head's page had the count is 0, as it is while the head is moved.",
            [Folio, Frame], [(s, x) => s.Stale[x.Folio, 0, x.Frame]],
            (s, x) => s.Refcount[x.Frame, 0] == 0),

        .. outline.Shape.Layout.SharesHead ? Array.Empty<Invariant<B, N>>() : [OldTailsAreTails<B, N>()],
    ];

    // Where the shared frame begins with the head, so does what a rollback copies.
    private static Invariant<B, N> OldTailsAreTails<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("old-tails-are-tails", "A frame that a CPU still translates another page to than that of the head holds tails only.",
            [Folio, Page, Frame], [(s, x) => s.Stale[x.Folio, x.Page, x.Frame], (s, x) => x.Page >= 1],
            (s, x) => s.CompoundHead[x.Frame, 0] == x.Folio);
}

/// <content>What holds there.</content>
public sealed partial record RollBackWithNewHead
{
    public override IReadOnlyList<Holds> Outline => [.. base.Outline.Select(holds => holds with { HeadMoves = true }), new(FreeingRest) { Walk = Walking.ListOnly, HeadMoves = true }];

    public override IReadOnlyDictionary<string, Weight> Weights => new Dictionary<string, Weight>(base.Weights) { ["optimise-fails-at-head"] = new(3, Waits: true) };

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) => FlushesFirst ? [OldHeadIsHead<B, N>()] : [];

    // A rollback that comes before the flush overwrites that frame.
    private static Invariant<B, N> OldHeadIsHead<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("old-head-is-head", "As long as a CPU translates to the frame that the head's page had, that begins with the head.",
            [Folio, Frame], [(s, x) => s.Stale[x.Folio, 0, x.Frame]],
            (s, x) => s.PgHead[x.Frame, 0] & s.CompoundHead[x.Frame, 0] == None.Nobody);
}
