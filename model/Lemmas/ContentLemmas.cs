namespace Vmemmap.Model.Lemmas;

/// <summary>What the frames of a hugepage hold while it is one, and what those who work on it remember.</summary>
internal static class ContentLemmas<B, N>
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    public static IEnumerable<Invariant<B, N>> Of(Outline outline)
    {
        var terms = new OutlineTerms<B, N>(outline);
        return
        [
            Invariant<B, N>.Lemma("struct-pages-of-hugepage", "A frame of a hugepage holds a head and tails, or tails only, all of that hugepage.",
                [Frame, Slot], [(s, x) => terms.HoldsStructPages(s, x.Frame)],
                (s, x) =>
                {
                    var isHead = x.Slot == 0 & terms.BeginsWithHead(s, x.Frame);
                    var (flagsReset, restReset) = (terms.HasHalf(s, x.Frame, x.Slot, HalfReset.Flags), terms.HasHalf(s, x.Frame, x.Slot, HalfReset.CompoundHead));
                    return s.PgHead[x.Frame, x.Slot] == (isHead & !flagsReset)
                        & s.CompoundHead[x.Frame, x.Slot] == N.If(isHead & !restReset, None.Nobody, s.HeadInTails(s.OwnerFolio[x.Frame]));
                }),

            Invariant<B, N>.Lemma("tails-are-clean", "Only the struct pages that carry the folio's data, and copies of them that are not or not yet reset, are not clean tails.",
                [Frame, Slot], [(s, x) => terms.HoldsStructPages(s, x.Frame)],
                (s, x) =>
                {
                    var h = s.OwnerFolio[x.Frame];
                    var isHeadPage = terms.IsHeadPage(s, x.Frame) & !terms.IsOverwrittenHead(s, x.Frame);
                    var (isFilled, leavesCopies) = (terms.IsBeingFilled(s, x.Frame), s.Shape.LeavesCopies);
                    // A rollback that begins with the head's page copies the head there to stay.
                    B isForHead = s.Shape.CopiesHeadBack ? isFilled & s.Cursor[h] == 0 : false;
                    var hasData = leavesCopies ? isHeadPage | isFilled : isHeadPage | isForHead;
                    var isClean = s.Metadata[x.Frame, x.Slot] == N.If(hasData & x.Slot == s.SpecialSlot, h, None.Nobody) | IsToBeReset(terms, s, x);
                    B isOther = s.Shape.Layout.ListBeginsBehindReset ? s.Metadata[x.Frame, x.Slot] == h
                        : leavesCopies ? s.PgHead[x.Frame, 0] & x.Slot == s.SpecialSlot & s.Metadata[x.Frame, x.Slot] == h : false;
                    return isClean | isOther;
                }),

            Invariant<B, N>.Lemma("tails-are-uncounted", "Only a head, and a copy of it that is not yet reset, has a reference count, and tails may have 1 that keep what they were given at boot.",
                [Frame, Slot], [(s, x) => terms.HoldsStructPages(s, x.Frame)],
                (s, x) => s.Refcount[x.Frame, x.Slot] == 0
                    | (s.Shape.CopiesCounts ? s.Refcount[x.Frame, x.Slot] == 1 & !(terms.IsHeadPage(s, x.Frame) & !terms.IsOverwrittenHead(s, x.Frame)) : false)
                    | (x.Slot == 0 & ((terms.IsHeadPage(s, x.Frame) & !terms.IsOverwrittenHead(s, x.Frame)) | IsToBeReset(terms, s, x)))),

            Invariant<B, N>.Lemma("pins-in-range", "A pin names a struct page of the folio.",
                [Folio, Pin], [(s, x) => x.Pin < s.PinCount[x.Folio]],
                (s, x) => InRange(s, s.PinPage[x.Folio, x.Pin], s.PinSlot[x.Folio, x.Pin])),

            Invariant<B, N>.Lemma("raw-page-in-range", "The error that dissolve was told of is one of the folio.",
                [Folio], [(s, x) => s.RawPage[x.Folio] != None.Nobody],
                (s, x) => InRange(s, s.RawPage[x.Folio], s.RawSlot[x.Folio])),

            Invariant<B, N>.Lemma("failure-of-bad-page", "Memory failure works on a bad base page of a folio, and soft offline on any.",
                [], [],
                (s, _) => s.EachFailure(call => call.IsAt(FailurePoints.Idle)
                    | (call.Folio.Value >= 0 & InRange(s, call.Page.Value, call.Slot.Value) & (call.SoftOfflines | s.Bad[call.Folio.Value, call.Page.Value, call.Slot.Value])))),

            Invariant<B, N>.Lemma("reader-in-range", "The reader asks about a struct page of its folio, and a lookup that goes on is of a page-aligned one.",
                [Folio], [(s, x) => !s.At(x.Folio, ReaderPoints.Idle)],
                (s, x) => InRange(s, s.ReaderPage[x.Folio], s.ReaderSlot[x.Folio])
                    & (!s.ReaderLive[x.Folio] | s.IsCompound(x.Folio))
                    & (s.At(x.Folio, ReaderPoints.Answered) | s.ReaderSlot[x.Folio] == 0)),
        ];
    }

    // A copy of the head's page, and this struct page of it still to be overwritten.
    private static B IsToBeReset(OutlineTerms<B, N> terms, State<B, N> s, At<N> x)
    {
        if (s.Shape.LeavesCopies)
        {
            return false;
        }
        var h = s.OwnerFolio[x.Frame];
        B isForHead = s.Shape.CopiesHeadBack ? s.Cursor[h] == 0 : false;
        return !isForHead & terms.IsBeingFilled(s, x.Frame) & x.Slot >= s.Reset[h] & x.Slot < s.ResetCount & !terms.HasHalf(s, x.Frame, x.Slot, HalfReset.CompoundHead);
    }

    private static B InRange(State<B, N> s, N page, N slot) => page >= 0 & page < s.Pages & slot >= 0 & slot < s.Slots;
}
