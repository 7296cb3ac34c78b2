namespace Vmemmap.Model.Kernel.Users;

/// <content>What it holds, and what ordinary pages count.</content>
public sealed partial record PfnWalker
{
    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight>
    {
        ["walker-loads-count"] = new(40, Waits: true),
        ["walker-adds"] = new(8, Waits: true),
        ["walker-puts"] = 8,
    };

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
    [
        Invariant<B, N>.Lemma("walker-in-range", "The walker is at a struct page of a block, and not at the first.",
            [], [(s, _) => s.WalkerAt.Value != Walker.Idle],
            (s, _) =>
            {
                var (at, h, v, e) = (s.WalkerAt.Value, s.WalkerFolio.Value, s.WalkerPage.Value, s.WalkerSlot.Value);
                return (at == Walker.Loaded | at == Walker.Holding) & h >= 0 & v >= 0 & v < s.Pages & e >= 0 & e < s.Slots & !(v == 0 & e == 0)
                    & (at == Walker.Loaded | (s.IsPlain(h) & s.Refcount[s.Pte[h, v], e] == N.If(s.Lent[h, v, e], 1, 0) + 1));
            }),

        Invariant<B, N>.Lemma("ordinary-pages-counted", "The count of an ordinary page is that of its user and of the walker.",
            [Folio, Page, Slot], [(s, x) => s.IsPlain(x.Folio) | (s.At(x.Folio, Destroying) & x.Page < s.Cursor[x.Folio])],
            (s, x) =>
            {
                var isHeld = s.WalkerAt.Value == Walker.Holding & s.WalkerFolio.Value == x.Folio & s.WalkerPage.Value == x.Page & s.WalkerSlot.Value == x.Slot;
                return s.Refcount[s.Pte[x.Folio, x.Page], x.Slot] == N.If(s.Lent[x.Folio, x.Page, x.Slot], 1, 0) + N.If(isHeld, 1, 0);
            }),

        Invariant<B, N>.Lemma("unfinished-pages-uncounted", "While heads and tails are written or unwritten nobody holds a reference on a page but the first.",
            [Folio, Page, Slot], [(s, x) => (s.At(x.Folio, Preparing) | s.At(x.Folio, Destroying)) & x.Page >= s.Cursor[x.Folio] & !(x.Page == 0 & x.Slot == 0)],
            (s, x) => s.Refcount[s.Pte[x.Folio, x.Page], x.Slot] == 0 & !s.Lent[x.Folio, x.Page, x.Slot]),

        .. GracePeriod ? [NobodyMeetsARemap<B, N>()] : Array.Empty<Invariant<B, N>>(),
        .. outline.Shape.Layout.TailsWritable ? [NoHarmIsDone<B, N>()] : Array.Empty<Invariant<B, N>>(),
    ];

    // Where tails stay writable a compare-and-exchange finds another count and stores nothing.
    private static Invariant<B, N> NoHarmIsDone<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("no-walker-does-harm", "No walker stored where it should not.", [Folio], [], (s, x) => !s.SpeculativeStore[x.Folio]);

    private static Invariant<B, N> NobodyMeetsARemap<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("no-walker-meets-a-remap", "Who has loaded a count meets no shared tail, and nothing was stored where it should not be.",
            [Folio], [],
            (s, x) => !s.SpeculativeStore[x.Folio]
                & (!(s.WalkerAt.Value == Walker.Loaded & s.WalkerFolio.Value == x.Folio) | (!s.Optimised[x.Folio] & !s.IsRemapped(x.Folio))));
}
