using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Kernel.Failure;

/// <content>What holds there: every error is in the list or on its page, and nothing else is.</content>
public sealed partial record RawErrorList
{
    public override IReadOnlyDictionary<string, Weight> Weights => PutsUnderLock ? new Dictionary<string, Weight>(PutUnderLockProof.Weights) { ["record-fails"] = 5 } : new Dictionary<string, Weight> { ["record-fails"] = 5 };

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) => !FlagsUnderLock ? [] :
    [
        .. OfErrors<B, N>(LosesTypeFirst(outline) ? [Points.Removed, Points.Dissolving] : []),
        .. LosesTypeFirst(outline) ? [NoneOfUnreliable<B, N>()] : Array.Empty<Invariant<B, N>>(),
        .. outline.Shape.LosesFlaggedPages ? Array.Empty<Invariant<B, N>>() : [UsersAreTold<B, N>()],
        .. outline.Shape.HeadCopied.Count > 0 && outline[RemapWithNewHead.HeadCopied].Hugetlb != false ? OfCopies<B, N>() : [],
        .. LockedFlagProof.Lemmas<B, N>(outline),
        .. outline.Shape.LeavesCopies ? LeftCopiesProof.Lemmas<B, N>(new(outline)) : CountsExactly(outline) ? CountedPagesProof.Lemmas<B, N>() : [],
        .. outline.Shape.Hugepage.Find(SplittingUntyped) is null ? Array.Empty<Invariant<B, N>>() : DemotedProof.OfCorrection<B, N>(),
        .. outline.Shape.Layout.IsTailOfZone ? ReachedFlagsProof.Lemmas<B, N>(new(outline)) : [],
    ];

    // Else a page is counted again whose error is about to move, or was left to another hugepage.
    private static bool CountsExactly(Outline outline) => outline.Parts.Any(part => part.HoldsLockWhileErrorsMove) && !outline.Shape.SplitsTyped;

    private static IEnumerable<Invariant<B, N>> OfCopies<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        Invariant<B, N>.Lemma("copied-list-is-needed", "Where the copy of the head's page has entries of the list it has the flag.",
            [Folio, Page, Slot], [(s, x) => s.CopiedList[x.Folio, x.Page, x.Slot]],
            (s, x) => s.PgHwpoison[s.ListFront(x.Folio), 0]),

        Invariant<B, N>.Lemma("copied-mark-is-flagged", "Where it has the mark of an unreliable list it has the flag.",
            [Folio], [(s, x) => s.CopiedUnreliable[x.Folio]],
            (s, x) => s.PgHwpoison[s.ListFront(x.Folio), 0]),
    ];

    // Where errors move without the lock the type goes before they do.
    private static bool LosesTypeFirst(Outline outline) => outline.Parts.Has<FreeAndMoveRawErrorsUnlocked>() && outline.Shape.HeadCopied.Count == 0;

    private static Invariant<B, N> NoneOfUnreliable<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("list-can-be-relied-on", "A list that cannot be relied on has no entries.",
            [Folio, Page, Slot], [(s, x) => s.RawList[x.Folio, x.Page, x.Slot]],
            (s, x) => !s.Unreliable[x.Folio]);

    private static IEnumerable<Invariant<B, N>> OfErrors<B, N>(IReadOnlyList<ControlPoint> withoutType)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        Invariant<B, N>.Lemma("errors-recorded", "Every error that memory failure is done with is in the list, or on its own struct page, or the list is unreliable.",
            [Folio, Page, Slot],
            [(s, x) => s.Bad[x.Folio, x.Page, x.Slot] & !s.IsBeingReported(x.Folio, x.Page, x.Slot)],
            LockedFlagProof.IsRecorded),

        Invariant<B, N>.Lemma("list-names-bad-pages", "The list names bad pages only.",
            [Folio, Page, Slot], [(s, x) => s.RawList[x.Folio, x.Page, x.Slot]],
            (s, x) => s.Bad[x.Folio, x.Page, x.Slot]),

        Invariant<B, N>.Lemma("list-is-needed", "The list names pages only while the head stands for them, and while they get their flags.",
            [Folio, Page, Slot], [(s, x) => s.RawList[x.Folio, x.Page, x.Slot]],
            (s, x) => s.At(x.Folio, Points.MovingPoison) | (s.PgHwpoison[s.HeadFrame(x.Folio), 0] & withoutType.Aggregate(s.Hugetlb[x.Folio], (some, point) => some | s.At(x.Folio, point))) | DemotedProof.HasEntries(s, x)),

        Invariant<B, N>.Lemma("unreliable-is-flagged", "A hugepage with an unreliable list keeps its type and the flag of its head.",
            [Folio], [(s, x) => s.Unreliable[x.Folio]],
            (s, x) => (s.Hugetlb[x.Folio] & s.PgHwpoison[s.HeadFrame(x.Folio), 0]) | DemotedProof.StaysSplit(s, x.Folio)),

        Invariant<B, N>.Lemma("flags-of-bad-pages", "Without the type only bad pages carry the flag.",
            [Folio, Page, Slot],
            [(s, x) => !s.Hugetlb[x.Folio] & !s.IsSetAside(x.Folio) & s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot]],
            (s, x) => s.Bad[x.Folio, x.Page, x.Slot] | DemotedProof.IsHead(s, x) | LeftCopiesProof.IsCopy(s, x)),
    ];

    private static Invariant<B, N> UsersAreTold<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("users-of-bad-pages-told", "Whoever has a bad page was told.",
            [Folio, Page, Slot],
            [(s, x) => s.Bad[x.Folio, x.Page, x.Slot] & !s.IsBeingReported(x.Folio, x.Page, x.Slot)
                & (s.IsInUse(x.Folio) | (s.Lent[x.Folio, x.Page, x.Slot] & !s.AnyFailure(call => call.TakesFree(x.Folio, x.Page, x.Slot))))],
            (s, x) => s.Struck[x.Folio, x.Page, x.Slot]);
}

