namespace Vmemmap.Model.Lemmas;

/// <summary>
/// The proof outline as lemmas: at each control point, what its parts say of it holds. One lemma for each kind of annotation, so that a failure drops one kind.
/// </summary>
internal static class OutlineLemmas<B, N>
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    public static IEnumerable<Invariant<B, N>> Of(Outline outline)
    {
        var terms = new OutlineTerms<B, N>(outline);
        yield return Shared(terms);
        yield return WalkAndList(terms);
        yield return Stale(terms);
        yield return Filling(terms);
        yield return Fresh(terms);
        yield return References(terms);
        yield return Flag("optimised-by-stage", "The control point tells whether HPageVmemmapOptimized is set.", terms, holds => holds.Optimised, s => s.Optimised);
        yield return Flag("freed-by-stage", "The control point tells whether HPageFreed is set.", terms, holds => holds.Freed, s => s.Freed);
        yield return Flag("type-by-stage", "The control point tells whether the folio has the hugetlb type.", terms, holds => holds.Hugetlb, s => s.Hugetlb);
    }

    private static Invariant<B, N> Shared(OutlineTerms<B, N> terms) =>
        Invariant<B, N>.Lemma("mapping-shape", "A page that ought to be shared is mapped to the shared frame; any other has its own frame, writable.",
            [Folio, Page], [],
            (s, x) =>
            {
                var (frame, shared) = (s.Pte[x.Folio, x.Page], terms.OughtToBeShared(s, x.Folio, x.Page));
                var own = s.Owner[frame] == Owner.Vmemmap & s.OwnerFolio[frame] == x.Folio & s.OwnerIndex[frame] == x.Page & s.Writable[x.Folio, x.Page];
                var isOfShared = frame == s.SharedFrame(x.Folio);
                if (s.Shape.CopiesHeadBack)
                {
                    var isLeft = frame == s.CopySource(x.Folio) & s.OwnerFolio[frame] == x.Folio & terms.IsLost(s, frame);
                    var isHeadGivenBack = terms.IsHeadGivenBack(s, x.Folio);
                    isOfShared = (isHeadGivenBack & isLeft) | (!isHeadGivenBack & isOfShared);
                }
                // What was laid out at boot has tails of either permission.
                B isPermitted = s.Shape.BeginsInMemblock ? true : s.Writable[x.Folio, x.Page] == s.Shape.Layout.TailsWritable;
                var isMapped = frame >= 0 & (!shared | (isOfShared & isPermitted)) & (shared | own);
                var isPopulated = terms.IsPopulated(s, x.Folio, x.Page);
                return (isPopulated & isMapped) | (!isPopulated & frame == None.Nobody);
            });

    private static Invariant<B, N> WalkAndList(OutlineTerms<B, N> terms)
    {
        var (overAll, collecting) = (terms.Where(holds => holds.Walk == Walking.OverAll), terms.Where(holds => holds.Walk == Walking.Collecting));
        var (some, all) = (terms.Where(holds => holds.Walk == Walking.GivingSomeBack), terms.Where(holds => holds.Walk == Walking.GivingAllBack));
        var toTheEnd = terms.Where(holds => holds.Walk == Walking.ToTheEnd);
        var (one, headMoves) = (terms.Where(holds => holds.Walk == Walking.OneFrame), terms.Where(holds => holds.HeadMoves == true));
        var unbroken = terms.Where(holds => holds.Walk is Walking.Gathering or Walking.Collecting or Walking.OneFrame);
        var empty = terms.Where(holds => holds.Walk is null or Walking.None or Walking.OverAll or Walking.ToTheEnd);
        return Invariant<B, N>.Lemma("walk-position", "The walk is between the first and the last page of its range, and its list holds what it has collected or has still to give back.",
            [Folio], [],
            (s, x) =>
            {
                var (h, v, length, taken, kept) = (x.Folio, s.Cursor[x.Folio], s.ListLength[x.Folio], s.ListTaken[x.Folio], s.KeptPages);
                // Where the head's page is moved the list may hold one frame more.
                var (left, mayHoldMore) = (s.ListLeft(h), headMoves(s, h));
                // Where the walk of a rollback begins with the head's page it needs that frame too.
                var (fromHead, mayGiveMore) = (s.Shape.RollsBackHead ? some(s, h) : false, s.Shape.RollsBackHead ? false : mayHoldMore);
                return length >= 0 & (length <= s.Pages - kept | (mayHoldMore & length <= s.Pages - kept + 1)) & (length == 0 | !empty(s, h))
                    & taken >= 0 & (taken < length | (taken == 0 & length == 0)) & (taken == 0 | (s.Shape.Layout.IsListFifo ? !unbroken(s, h) : false))
                    & (!overAll(s, h) | (v >= 0 & v < s.Pages))
                    & (!toTheEnd(s, h) | (v >= 0 & v <= s.Pages))
                    & (!one(s, h) | length == 1)
                    & (!collecting(s, h) | (v >= kept & v <= s.Pages & (length == v - kept | (mayHoldMore & length == v - kept + 1))))
                    & (!(some(s, h) | all(s, h)) | ((v >= kept | (fromHead & v >= 0 & s.WalkEnd[h] >= kept)) & v <= s.WalkEnd[h] & s.WalkEnd[h] <= s.Pages & (v + left == s.WalkEnd[h] | (mayGiveMore & v + left == s.WalkEnd[h] + 1))))
                    & (!all(s, h) | s.WalkEnd[h] == s.Pages);
            });
    }

    private static Invariant<B, N> Stale(OutlineTerms<B, N> terms)
    {
        var (listed, own, shared) = (
            terms.Where(holds => holds.Stale == Older.ListedFrames), terms.Where(holds => holds.Stale == Older.OwnFrames), terms.Where(holds => holds.Stale == Older.SharedFrame));
        var headMoves = terms.Where(holds => holds.HeadMoves == true);
        return Invariant<B, N>.Lemma("stale-translations", "An older translation exists only between a change of the entry and its flush, and leads to a frame that the folio still has.",
            [Folio, Page, Frame], [(s, x) => s.Stale[x.Folio, x.Page, x.Frame]],
            (s, x) =>
            {
                var (h, owner, kept) = (x.Folio, s.Owner[x.Frame], s.KeptPages);
                var isOfZone = s.IsTailOfZone(x.Frame);
                return (x.Page >= kept | (headMoves(s, h) & !isOfZone)) & (s.OwnerFolio[x.Frame] == h | isOfZone)
                    & ((listed(s, h) & owner == Owner.Collected)
                        | (own(s, h) & (owner == Owner.Collected | (owner == Owner.Vmemmap & (s.OwnerIndex[x.Frame] >= (s.Shape.Layout.IsTailOfZone && !s.Shape.RollsBackHead ? kept : kept - 1) | isOfZone))))
                        | (shared(s, h) & x.Frame == s.SharedFrame(h)));
            });
    }

    private static Invariant<B, N> Filling(OutlineTerms<B, N> terms) =>
        Invariant<B, N>.Lemma("reset-position", "The copy of a page is between its first and its last struct page.",
            [Folio], [],
            (s, x) =>
            {
                var (h, reset, half) = (x.Folio, s.Reset[x.Folio], s.ResetHalf[x.Folio]);
                var resetCount = s.Shape.LeavesCopies ? 0 : s.ResetCount;
                var fills = reset >= Writing.Copying & reset <= resetCount & (reset == Writing.NotBegun | s.Cursor[h] < s.WalkEnd[h]);
                var isResetting = terms.Overwrites(s, h) & reset >= 0 & reset < resetCount & (s.Shape.RollsBackHead ? s.Cursor[h] >= s.KeptPages : true);
                return (fills | !terms.Fills(s, h)) & (reset != Writing.Copying | terms.Overwrites(s, h)) & half >= HalfReset.None & half <= HalfReset.CompoundHead & (half == HalfReset.None | isResetting);
            });

    private static Invariant<B, N> Fresh(OutlineTerms<B, N> terms)
    {
        var freshInList = terms.Where(holds => holds.Listed == Listed.Fresh);
        return Invariant<B, N>.Lemma("fresh-frames-unmapped", "A frame without contents is in the list of a restore, and not the one being filled.",
            [Frame], [(s, x) => s.Fresh[x.Frame]],
            (s, x) => s.Owner[x.Frame] == Owner.Collected & freshInList(s, s.OwnerFolio[x.Frame]) & !terms.IsBeingFilled(s, x.Frame));
    }

    private static Invariant<B, N> References(OutlineTerms<B, N> terms)
    {
        var (zero, own, ofHolders) = (
            terms.Where(holds => holds.References == Count.Zero), terms.Where(holds => holds.References == Count.OfOperation), terms.Where(holds => holds.References == Count.OfHolders));
        var (ofWalker, endsRuns) = (terms.Where(holds => holds.References == Count.OfWalker), terms.Where(holds => holds.EndsRuns == true));
        // What is restored to be demoted has no reference, whatever else that leaves the pool has.
        Func<State<B, N>, N, B> isDemoted = (s, h) => s.Demoting is { } demoting ? demoting[h] : false;
        return Invariant<B, N>.Lemma("references-counted", "Kept by hugetlb, the count is that of the user, the pins, memory failure, now or earlier, and the walker, and where it is 0 the hugepage is free or about to be; else only the operation itself may hold a reference.",
            [Folio], [],
            (s, x) =>
            {
                var (h, count) = (x.Folio, s.Refcount[s.HeadFrame(x.Folio), 0]);
                var others = s.FailureCalls.Aggregate(N.If(s.WalkerHoldsOn(h), 1, 0), (sum, call) => sum + N.If(call.HoldsOn(h), 1, 0));
                var held = N.If(s.UserHolds[h], 1, 0) + N.If(s.HeldByFailure[h], 1, 0) + s.PinCount[h];
                // While struct pages are written the head has its count as soon as the walk has passed it.
                var isCounted = s.IsCompound(h) | s.Cursor[h] > 0;
                var isFree = s.Freed[h] | s.Inflight[h] | s.AnyFailure(call => call.Frees(h));
                return !s.LostReference[h] & s.PinCount[h] >= 0
                    & (!ofHolders(s, h) | (s.Oops.Value & endsRuns(s, h)) | (count == held + others & (count >= 1 | (count == 0 & isFree)) & (count == 0 | !s.Freed[h])))
                    & (ofHolders(s, h) | held == 0)
                    & (!(zero(s, h) & isCounted) | (count == 0 & others == 0))
                    & (!(own(s, h) & isCounted) | (isDemoted(s, h) & count == 0 & others == 0) | (!isDemoted(s, h) & count == 1 + others))
                    & (!ofWalker(s, h) | (count == 1 & s.WalkerHoldsOn(h)) | (endsRuns(s, h) & (s.Oops.Value | (count == 0 & others == 0 & s.Inflight[h]))));
            });
    }

    private static Invariant<B, N> Flag(
        string name, string sentence, OutlineTerms<B, N> terms, Func<Holds, bool?> said, Func<State<B, N>, TruthTable<B, N>> table)
    {
        var (set, clear) = (terms.Where(holds => said(holds) == true), terms.Where(holds => said(holds) == false));
        return Invariant<B, N>.Lemma(name, sentence, [Folio], [],
            (s, x) =>
            {
                var isSet = table(s)[x.Folio];
                return (isSet | !set(s, x.Folio)) & (!isSet | !clear(s, x.Folio));
            });
    }
}
