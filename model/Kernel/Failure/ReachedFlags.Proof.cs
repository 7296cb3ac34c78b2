namespace Vmemmap.Model.Kernel.Failure;

/// <summary>
/// What holds where the one frame that is shared is flagged by nobody, and ordinary pages are flagged under the lock: a flag is seen where it was set, whatever becomes of the mapping. So it is of no matter whether pages are
/// looked at before they become part of a hugepage.
/// </summary>
internal static class ReachedFlagsProof
{
    public static IEnumerable<Invariant<B, N>> Lemmas<B, N>(OutlineTerms<B, N> terms)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var headMoves = terms.Where(holds => holds.HeadMoves == true);
        return
        [
            Invariant<B, N>.Lemma("mapped-flags-of-bad-pages", "Only bad pages carry the flag, and the first, whose flag may stand for another.",
                [Folio, Page, Slot], [(s, x) => s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot] & (s.Shape.BeginsInMemblock ? !s.IsSetAside(x.Folio) : true)],
                (s, x) => s.Bad[x.Folio, x.Page, x.Slot] | (x.Page == 0 & x.Slot == 0) | DemotedProof.IsHead(s, x)),

            Invariant<B, N>.Lemma("listed-flags-of-bad-pages", "In a frame that was taken from a page, or holds a copy of the first, only bad pages of that page carry the flag, and the first.",
                [Frame, Slot], [(s, x) => s.Owner[x.Frame] == Owner.Collected & terms.HoldsStructPages(s, x.Frame) & !terms.IsBeingFilled(s, x.Frame)],
                (s, x) =>
                {
                    var (h, page) = (s.OwnerFolio[x.Frame], PageOf(s, x.Frame));
                    return !s.PgHwpoison[x.Frame, x.Slot] | s.Bad[h, page, x.Slot] | (page == 0 & x.Slot == 0);
                }),

            Invariant<B, N>.Lemma("older-frames-of-pages", "A frame that a CPU still translates a page to was taken from it, or has been filled for another page since; or it is the zone's.",
                [Folio, Page, Frame], [(s, x) => s.Stale[x.Folio, x.Page, x.Frame] & !s.IsTailOfZone(x.Frame)],
                (s, x) => (s.Owner[x.Frame] == Owner.Collected & (PageOf(s, x.Frame) == x.Page | terms.IsBeingFilled(s, x.Frame))) | IsGivenBack(s, x.Frame)),

            Invariant<B, N>.Lemma("given-back-frames-unflagged", "What is copied for a page carries no flag, nor does the page as long as others are given back.",
                [Frame, Slot], [(s, x) => terms.IsBeingFilled(s, x.Frame) | IsGivenBack(s, x.Frame)],
                (s, x) => !s.PgHwpoison[x.Frame, x.Slot]),
        ];

        N PageOf(State<B, N> s, N frame) => s.OwnerIndex[frame] + N.If(headMoves(s, s.OwnerFolio[frame]), 0, s.KeptPages);

        B IsGivenBack(State<B, N> s, N frame)
        {
            var (h, v) = (s.OwnerFolio[frame], s.OwnerIndex[frame]);
            return s.Owner[frame] == Owner.Vmemmap & !s.IsTailOfZone(frame) & terms.Overwrites(s, h) & v >= s.KeptPages & v < s.Cursor[h];
        }
    }
}