/// <summary>What holds where ordinary pages are flagged under the lock.</summary>
internal static class LockedFlagProof
{
    /// <summary>The error is in the list of the hugepage, or the list is unreliable; or it is on its own struct page, or about to be.</summary>
    public static B IsRecorded<B, N>(State<B, N> s, At<N> x)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        (s.Hugetlb[x.Folio] & (s.RawList[x.Folio, x.Page, x.Slot] | s.Unreliable[x.Folio]))
            | (!s.Hugetlb[x.Folio] & DemotedProof.MayBeFlagged(s, x)
                & (s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot] | (s.At(x.Folio, Points.MovingPoison) & s.RawList[x.Folio, x.Page, x.Slot])))
            | DemotedProof.IsRecorded(s, x);

    public static IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var terms = new OutlineTerms<B, N>(outline);
        var movesTyped = outline.Shape.Hugepage.Find(Points.PoisonMoved) is not null;
        return
        [
            Invariant<B, N>.Lemma("failure-finds-head", "Memory failure has found the head of a page that is hugetlb: no type is set while it holds the lock.",
                [], [(s, _) => s.At(FailurePoints.LookedUp) & s.Hugetlb[s.Failure.Folio.Value] & !s.At(s.Failure.Folio.Value, TakingApart)],
                (s, _) => s.Failure.Head.Value == s.Failure.Folio.Value),

            Invariant<B, N>.Lemma("no-stray-store", "No store went astray.", [Folio], [], (s, x) => !s.StrayStore[x.Folio]),

            Invariant<B, N>.Lemma("only-heads-flagged", "While the folio is hugetlb no struct page but its head carries the flag.",
                [Frame, Slot],
                [(s, x) => s.Hugetlb[s.OwnerFolio[x.Frame]] & !IsOfPages(s, s.OwnerFolio[x.Frame]) & terms.HoldsStructPages(s, x.Frame) & s.PgHwpoison[x.Frame, x.Slot]],
                (s, x) => x.Slot == 0 & terms.BeginsWithHead(s, x.Frame) & !terms.HasHalf(s, x.Frame, x.Slot, HalfReset.Flags)),

            Invariant<B, N>.Lemma("flags-of-bad-pages-or-head", "Without the type, or once the errors move, only bad pages carry the flag, and the first, whose flag may have stood for another.",
                [Folio, Page, Slot],
                [(s, x) => (!s.Hugetlb[x.Folio] | IsOfPages(s, x.Folio)) & !s.IsSetAside(x.Folio) & s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot]],
                (s, x) => s.Bad[x.Folio, x.Page, x.Slot] | (x.Page == 0 & x.Slot == 0) | DemotedProof.IsHead(s, x) | LeftCopiesProof.IsCopy(s, x)),
        ];

        // The errors of a hugepage that has its type still are flags of their pages from then on; and those of tails that are none any longer.
        B IsOfPages(State<B, N> s, N h) =>
            s.At(h, TakingApart) | (movesTyped ? s.At(h, Points.MovingPoison) | s.At(h, Points.PoisonMoved) | s.At(h, Points.AwaitingLastPut) | s.At(h, Points.Destroying) : false);
    }
}
