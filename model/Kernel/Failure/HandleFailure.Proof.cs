namespace Vmemmap.Model.Kernel.Failure;

/// <content>What holds there.</content>
public partial record HandleFailure
{
    public override IReadOnlyDictionary<string, Weight> Weights => AllWeights.Where(weight => LeavesMappedPages || weight.Key != "leave-mapped-page").ToDictionary();

    private static Dictionary<string, Weight> AllWeights { get; } = new()
    {
        ["memory-failure-ends"] = 6,
        ["leave-file-page"] = new(10, Waits: true),
        ["leave-mapped-page"] = new(10, Waits: true),
        ["failure-frees-surplus"] = 12,
    };

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
    [
        Invariant<B, N>.Lemma("failure-holds", "Memory failure holds a reference from the record of an error in a hugepage in use until it drops it, under the lock or later, and unpoison and soft offline from when they find one in use.",
            [], [],
            (s, _) => s.EachFailure(call => call.Holds.Value == (call.IsAt(FailurePoints.FoundInUse) | call.IsAt(FailurePoints.Unmapped) | call.HoldsForItself))),

        Invariant<B, N>.Lemma("failure-holds-kept", "Nobody works on a hugepage on which memory failure holds a reference, but who has made it.",
            [], [],
            (s, _) => s.EachFailure(call => !call.Holds.Value | s.At(call.Folio.Value, Kept) | s.At(call.Folio.Value, Finishing))),

        LeftOnce<B, N>(),

        // Where HPageFreed is not asked for, a dissolve may come before it is enqueued.
        .. TestsFreed
            ? [FreesKept<B, N>(), FreedOnce<B, N>(), KeptWhileMoving<B, N>(),
                .. TypedToTheAllocator(outline) || LeavesMappedPages ? new[] { DissolverWaits<B, N>() } : [],
                .. TypedToTheAllocator(outline) || FreeWhileDemoted(outline) ? Array.Empty<Invariant<B, N>>() : [ListsAreSound<B, N>()]]
            : new[] { MigratableWasKept<B, N>() },
    ];

    // A second error of such a hugepage finds its head flagged, or no user from whom to take it.
    private Invariant<B, N> LeftOnce<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        FilesKeepPages || LeavesMappedPages
            ? Invariant<B, N>.Lemma("left-once", "A hugepage on which memory failure holds a reference, is about to take one, or has left one, has its head flagged, so no other call gets further than to drop its own at once.",
                [Folio], [],
                (s, x) =>
                {
                    var (left, holds) = (s.HeldByFailure[x.Folio], s.AnyFailure(call => (call.HoldsOn(x.Folio) & !call.HoldsForItself) | (call.IsAt(FailurePoints.Recorded) & call.Folio.Value == x.Folio)));
                    return !(left & holds) & (!(left | holds) | s.PgHwpoison[s.HeadFrame(x.Folio), 0]);
                })
            : Invariant<B, N>.Lemma("left-once", "A hugepage on which memory failure has left its reference has no user any longer.",
                [Folio], [(s, x) => s.HeldByFailure[x.Folio]],
                (s, x) => !s.UserHolds[x.Folio]);

    private static Invariant<B, N> FreesKept<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("failure-frees-kept", "Who drops the last reference frees a hugepage that is kept by hugetlb.",
            [], [],
            (s, _) => s.EachFailure(call => !(call.IsAt(FailurePoints.Freeing) | call.IsAt(FailurePoints.WaitingForItself)) | s.At(call.Folio.Value, Kept)));

    private static Invariant<B, N> FreedOnce<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("freed-once", "A hugepage of hugetlb is on the free list, or in the hands of one free_huge_page(), or somebody holds it.",
            [Folio], [(s, x) => s.At(x.Folio, Kept) & !s.Oops.Value],
            (s, x) =>
            {
                B[] frees = [s.Freed[x.Folio], s.Inflight[x.Folio], .. s.FailureCalls.Select(call => call.Frees(x.Folio))];
                var once = frees.SelectMany((one, i) => frees.Skip(i + 1).Select(other => !(one & other))).Aggregate((all, not) => all & not);
                return once & (s.Refcount[s.HeadFrame(x.Folio), 0] == 0 | !frees.Aggregate((any, one) => any | one));
            });

    private static Invariant<B, N> KeptWhileMoving<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("migratable-is-kept", "What is about to be enqueued is kept by hugetlb, or was given away with its type; what is migratable is kept by hugetlb, and not free.",
            [Folio], [],
            (s, x) => (s.At(x.Folio, Kept) | (!s.Migratable[x.Folio] & (!s.Inflight[x.Folio] | (s.At(x.Folio, AwaitingLastPut) & s.Hugetlb[x.Folio])))) & !(s.Freed[x.Folio] & s.Migratable[x.Folio]));

    // What has its type when it is given away is enqueued by who drops the last reference, or dissolved again; it is on no list.
    private static bool TypedToTheAllocator(Outline outline) => outline.Shape.Hugepage.Find(AwaitingLastPut) is not null && outline[AwaitingLastPut].Hugetlb != false;

    // What is being demoted passes for free, and is dissolved although it is on no list.
    private static bool FreeWhileDemoted(Outline outline) => outline.Shape.Demotes && outline[RestoredToDemote].Freed != false;

    private static Invariant<B, N> DissolverWaits<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("dissolver-waits", "While dissolve has an error to tell of, memory failure waits for it.",
            [Folio], [(s, x) => s.RawPage[x.Folio] != None.Nobody],
            (s, x) => s.EachFailure(call => call.IsAt(FailurePoints.Dissolving) & call.Folio.Value == x.Folio));

    // A dissolve may take what is about to be enqueued, which is migratable until then.
    private static Invariant<B, N> MigratableWasKept<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("migratable-was-kept", "No hugepage is migratable that is not yet kept by hugetlb, or none any longer.",
            [Folio], [(s, x) => s.Migratable[x.Folio]],
            (s, x) => !s.IsIn(x.Folio, Actor.Hugepage, s.Shape.Hugepage.Runs(point => point.Phase is Phase.Plain or Phase.Writing || point.Remap == Remap.Optimise || point == Prepared || point == Scanning || point == Typed || point == NoTailFound || point == OwnTailMade || point == Finishing)));

    private static Invariant<B, N> ListsAreSound<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("lists-are-sound", "No hugepage was moved from list to list when it was on none.", [Folio], [], (s, x) => !s.BrokenList[x.Folio]);
}
