namespace Vmemmap.Model.Kernel.Hugetlb;

/// <summary>
/// Free hugepages are demoted: each leaves the pool, its vmemmap is restored, and when <c>hugetlb_lock</c> is dropped its struct pages become heads and tails of smaller hugepages, which enter their own pool under the lock. PG_hwpoison
/// is asked for once, when the hugepage leaves the pool (M. Kravetz, v5.18; demotion itself is of v5.16, 8531fc6f52f5). The smaller hugepages are of an order that is never optimised, of one vmemmap page each, as 64 KiB are on arm64: so there is one size of hugepage that is
/// remapped, and what has become of a part its vmemmap page tells. They are followed until they are freed without an error; which of them have one, and what is recorded of it, stays there. mm/hugetlb.c <c>demote_pool_huge_page()</c>,
/// <c>demote_free_hugetlb_folios()</c>.
/// </summary>
/// <param name="LooksAgain">
/// ours: whether tails are shared or not, the type stays when the hugepage leaves the pool. When the vmemmap is restored PG_hwpoison is asked for again, under <c>hugetlb_lock</c>, and a hugepage that has it by then goes back to the pool. Of any
/// other the type goes under the same hold: from then on an error is a flag of its own page. The smaller hugepages get their type and enter their pool, under the lock, only if no page was flagged since, which a count of flagged pages tells; that
/// they are given to the buddy allocator otherwise is not followed.
/// </param>
/// <param name="TakesApart">
/// before there were lists of what is demoted (6.12) the large hugepage is taken apart first, one tail after the other and then the head; only then are smaller ones made. That each of them enters its pool as soon as it is made is followed
/// when all are.
/// </param>
[KernelFunction("demote_pool_huge_page(), demote_free_hugetlb_folios()", "6.12.113 and 7.3.4, mm/hugetlb.c: demote_pool_huge_page(), demote_free_hugetlb_folios(), init_new_hugetlb_folio(), prep_and_add_allocated_folios(), mm/internal.h: prep_compound_tail(); TakesApart: 6.1.192, mm/hugetlb.c: demote_free_huge_page(), __destroy_compound_gigantic_page(); LooksAgain: ours")]
public sealed partial record DemotePoolHugePage(bool LooksAgain = false, bool TakesApart = false) : Part
{
    public override IReadOnlyList<ControlPoint> Visits =>
        [Kept, RestoreAlloc, RestoredToDemote, .. LooksAgain ? [SplittingUntyped] : new[] { Splitting, SplitOff }, .. TakesApart ? [TakingApart] : Array.Empty<ControlPoint>(), Points.Demoted, Plain];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new HugepageStep<B, N>("demote", Functions.Removes, Kept)
        {
            TakesLock = true,
            When = [("it is on the free list", (s, h) => s.Freed[h]), IsUnflagged<B, N>()],
            Then = (s, h) =>
            {
                var isOptimised = s.Optimised[h];
                parts.The<RemoveHugetlbPage>().Remove(s, h, asSurplus: false, backAsSurplus: false, demoting: true);
                if (parts.Has<FreeInBulk>())
                {
                    s.InBulk[h] = isOptimised;
                }
                s.Demoting![h] = isOptimised;
                if (LooksAgain)
                {
                    s.Hugetlb[h] = true;
                }
            },
        },

        .. LooksAgain ? SplitsUntyped<B, N>() : [.. TakesApart ? TakesItApart<B, N>() : SplitsFirst<B, N>(), .. Splits<B, N>()],

