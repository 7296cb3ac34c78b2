namespace Vmemmap.Model.Kernel.Failure;

/// <summary>
/// What holds of the errors of a hugepage that is split, where ordinary pages are flagged under the lock. Without a correction its first head may be flagged for another of the smaller hugepages, or for what nobody knows any longer: it is never
/// freed then, nor is any of them.
/// </summary>
internal static class DemotedProof
{
    /// <summary>The first head is flagged, for whatever page: so all stay that were split off.</summary>
    public static B StaysSplit<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        s.Shape.SplitsTyped ? (s.IsBeingSplit(h) | (s.At(h, Points.Demoted) & s.Cursor[h] == 0)) & s.PgHwpoison[s.HeadFrame(h), 0] : false;

    /// <summary>Its error is in the list of its smaller hugepage. Or it is a flag of the page: of a tail that was none any longer when the large one still had its type.</summary>
    public static B IsRecorded<B, N>(State<B, N> s, At<N> x)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => (IsTyped(s, x) & s.RawList[x.Folio, x.Page, x.Slot]) | StaysSplit(s, x.Folio) | (s.At(x.Folio, TakingApart) & s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot]);

    /// <summary>...which its head tells of.</summary>
    public static B HasEntries<B, N>(State<B, N> s, At<N> x)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => (IsTyped(s, x) & s.PgHwpoison[s.Pte[x.Folio, x.Page], 0]) | StaysSplit(s, x.Folio);

    /// <summary>Or it is a flag of the page: of one that was flagged before its smaller hugepage had the type.</summary>
    public static B MayBeFlagged<B, N>(State<B, N> s, At<N> x)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => s.Shape.SplitsTyped ? true : !s.IsInSmallerPool(x.Folio, x.Page);

    /// <summary>It is the head of a smaller hugepage, whose flag may stand for any of its pages.</summary>
    public static B IsHead<B, N>(State<B, N> s, At<N> x)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => x.Slot == 0 & (s.IsInSmallerPool(x.Folio, x.Page) | s.IsBeingSplit(x.Folio));

    /// <summary>Lemmas of the correction.</summary>
    public static Invariant<B, N>[] OfCorrection<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        Invariant<B, N>.Lemma("split-pages-unflagged", "What is split without its type carries no flag, unless a page was flagged since.",
            [Folio, Page, Slot], [(s, x) => s.At(x.Folio, SplittingUntyped) & s.UnflaggedSince[x.Folio]],
            (s, x) => !s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot]),

        Invariant<B, N>.Lemma("only-smaller-heads-flagged", "In the pool of smaller hugepages no struct page but their heads carries the flag.",
            [Folio, Page, Slot], [(s, x) => s.IsInSmallerPool(x.Folio, x.Page) & s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot]],
            (s, x) => x.Slot == 0 & s.PgHwpoison[s.Pte[x.Folio, x.Page], 0]),
    ];

    private static B IsTyped<B, N>(State<B, N> s, At<N> x)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => s.IsInSmallerPool(x.Folio, x.Page) | (s.IsBeingSplit(x.Folio) & x.Page < s.Cursor[x.Folio]);
}
