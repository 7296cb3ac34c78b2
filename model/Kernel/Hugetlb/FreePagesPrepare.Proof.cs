namespace Vmemmap.Model.Kernel.Hugetlb;

/// <content>What holds there.</content>
public sealed partial record FreePagesPrepare
{
    public override IReadOnlyList<Holds> Outline =>
    [
        new(Destroying) { Freed = MeetsType ? null : false, Optimised = false, Hugetlb = MeetsType ? null : false, Walk = Walking.OverAll },
        .. ChecksTails ? [new(BadPages) { Freed = false, Optimised = false, Hugetlb = false, Walk = Walking.ToTheEnd }] : Array.Empty<Holds>(),
        new(AwaitingLastPut) { Hugetlb = MeetsType ? null : false, EndsRuns = MeetsType ? true : null },
    ];

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
    [
        Invariant<B, N>.Lemma("ordinary-pages-are-clean", "A page that is of no hugepage, or no longer, has no flag or pointer of a compound page, and no data of one.",
            [Folio, Page, Slot], [(s, x) => s.IsPlain(x.Folio) | s.IsFreedBehind(x.Folio, x.Page)],
            (s, x) => s.IsOrdinary(s.Pte[x.Folio, x.Page], x.Slot) | (ChecksTails ? IsHeadToCome(s, x) : false)),

        .. MeetsType ? [TypeGoesFirst<B, N>()] : Array.Empty<Invariant<B, N>>(),
        .. ChecksTails ? [TailsOrCopies<B, N>()] : Array.Empty<Invariant<B, N>>(),
        .. ChecksTails && !outline.Shape.LeavesCopies ? [TailsUntilFreed<B, N>(), .. outline.Shape.CopiesCounts ? Array.Empty<Invariant<B, N>>() : [NothingIsFound<B, N>()]] : Array.Empty<Invariant<B, N>>(),
    ];

    // The head comes last.
    private static B IsHeadToCome<B, N>(State<B, N> s, At<N> x)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        s.At(x.Folio, Destroying) & x.Page == 0 & x.Slot == 0 & s.CompoundHead[s.HeadFrame(x.Folio), 0] == None.Nobody & s.Metadata[s.HeadFrame(x.Folio), 0] == None.Nobody;

    private static Invariant<B, N> TailsOrCopies<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("tails-or-copies-until-freed", "Until the page allocator comes to it, a vmemmap page but the first begins with a tail or with a copy of the head.",
            [Folio, Page], [(s, x) => IsToCome(s, x)],
            (s, x) => s.PgHead[s.Pte[x.Folio, x.Page], 0] == (s.CompoundHead[s.Pte[x.Folio, x.Page], 0] != s.HeadInTails(x.Folio)));

    private static Invariant<B, N> TailsUntilFreed<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("tails-until-freed", "Until the page allocator comes to it, a vmemmap page but the first begins with a tail.",
            [Folio, Page], [(s, x) => IsToCome(s, x)],
            (s, x) => s.CompoundHead[s.Pte[x.Folio, x.Page], 0] == s.HeadInTails(x.Folio));

    private static Invariant<B, N> NothingIsFound<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("no-bad-page-found", "The page allocator finds no bad page.", [Folio], [], (s, x) => !s.At(x.Folio, BadPages));

    private static B IsToCome<B, N>(State<B, N> s, At<N> x)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => s.At(x.Folio, Destroying) & x.Page >= s.Cursor[x.Folio] & x.Page >= 1;

    private static Invariant<B, N> TypeGoesFirst<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("type-goes-first", "What comes to the page allocator with its type is being dissolved by memory failure; with the first struct pages the type goes, and the flags of hugetlb.",
            [Folio], [(s, x) => s.At(x.Folio, Destroying)],
            (s, x) => (!s.Hugetlb[x.Folio] & !s.Freed[x.Folio]) | (s.Cursor[x.Folio] == 0 & s.RawPage[x.Folio] != None.Nobody));
}