        new HugepageStep<B, N>("free-smaller-hugepage", Functions.Frees, Points.Demoted)
        {
            TakesLock = true,
            When = [("PageHWPoison() of its head is clear", (s, h) => !s.PgHwpoison[s.Pte[h, s.Cursor[h]], 0])],
            WhenAll = [new("its raw error list is empty", (s, x) => !s.RawList[x.Folio, s.Cursor[x.Folio], x.Slot], Slot)],
            Then = Free,
        },
    ];

    private static IEnumerable<Step<B, N>> SplitsFirst<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        // The head stays a head. If it has lost its type when it left the pool, as no tail was shared, it gets it again at once.
        new HugepageStep<B, N>("split-first", "demote_free_hugetlb_folios(): prep_compound_page(), init_new_hugetlb_folio(): the first", RestoredToDemote)
        {
            Then = (s, h) =>
            {
                // prep_compound_tail() clears private of what becomes a tail, and so the list; 7.3.4 leaves it to the first of the smaller hugepages, and no other looks at it.
                s.RawList.Fill(h, false);
                s.Hugetlb[h] = false;
                s.ReaderLive[h] = false;
                s.Cursor[h] = 0;
                Split(s, h);
                s.Cursor[h] = 1;
                s.GoTo(h, Splitting);
            },
        },
    ];

    private IEnumerable<Step<B, N>> Splits<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        new HugepageStep<B, N>("split-off", Functions.SplitsOff, Splitting)
        {
            When = [IsLeft<B, N>()],
            Then = (s, h) =>
            {
                Split(s, h);
                s.GoTo(h, SplitOff);
            },
        },

        new HugepageStep<B, N>("type-smaller-hugepage", Functions.Types, SplitOff)
        {
            Then = (s, h) =>
            {
                s.Cursor[h] = s.Cursor[h] + 1;
                s.GoTo(h, Splitting);
            },
        },

        new HugepageStep<B, N>("enter-smaller-pool", Functions.Enters, Splitting)
        {
            TakesLock = true,
            When = [IsDone<B, N>()],
            Then = EnterPool,
        },
    ];

    private static IEnumerable<Step<B, N>> SplitsUntyped<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        new HugepageStep<B, N>("demotion-finds-error", "demote_free_hugetlb_folios(): folio_test_hwpoison(): enqueue_hugetlb_folio()", RestoredToDemote)
        {
            TakesLock = true,
            When = [("PageHWPoison(head) is set", IsFlagged)],
            Then = (s, h) =>
            {
                s.Freed[h] = true;
                s.GoTo(h, Kept);
            },
        },

        new HugepageStep<B, N>("demotion-drops-type", "demote_free_hugetlb_folios(): !folio_test_hwpoison(): __folio_clear_hugetlb()", RestoredToDemote)
        {
            TakesLock = true,
            When = [IsUnflagged<B, N>()],
            Then = (s, h) =>
            {
                s.Hugetlb[h] = false;
                s.Freed[h] = false;
                s.UnflaggedSince[h] = true;
                s.ReaderLive[h] = false;
                s.Cursor[h] = 0;
                s.GoTo(h, SplittingUntyped);
            },
        },

        new HugepageStep<B, N>("split-off", "demote_free_hugetlb_folios(): clear_compound_head(), prep_compound_page()", SplittingUntyped)
        {
            When = [IsLeft<B, N>()],
            Then = (s, h) =>
            {
                Split(s, h);
                s.Cursor[h] = s.Cursor[h] + 1;
            },
        },

        new HugepageStep<B, N>("enter-smaller-pool", "prep_and_add_allocated_folios(): __folio_set_hugetlb(), enqueue_hugetlb_folio()", SplittingUntyped)
        {
            TakesLock = true,
            When = [IsDone<B, N>(), ("no page was flagged since", (s, h) => s.UnflaggedSince[h])],
            Then = (s, h) =>
            {
                s.UnflaggedSince[h] = false;
                EnterPool(s, h);
            },
        },
    ];

    private static (string Says, Func<State<B, N>, N, B> Holds) IsLeft<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => ("a vmemmap page is left to split off", (s, h) => s.Cursor[h] < s.Pages);

    private static (string Says, Func<State<B, N>, N, B> Holds) IsDone<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => ("every vmemmap page is split off", (s, h) => s.Cursor[h] == s.Pages);

    private static (string Says, Func<State<B, N>, N, B> Holds) IsUnflagged<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => ("PageHWPoison(head) is clear", (s, h) => !IsFlagged(s, h));

    private static B IsFlagged<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => s.PgHwpoison[s.HeadFrame(h), 0];

    private static void EnterPool<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        s.Cursor[h] = 0;
        s.GoTo(h, Points.Demoted);
    }

    // clear_compound_head() and prep_compound_page() of the vmemmap page that the walk is at: its first struct page is a head, the others are its tails.
    private static void Split<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var frame = s.Pte[h, s.Cursor[h]];
        s.PgHead.Fill(frame, false);
        s.PgHead[frame, 0] = true;
        s.CompoundHead.Fill(frame, None.SmallerHead);
        s.CompoundHead[frame, 0] = None.Nobody;
    }

    // The struct pages that the walk is at are those of ordinary pages again.
    private static void Free<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var v = s.Cursor[h];
        var frame = s.Pte[h, v];
        s.PgHead.Fill(frame, false);
        s.CompoundHead.Fill(frame, None.Nobody);
        s.Refcount.Fill(frame, 0);
        s.Metadata.Fill(frame, None.Nobody);
        s.Cursor[h] = v + 1;
        s.ForgetFlagsIf(h, v + 1 == s.Pages);
        s.GoTo(h, v + 1 == s.Pages, Plain, Points.Demoted);
    }
}
