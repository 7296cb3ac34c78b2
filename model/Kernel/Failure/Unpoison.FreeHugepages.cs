namespace Vmemmap.Model.Kernel.Failure;

/// <content>
/// Of a hugepage that nobody holds. Between the test for its type and its list there is neither a lock nor a reference, so it may go: then the word that the list began in is the page allocator's, or its user's.
/// </content>
public sealed partial record Unpoison
{
    private Step<B, N>[] OfFreeHugepages<B, N>((string, Func<State<B, N>, N, B>) isHugetlb, (string, Func<State<B, N>, N, B>) isNot)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        .. LocksList ? [] : LooksWithoutLock(isHugetlb),
        .. LocksList ? TakesList<B, N>(FailurePoints.UnpoisoningFree, [isHugetlb], isHugetlb) : TakesList<B, N>(
            FailurePoints.UnpoisoningList,
            [WalksInPlace ? IsNotGone<B, N>() : ("llist_del_all(): nobody has taken the list", (s, h) => !s.At(h, Points.MovingPoison))],
            IsNotGone<B, N>(),
            isTaken: WalksInPlace ? null : (s, h) => s.At(h, Points.MovingPoison)),

        // It was dissolved meanwhile, or is about to be: no list is left, and the flag is what the page was given instead.
        new FailureStep<B, N>("unpoison-finds-dissolved", "unpoison_memory(): folio_test_clear_hwpoison(folio)", FailurePoints.UnpoisoningFree)
        {
            When = [isNot],
            Then = ClearFlagOfHead,
        },
    ];

    private static (string, Func<State<B, N>, N, B>) IsNotGone<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => ("it is with hugetlb still, or on its way from there", (s, h) => !s.At(h, Plain));

    private static Step<B, N>[] LooksWithoutLock<B, N>((string, Func<State<B, N>, N, B>) isHugetlb)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        new FailureStep<B, N>("unpoison-sees-hugetlb", "unpoison_memory(): folio_test_hugetlb(folio)", FailurePoints.UnpoisoningFree)
        {
            When = [isHugetlb],
            Then = (s, h, v, e, f) => s.GoTo(FailurePoints.UnpoisoningList),
        },

        new FailureStep<B, N>("unpoison-takes-stray-list", "unpoison_memory(): folio_free_raw_hwp(folio, false): llist_del_all() in what is no hugepage any longer", FailurePoints.UnpoisoningList)
        {
            When = [("it is with the page allocator", (s, h) => s.At(h, Plain))],
            Then = (s, h, v, e, f) =>
            {
                s.StrayWalk![h] = true;
                s.EndFailure(true);
            },
        },
    ];

    // Who frees the hugepage has taken the list before he walks it: a second walk of what he walks goes astray.
    private Step<B, N>[] TakesList<B, N>(ControlPoint at, (string, Func<State<B, N>, N, B>)[] found, (string, Func<State<B, N>, N, B>) notFound, Func<State<B, N>, N, B>? isTaken = null)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        .. TakesBack<B, N>(
            ("unpoison-free-hugepage", "unpoison_memory(): folio_free_raw_hwp(folio, false), folio_test_clear_hwpoison(folio)", at, false), found,
            (s, h, v, e, f, isLast) =>
            {
                s.StrayWalk![h] = s.StrayWalk[h] | s.At(h, Points.MovingPoison);
                _ = ClearHeadIf(s, h, isLast);
            }),

        FindsNone<B, N>(new FailureStep<B, N>("unpoison-free-refused", "unpoison_memory(): !folio_free_raw_hwp(folio, false)", at)
        {
            When = [notFound],
            Then = (s, h, v, e, f) => s.EndFailure(true),
        }, isTaken),
    ];
}
