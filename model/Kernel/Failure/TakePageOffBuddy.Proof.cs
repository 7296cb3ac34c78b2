namespace Vmemmap.Model.Kernel.Failure;

/// <content>What holds where flagged pages are taken off the buddy allocator.</content>
public sealed partial record TakePageOffBuddy
{
    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight>
    {
        ["find-page-gone"] = 8,
        ["lose-race-for-page"] = 8,
    };

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
    [
        Invariant<B, N>.Lemma("lent-pages-are-of-the-allocator", "No user has a page that is kept out of the buddy allocator.",
            [Folio, Page, Slot], [(s, x) => s.Lent[x.Folio, x.Page, x.Slot]],
            (s, x) => !s.OffBuddy![s.Pte[x.Folio, x.Page], x.Slot]),

        .. WaitsForFree ? [FlaggedPagesAreOut<B, N>()] : Array.Empty<Invariant<B, N>>(),
    ];

    private static Invariant<B, N> FlaggedPagesAreOut<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("flagged-pages-are-out", "A flagged page of a block that is freed is kept out of the buddy allocator, or memory failure is about to see to that.",
            [Folio, Page, Slot],
            [
                (s, x) => s.At(x.Folio, Plain) | (s.At(x.Folio, Destroying) & x.Page < s.Cursor[x.Folio]),
                (s, x) => s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot],
                (s, x) => !s.AnyFailure(call => call.TakesFree(x.Folio, x.Page, x.Slot)),
            ],
            (s, x) => s.OffBuddy![s.Pte[x.Folio, x.Page], x.Slot]);
}
