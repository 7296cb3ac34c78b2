namespace Vmemmap.Model.Kernel.Vmemmap;

/// <content>What holds there.</content>
public sealed partial record RemapWithNewHead
{
    public override IReadOnlyList<Holds> Outline =>
    [
        new(GettingHeadFrame) { Shared = BeforeWalk, Optimised = Flag },
        new(CopyingHead) { Shared = BeforeWalk, Optimised = Flag, Walk = Walking.OneFrame, Listed = Listed.Fresh },
        new(HeadCopied) { Shared = BeforeWalk, Optimised = Flag, Walk = Walking.OneFrame, Listed = Listed.StructPages, HeadMoves = true },
        .. base.Outline.Where(holds => !FlagFirst || holds.At is not null).Select(holds => holds.At is null ? holds : holds with { Optimised = Flag, HeadMoves = true }),
    ];

    // Where the flag comes first it tells nothing of the mapping during the optimise.
    private bool? Flag => FlagFirst ? true : null;

    private Tails? BeforeWalk => FlagFirst ? Tails.NoneYet : null;

    public override IReadOnlyDictionary<string, Weight> Weights => new Dictionary<string, Weight>(base.Weights) { ["no-head-frame"] = 8 };

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
    [
        Invariant<B, N>.Lemma("copied-head-counts", "The copy of the head has the reference count of the head.",
            [Folio], [(s, x) => s.At(x.Folio, HeadCopied)],
            (s, x) => s.Refcount[s.ListFront(x.Folio), 0] == s.Refcount[s.HeadFrame(x.Folio), 0]),

        Invariant<B, N>.Lemma("old-head-uncounted", "In the frame that the head's page had the count is 0, as it is while the head is moved.",
            [Folio, Frame], [(s, x) => s.Stale[x.Folio, 0, x.Frame]],
            (s, x) => s.Refcount[x.Frame, 0] == 0),

        .. outline[HeadCopied].Hugetlb == false ? [] : OfCopiedRecords<B, N>(),
        .. outline.Shape.Layout.IsListFifo || outline.Shape.RollsBackHead ? Array.Empty<Invariant<B, N>>() : [OldHeadIsLeft<B, N>(new(outline))],
        .. NeedsFrame ? [HeadIsMoved<B, N>()] : Array.Empty<Invariant<B, N>>(),
        .. outline.Shape.Layout.SharesHead ? Array.Empty<Invariant<B, N>>() : [OldTailsAreTails<B, N>()],
    ];

    // Without a type there is no list yet.
    private static IEnumerable<Invariant<B, N>> OfCopiedRecords<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        Invariant<B, N>.Lemma("copied-list-is-older", "What the copy of the head's page has of the raw error list is there while the page is being moved, and in the page itself too.",
            [Folio, Page, Slot], [(s, x) => s.CopiedList[x.Folio, x.Page, x.Slot]],
            (s, x) => s.IsHeadCopied(x.Folio) & s.RawList[x.Folio, x.Page, x.Slot]),

        Invariant<B, N>.Lemma("copied-mark-is-older", "So is its mark of an unreliable list.",
            [Folio], [(s, x) => s.CopiedUnreliable[x.Folio]],
            (s, x) => s.IsHeadCopied(x.Folio) & s.Unreliable[x.Folio]),
    ];

    private static Invariant<B, N> HeadIsMoved<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("head-is-moved", "While tails are remapped the list holds a frame of each page passed, and that of the head's page is one of them.",
            [Folio], [(s, x) => s.At(x.Folio, Remapping)],
            (s, x) => s.ListLength[x.Folio] == s.Cursor[x.Folio]);

    // Last in, first out: a rollback does not come to the frame that was the first in.
    private static Invariant<B, N> OldHeadIsLeft<B, N>(OutlineTerms<B, N> terms)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("old-head-is-left", "The frame that a CPU still translates the head's page to is the first of the list, and holds what it held.",
            [Folio, Frame], [(s, x) => s.Stale[x.Folio, 0, x.Frame]],
            (s, x) => terms.IsHeadPage(s, x.Frame));

    // Where the shared frame begins with the head, so does what a rollback copies.
    private static Invariant<B, N> OldTailsAreTails<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("old-tails-are-tails", "A frame that a CPU still translates another page to than that of the head holds tails only.",
            [Folio, Page, Frame], [(s, x) => s.Stale[x.Folio, x.Page, x.Frame], (s, x) => x.Page >= 1 & !s.IsSetAside(x.Folio)],
            (s, x) => s.CompoundHead[x.Frame, 0] == s.HeadInTails(x.Folio) | (s.Shape.MakesTailsLate ? s.IsAtBoot(x.Folio) & s.IsTailOfZone(x.Frame) : false));
}

/// <content>What holds there.</content>
public partial record RollBackWithNewHead
{
    public override IReadOnlyList<Holds> Outline =>
    [
        .. base.Outline.Select(holds => holds with { Optimised = ClearsFlag ? true : null, HeadMoves = true }),
        .. ClearsFlag ? [new(Failed) { Shared = Tails.NoneYet, Optimised = true, Walk = Walking.ListOnly, HeadMoves = true }] : Array.Empty<Holds>(),
        new(Freeing) { Optimised = ClearsFlag ? false : null, Walk = Walking.ListOnly, HeadMoves = true },
    ];

    public override IReadOnlyDictionary<string, Weight> Weights => new Dictionary<string, Weight>(base.Weights) { ["optimise-fails-at-head"] = new(3, Waits: true) };

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
        [.. FlushesFirst || (TakesHead && !outline.Shape.OverwritesHead) ? [OldHeadIsHead<B, N>()] : Array.Empty<Invariant<B, N>>(), .. TakesHead ? [LostHeadIsUncounted<B, N>(new(outline))] : Array.Empty<Invariant<B, N>>()];

    private static Invariant<B, N> LostHeadIsUncounted<B, N>(OutlineTerms<B, N> terms)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("lost-head-uncounted", "In a frame that a rollback has taken from the head's page the count is 0, as it was then.",
            [Frame], [(s, x) => terms.IsLost(s, x.Frame)],
            (s, x) => s.Refcount[x.Frame, 0] == 0);

    // Else a rollback that comes before the flush overwrites that frame; one that takes the head's page overwrites it with the head.
    private static Invariant<B, N> OldHeadIsHead<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("old-head-is-head", "As long as a CPU translates to the frame that the head's page had, that begins with the head.",
            [Folio, Frame], [(s, x) => s.Stale[x.Folio, 0, x.Frame]],
            (s, x) => s.PgHead[x.Frame, 0] & s.CompoundHead[x.Frame, 0] == None.Nobody);
}
