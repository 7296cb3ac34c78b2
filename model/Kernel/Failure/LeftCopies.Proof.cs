namespace Vmemmap.Model.Kernel.Failure;

/// <summary>
/// What holds where ordinary pages are flagged under the lock, and restored tail pages stay copies of the head: the page allocator never takes a hugepage with such a copy, so an error of it that is recorded nowhere
/// is no page's that anybody is given.
/// </summary>
internal static class LeftCopiesProof
{
    /// <summary>A copy of the head that a restore has left in a tail page: its flags are those of the head.</summary>
    public static B IsCopy<B, N>(State<B, N> s, At<N> x)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        s.Shape.LeavesCopies ? !s.IsPlain(x.Folio) & !s.At(x.Folio, Points.Preparing) & x.Page >= 1 & x.Slot == 0 & s.PgHead[s.Pte[x.Folio, x.Page], 0] : false;

    public static IEnumerable<Invariant<B, N>> Lemmas<B, N>(OutlineTerms<B, N> terms)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => [.. OfCopies<B, N>(), .. OfErrors(terms)];

    private static IEnumerable<Invariant<B, N>> OfCopies<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        Invariant<B, N>.Lemma("new-tails-are-tails", "A hugepage that has no type yet has no copies of the head.",
            [Folio, Page], [(s, x) => x.Page >= s.KeptPages & (IsUntyped(s, x.Folio) | (s.At(x.Folio, Points.Preparing) & x.Page < s.Cursor[x.Folio]))],
            (s, x) => !s.PgHead[s.Pte[x.Folio, x.Page], 0]),

        Invariant<B, N>.Lemma("copies-begin-first", "Where a tail page is a copy of the head, so is the first.",
            [Folio, Page], [(s, x) => x.Page >= s.KeptPages & !IsNew(s, x.Folio) & s.PgHead[s.Pte[x.Folio, x.Page], 0]],
            (s, x) => s.PgHead[s.Pte[x.Folio, s.KeptPages], 0]),

        Invariant<B, N>.Lemma("remapped-tails-are-copies", "A tail page that a CPU still translates to another frame is a copy of the head by now.",
            [Folio, Page, Frame], [(s, x) => x.Page >= s.KeptPages & s.Stale[x.Folio, x.Page, x.Frame]],
            (s, x) => s.PgHead[s.Pte[x.Folio, x.Page], 0]),

        Invariant<B, N>.Lemma("older-frames-are-copies", "So is that frame, where it is mapped for some page.",
            [Folio, Page, Frame], [(s, x) => x.Page >= s.KeptPages & s.Stale[x.Folio, x.Page, x.Frame] & s.Owner[x.Frame] == Owner.Vmemmap],
            (s, x) => s.PgHead[x.Frame, 0]),
    ];

    private static IEnumerable<Invariant<B, N>> OfErrors<B, N>(OutlineTerms<B, N> terms)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        Invariant<B, N>.Lemma("errors-recorded-or-kept", "Every error that memory failure is done with is recorded, or its hugepage begins its first tail page with a copy of the head, shared or left by a restore or a rollback.",
            [Folio, Page, Slot],
            [(s, x) => s.Bad[x.Folio, x.Page, x.Slot] & !s.IsBeingReported(x.Folio, x.Page, x.Slot)],
            (s, x) => LockedFlagProof.IsRecorded(s, x) | (!IsNew(s, x.Folio) & s.PgHead[s.Pte[x.Folio, s.KeptPages], 0])),

        Invariant<B, N>.Lemma("errors-flag-head", "While the hugepage has its type its head carries the flag for every error that memory failure is done with, recorded or not.",
            [Folio, Page, Slot],
            [(s, x) => s.Hugetlb[x.Folio] & s.Bad[x.Folio, x.Page, x.Slot] & !s.IsBeingReported(x.Folio, x.Page, x.Slot)],
            (s, x) => s.PgHwpoison[s.HeadFrame(x.Folio), 0]),

        Invariant<B, N>.Lemma("failure-finds-head-or-copy", "What memory failure finds of a page that is hugetlb is its head, or the page itself where that is a copy of the head.",
            [], [(s, _) => s.FailureLooksUp & s.Hugetlb[s.Failure.Folio.Value]],
            (s, _) =>
            {
                var (h, v) = (s.Failure.Folio.Value, s.Failure.Page.Value);
                return s.Failure.Head.Value == h | (v >= s.KeptPages & s.Failure.Slot.Value == 0 & !IsNew(s, h) & s.PgHead[s.Pte[h, v], 0]);
            }),

        Invariant<B, N>.Lemma("only-mapped-heads-flagged", "While the folio is hugetlb, of the struct pages that are mapped or about to be only its head and copies of it carry the flag.",
            [Frame, Slot],
            [(s, x) => s.Hugetlb[s.OwnerFolio[x.Frame]] & ((s.Owner[x.Frame] == Owner.Vmemmap & terms.HoldsStructPages(s, x.Frame)) | terms.IsBeingFilled(s, x.Frame)) & s.PgHwpoison[x.Frame, x.Slot]],
            (s, x) => x.Slot == 0 & terms.BeginsWithHead(s, x.Frame)),
    ];

    private static B IsNew<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => s.IsPlain(h) | s.At(h, Points.Preparing) | IsUntyped(s, h);

    private static B IsUntyped<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => s.At(h, Points.Prepared) | s.At(h, Points.Scanning);
}
