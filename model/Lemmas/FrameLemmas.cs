namespace Vmemmap.Model.Lemmas;

/// <summary>Frames and their owners agree, whatever the control point.</summary>
internal static class FrameLemmas<B, N>
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    public static IEnumerable<Invariant<B, N>> Of(Outline outline)
    {
        var terms = new OutlineTerms<B, N>(outline);
        return
        [
            Invariant<B, N>.Lemma("list-entries-collected", "Every entry of a list names a frame that knows its place there.",
                [Folio, Entry], [(s, x) => x.Entry >= s.ListTaken[x.Folio] & x.Entry < s.ListLength[x.Folio]],
                (s, x) =>
                {
                    var frame = s.List[x.Folio, x.Entry];
                    return frame >= 0 & s.Owner[frame] == Owner.Collected & s.OwnerFolio[frame] == x.Folio & s.OwnerIndex[frame] == x.Entry;
                }),

            Invariant<B, N>.Lemma("vmemmap-frames-mapped", "Every frame that belongs to a vmemmap page is mapped there.",
                [Frame], [(s, x) => s.Owner[x.Frame] == Owner.Vmemmap & !s.IsTailOfZone(x.Frame)],
                (s, x) =>
                {
                    var (h, v) = (s.OwnerFolio[x.Frame], s.OwnerIndex[x.Frame]);
                    // A rollback may have taken it from the head's page: then it is mapped nowhere.
                    return h >= 0 & v >= 0 & v < s.Pages & (s.Pte[h, v] == x.Frame | (s.Shape.RollsBackHead ? v == 0 : false)) & !terms.OughtToBeShared(s, h, v);
                }),

            Invariant<B, N>.Lemma("collected-frames-listed", "Every collected frame is in the list of its folio.",
                [Frame], [(s, x) => s.Owner[x.Frame] == Owner.Collected],
                (s, x) =>
                {
                    var (h, k) = (s.OwnerFolio[x.Frame], s.OwnerIndex[x.Frame]);
                    return h >= 0 & k >= s.ListTaken[h] & k < s.ListLength[h] & s.List[h, k] == x.Frame;
                }),

            Invariant<B, N>.Lemma("bad-frames-retired", "A bad frame is not free, and only bad frames are retired.",
                [Frame], [],
                (s, x) => (!s.FrameBad[x.Frame] | !(s.Owner[x.Frame] == Owner.Buddy | s.Owner[x.Frame] == Owner.User))
                    & (s.Owner[x.Frame] != Owner.Retired | s.FrameBad[x.Frame])),

            Invariant<B, N>.Lemma("lent-pages-are-plain", "Base pages are with users of their own only where there is no hugepage.",
                [Folio, Page, Slot], [(s, x) => s.Lent[x.Folio, x.Page, x.Slot]],
                (s, x) => s.At(x.Folio, Points.Plain)),
        ];
    }
}
