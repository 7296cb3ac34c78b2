using Vmemmap.Model.Logic;
using Vmemmap.Model.Machine;
using static Vmemmap.Model.Logic.Index;

namespace Vmemmap.Model.Invariants;

/// <summary>What the control point of a folio says about its mapping, its list and the frames: the backbone of the induction.</summary>
internal static class MappingLemmas<B, N>
    where B : struct, ITruth<B>
    where N : struct, INumber<N, B>
{
    public static IEnumerable<Invariant<B, N>> All =>
    [
        Lemma("mapping-shape", "A page that ought to be shared is mapped to the shared frame; any other has its own frame, writable.",
            [Folio, Page], [],
            (s, x) =>
            {
                var (frame, shared) = (s.Pte[x.Folio, x.Page], s.IsShared(x.Folio, x.Page));
                var own = s.Owner[frame] == Owner.Vmemmap & s.OwnerFolio[frame] == x.Folio & s.OwnerIndex[frame] == x.Page & s.Writable[x.Folio, x.Page];
                return frame >= 0 & (!shared | (frame == s.SharedFrame(x.Folio) & s.Writable[x.Folio, x.Page] == s.Design.TailsWritable)) & (shared | own);
            }),

        Lemma("list-entries-collected", "Every entry of a list names a frame that knows its place there.",
            [Folio, Entry], [new(2, (s, x) => x.Entry < s.ListLength[x.Folio])],
            (s, x) =>
            {
                var frame = s.List[x.Folio, x.Entry];
                return frame >= 0 & s.Owner[frame] == Owner.Collected & s.OwnerFolio[frame] == x.Folio & s.OwnerIndex[frame] == x.Entry;
            }),

        Lemma("vmemmap-frames-mapped", "Every frame that belongs to a vmemmap page is mapped there.",
            [Frame], [new(1, (s, x) => s.Owner[x.Frame] == Owner.Vmemmap)],
            (s, x) =>
            {
                var (h, v) = (s.OwnerFolio[x.Frame], s.OwnerIndex[x.Frame]);
                return h >= 0 & v >= 0 & v < s.Pages & s.Pte[h, v] == x.Frame & !s.IsShared(h, v);
            }),

        Lemma("collected-frames-listed", "Every collected frame is in the list of its folio.",
            [Frame], [new(1, (s, x) => s.Owner[x.Frame] == Owner.Collected)],
            (s, x) =>
            {
                var (h, k) = (s.OwnerFolio[x.Frame], s.OwnerIndex[x.Frame]);
                return h >= 0 & k >= 0 & k < s.ListLength[h] & s.List[h, k] == x.Frame;
            }),

        Lemma("walk-position", "The walk is between the first and the last page of its range.",
            [Folio], [],
            (s, x) =>
            {
                var (stage, v, length) = (s.Stage[x.Folio], s.Cursor[x.Folio], s.ListLength[x.Folio]);
                var kept = s.Design.KeptPages;
                return (stage != Stage.Remapping | (v >= kept & v <= s.Pages & length == v - kept))
                    & (stage != Stage.RollingBack | (v >= kept & v + length <= s.Pages))
                    & (stage != Stage.Restoring | (v >= kept & v + length == s.Pages))
                    & (!(stage == Stage.Preparing | stage == Stage.Destroying) | (v >= 0 & v < s.Pages));
            }),

        Lemma("list-length", "Only a running optimise or restore has frames in its list.",
            [Folio], [],
            (s, x) =>
            {
                var length = s.ListLength[x.Folio];
                return length >= 0 & (length == 0 | s.IsRemapped(x.Folio)) & length <= s.Pages - s.Design.KeptPages;
            }),

        Lemma("reset-position", "The copy of a page is between its first and its last struct page.",
            [Folio], [new(1, (s, x) => s.IsMappingBack(x.Folio))],
            (s, x) =>
            {
                var reset = s.Reset[x.Folio];
                return reset >= -1 & reset <= s.ResetCount & (reset == -1 | s.ListLength[x.Folio] > 0);
            }),

        Lemma("optimised-by-stage", "The flag is set from the end of optimise to the end of the restore.",
            [Folio], [],
            (s, x) =>
            {
                var stage = s.Stage[x.Folio];
                var restoring = stage >= Stage.RestoreAlloc & stage <= Stage.Restoring;
                return (!restoring | s.Optimised[x.Folio])
                    & (!s.Optimised[x.Folio] | restoring | (stage >= Stage.Finishing & stage <= Stage.InUse));
            }),

        Lemma("stale-translations", "An older translation exists only between a change of the entry and its flush, and leads to a frame that the folio still has.",
            [Folio, Page, Frame], [new(3, (s, x) => s.Stale[x.Folio, x.Page, x.Frame])],
            (s, x) =>
            {
                var (stage, owner) = (s.Stage[x.Folio], s.Owner[x.Frame]);
                return x.Page >= s.Design.KeptPages & s.OwnerFolio[x.Frame] == x.Folio
                    & ((stage == Stage.Remapping & owner == Owner.Collected)
                        | (stage == Stage.RollingBack
                            & (owner == Owner.Collected | (owner == Owner.Vmemmap & s.OwnerIndex[x.Frame] >= s.Design.KeptPages - 1)))
                        | (stage == Stage.Restoring & x.Frame == s.SharedFrame(x.Folio)));
            }),

        Lemma("fresh-frames-unmapped", "A frame without contents is in the list of a restore, and not the one being filled.",
            [Frame], [new(1, (s, x) => s.Fresh[x.Frame])],
            (s, x) =>
            {
                var h = s.OwnerFolio[x.Frame];
                var isFront = s.OwnerIndex[x.Frame] == s.ListLength[h] - 1;
                return s.Owner[x.Frame] == Owner.Collected
                    & s.Stage[h] >= Stage.RestoreAlloc & s.Stage[h] <= Stage.Restoring
                    & !(s.IsFilling(h) & isFront);
            }),
    ];

    public static Invariant<B, N> Lemma(string name, string sentence, IReadOnlyList<Logic.Index> indices, IReadOnlyList<Premise<B, N>> premises, Condition<B, N> conclusion) =>
        new(name, [], sentence, "Lemma of the induction.", indices, premises, conclusion);
}
