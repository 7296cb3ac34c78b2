namespace Vmemmap.Model.Kernel.Users;

/// <content>What it holds, and what ordinary pages count.</content>
public sealed partial record PfnWalker
{
    public override IReadOnlyList<Holds> Outline => [new(AwaitingLastPut) { Optimised = false, References = Count.OfWalker }];

    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight>
    {
        ["walker-finds-page"] = new(40, Waits: true),
        ["walker-loads-count"] = new(8, Waits: true),
        ["walker-adds"] = new(8, Waits: true),
        ["walker-puts"] = 8,
    };

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
    [
        Invariant<B, N>.Lemma("walker-in-range", "The walker is at a struct page of a block; where it holds a reference, it is that of an ordinary page or of a head.",
            [], [],
            (s, _) =>
            {
                var (at, h, v, e) = (s.WalkerAt.Value, s.WalkerFolio.Value, s.WalkerPage.Value, s.WalkerSlot.Value);
                var isInTest = at == Walker.TestingFlag | at == Walker.ReadingNext;
                var holdsHead = s.WalkerHoldsOn(h) & (s.IsCompound(h) | s.Cursor[h] > 0);
                var holdsOrdinary = s.At(h, Plain) & s.Refcount[s.Pte[h, v], e] == N.If(s.Lent[h, v, e], 1, 0) + 1;
                return (at == Walker.Loaded) == (s.WalkerCount.Value != 0)
                    & (at == Walker.Idle
                        | (at >= Walker.Found & at <= Walker.Holding & h >= 0 & v >= 0 & v < s.Pages & e >= 0 & e < s.Slots & (!isInTest | e == 0)
                            & (at != Walker.Holding | holdsHead | holdsOrdinary)));
            }),

        Invariant<B, N>.Lemma("ordinary-pages-counted", "The count of an ordinary page is that of its user and of the walker.",
            [Folio, Page, Slot], [(s, x) => s.IsPlain(x.Folio) | (s.At(x.Folio, Destroying) & x.Page < s.Cursor[x.Folio])],
            (s, x) =>
            {
                var isHeld = s.WalkerAt.Value == Walker.Holding & s.WalkerFolio.Value == x.Folio & s.WalkerPage.Value == x.Page & s.WalkerSlot.Value == x.Slot;
                return s.Refcount[s.Pte[x.Folio, x.Page], x.Slot] == N.If(s.Lent[x.Folio, x.Page, x.Slot], 1, 0) + N.If(isHeld, 1, 0);
            }),

        Invariant<B, N>.Lemma("unfinished-pages-uncounted", "While heads and tails are written or unwritten nobody holds a reference on a page but the first.",
            [Folio, Page, Slot], [(s, x) => (s.At(x.Folio, Preparing) | s.At(x.Folio, Destroying)) & x.Page >= s.Cursor[x.Folio]],
            (s, x) => s.Refcount[s.Pte[x.Folio, x.Page], x.Slot] == 0 & !s.Lent[x.Folio, x.Page, x.Slot]),

        .. GracePeriod ? [NobodyMeetsARemap<B, N>()] : Array.Empty<Invariant<B, N>>(),
        .. outline.Shape.Layout.TailsWritable ? [NoHarmIsDone<B, N>()] : Array.Empty<Invariant<B, N>>(),
    ];

    // Where tails stay writable a compare-and-exchange finds another count and stores nothing.
    private static Invariant<B, N> NoHarmIsDone<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("no-walker-does-harm", "No walker stored where it should not.", [Folio], [], (s, x) => !s.SpeculativeStore[x.Folio]);

    private static B IsPastTest<B, N>(State<B, N> s)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        (s.WalkerAt.Value == Walker.Tested | s.WalkerAt.Value == Walker.Loaded) & !(s.WalkerPage.Value == 0 & s.WalkerSlot.Value == 0);

    private static Invariant<B, N> NobodyMeetsARemap<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("no-walker-meets-a-remap", "Who has found out that its struct page is no fake head meets no shared tail, and nothing was stored where it should not be.",
            [Folio], [],
            (s, x) => !s.SpeculativeStore[x.Folio]
                & (!(IsPastTest(s) & s.WalkerFolio.Value == x.Folio) | (!s.Optimised[x.Folio] & !s.IsRemapped(x.Folio))));
}
