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
    ];
}

/// <content>What holds there.</content>
public sealed partial record RollBackWithNewHead
{
    public override IReadOnlyList<Holds> Outline => [.. base.Outline.Select(holds => holds with { HeadMoves = true }), new(FreeingRest) { Walk = Walking.ListOnly, HeadMoves = true }];

    public override IReadOnlyDictionary<string, Weight> Weights => new Dictionary<string, Weight>(base.Weights) { ["optimise-fails-at-head"] = new(3, Waits: true) };
}
