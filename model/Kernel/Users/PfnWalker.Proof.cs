namespace Vmemmap.Model.Kernel.Users;

/// <content>What it holds, and what ordinary pages count.</content>
public sealed partial record PfnWalker
{
    public override IReadOnlyList<Holds> Outline => [new(AwaitingLastPut) { Optimised = false, References = Count.OfWalker }];

    public override IReadOnlyDictionary<string, Weight> Weights => GracePeriod && !CountFirst ? TestsFirst : AllWeights;

    // The count is loaded last, before the page is gone.
    private static Dictionary<string, Weight> TestsFirst { get; } = new()
    {
        ["walker-finds-page"] = new(200, Waits: true),
        ["walker-enters"] = new(40, Waits: true),
        ["walker-loads-count"] = new(60, Waits: true),
        ["walker-adds"] = new(60, Waits: true),
        ["walker-puts"] = 8,
    };

    private static Dictionary<string, Weight> AllWeights { get; } = new()
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
            [Folio, Page, Slot], [(s, x) => s.IsPlain(x.Folio) | s.IsFreedBehind(x.Folio, x.Page)],
            (s, x) =>
            {
                var isHeld = s.WalkerAt.Value == Walker.Holding & s.WalkerFolio.Value == x.Folio & s.WalkerPage.Value == x.Page & s.WalkerSlot.Value == x.Slot;
                return s.Refcount[s.Pte[x.Folio, x.Page], x.Slot] == N.If(s.Lent[x.Folio, x.Page, x.Slot], 1, 0) + N.If(isHeld, 1, 0);
            }),

        Invariant<B, N>.Lemma("unfinished-pages-uncounted", "While heads and tails are written or unwritten nobody holds a reference on a page but the first.",
            [Folio, Page, Slot], [(s, x) => IsUnfinished(s, x)],
            (s, x) => (s.Refcount[s.Pte[x.Folio, x.Page], x.Slot] == 0 | (s.Shape.CopiesCounts ? s.Refcount[s.Pte[x.Folio, x.Page], x.Slot] == 1 & x.Page >= 1 & !s.At(x.Folio, Preparing) : false)) & !s.Lent[x.Folio, x.Page, x.Slot]),

        // Where the count is loaded after the test, or a batch does not wait, a walker does meet one.
        .. !GracePeriod || !CountFirst || outline.Parts.Any(part => part.SkipsGracePeriods) ? Array.Empty<Invariant<B, N>>() : outline.Shape.Hugepage.Find(RestoreWaits) is null ? [NobodyMeetsARemap<B, N>()] : [WhoAsksIsWaitedFor<B, N>(), NothingCountsWhileRemapped<B, N>(new(outline))],
        .. outline.Shape.Layout.TailsWritable ? [NoHarmIsDone<B, N>()] : Array.Empty<Invariant<B, N>>(),
    ];

    private static B IsUnfinished<B, N>(State<B, N> s, At<N> x)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var h = x.Folio;
        var isWalking = s.At(h, Preparing) | s.At(h, Destroying) | s.At(h, Points.Demoted);
        return (isWalking & x.Page >= s.Cursor[h]) | s.At(h, BadPages) | s.At(h, TakingApart) | s.At(h, Splitting) | s.At(h, SplitOff) | s.At(h, SplittingUntyped);
    }

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

    // Where a restore waits too, whoever is in his section has found a count, so he entered it while nobody remapped the block.
    private static Invariant<B, N> WhoAsksIsWaitedFor<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("who-asks-is-waited-for", "While a walker looks whether its struct page is a fake head the block is not remapped; who has found out that it is none meets no shared tail, and nothing was stored where it should not be.",
            [Folio], [],
            (s, x) =>
            {
                var (h, isHead) = (x.Folio, s.WalkerPage.Value == 0 & s.WalkerSlot.Value == 0);
                return !s.SpeculativeStore[h]
                    & (!(IsInSection(s) & s.WalkerFolio.Value == h & !isHead)
                        | ((!s.IsRemapped(h) | (s.At(h, RestoreWaits) & !IsPastTest(s))) & !(IsPastTest(s) & s.Optimised[h])));
            });

    private static Invariant<B, N> NothingCountsWhileRemapped<B, N>(OutlineTerms<B, N> terms)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("nothing-counts-while-remapped", "While a hugepage is remapped every struct page in a frame of it has the count 0: the head is frozen, and so is each copy of it.",
            [Frame, Slot], [(s, x) => terms.HoldsStructPages(s, x.Frame) & s.IsRemapped(s.OwnerFolio[x.Frame])],
            (s, x) => s.Refcount[x.Frame, x.Slot] == 0);
}
