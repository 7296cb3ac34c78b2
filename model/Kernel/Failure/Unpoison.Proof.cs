namespace Vmemmap.Model.Kernel.Failure;

/// <content>What holds while an error is taken back.</content>
public sealed partial record Unpoison
{
    public override IReadOnlyDictionary<string, Weight> Weights => LocksList ? new Dictionary<string, Weight> { ["unpoison"] = Begins } : WeightsWithoutLock;

    private static Weight Begins { get; } = new(60, Waits: true);

    // Who takes a list without the lock waits before he does, for others to come in between.
    private static Dictionary<string, Weight> WeightsWithoutLock { get; } = new()
    {
        ["unpoison"] = Begins,
        ["unpoison-free-hugepage"] = new(20, Waits: true),
        ["unpoison-free-refused"] = new(5, Waits: true),
        ["unpoison-takes-stray-list"] = new(60, Waits: true),
    };

    // An error that is forgotten with another is nowhere; where the flag of the head is cleared in the place of a page's own, that stays, though the page is healthy then.
    public override IReadOnlyList<string> RulesOut =>
    [
        .. TakesOneEntry && RefusesUnfinished ? Array.Empty<string>() : ["errors-recorded", "users-of-bad-pages-told"],
        .. RefusesUnfinished ? Array.Empty<string>() : ["list-names-bad-pages", "flags-of-bad-pages", "flags-of-bad-pages-or-head", "mapped-flags-of-bad-pages", "counted-as-recorded", "no-page-miscounted", "uncounted-while-handled"],
    ];

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
    [
        // Where tails show the head there are others that pass for flagged.
        .. outline.Shape.Layout.SharesHead ? Array.Empty<Invariant<B, N>>() : OfTheHead<B, N>(),

        Invariant<B, N>.Lemma("unpoison-of-what-is-not-left", "A hugepage on which memory failure has left its reference is mapped, or of a file: unpoison refuses it.",
            [], [(s, _) => s.Failure.Unpoisons],
            (s, _) => !s.HeldByFailure[s.Failure.Folio.Value]),

        .. KeepsReferences && RefusesUnfinished ? [NoneStolen<B, N>()] : Array.Empty<Invariant<B, N>>(),
        .. LocksList ? [NoneStray<B, N>()] : Array.Empty<Invariant<B, N>>(),
    ];

    private static Invariant<B, N>[] OfTheHead<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        Invariant<B, N>.Lemma("unpoison-of-the-head", "Unpoison was asked for a page that has the flag, and which no hugepage is made of while it has; or for a head.",
            [], [(s, _) => s.Failure.Unpoisons & !IsOfHead(s)],
            (s, _) => !s.Hugetlb[s.Failure.Folio.Value] & s.PgHwpoison[s.Pte[s.Failure.Folio.Value, s.Failure.Page.Value], s.Failure.Slot.Value]),

        Invariant<B, N>.Lemma("unpoison-of-a-hugepage", "Unpoison that has found a hugepage was asked for its head.",
            [], [(s, _) => s.Failure.Unpoisons & !s.Failure.IsAt(FailurePoints.Unpoisoning)],
            (s, _) => IsOfHead(s)),
    ];

    private static B IsOfHead<B, N>(State<B, N> s)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => s.Failure.Page.Value == 0 & s.Failure.Slot.Value == 0;

    private static Invariant<B, N> NoneStolen<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("no-stolen-reference", "Unpoison has dropped no reference that it had not taken.", [Folio], [], (s, x) => !s.StolenReference![x.Folio]);

    private static Invariant<B, N> NoneStray<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("no-stray-walk", "Unpoison has walked no list that was none, or another's.", [Folio], [], (s, x) => !s.StrayWalk![x.Folio]);
}
