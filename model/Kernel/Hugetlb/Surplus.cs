namespace Vmemmap.Model.Kernel.Hugetlb;

/// <summary>
/// Hugepages beyond the pool's size: one is made for its user and does not pass the pool, and while its node has one too many, whoever drops the last reference of any hugepage gives it up at once. How many there
/// are too many, and what is allowed, may change at any time (nr_hugepages, nr_overcommit_hugepages), so either may happen whenever a hugepage is new or is freed. A temporary hugepage is given up likewise.
/// mm/hugetlb.c <c>alloc_surplus_huge_page()</c>, <c>free_huge_page()</c>.
/// </summary>
/// <param name="TestsPoison">a hugepage that was flagged while it was made is not given to the user, but freed again; ours: no release looks at the flag.</param>
[KernelFunction("alloc_surplus_huge_page(), free_huge_page(): remove_hugetlb_page()", "v5.9 (9980d744a042) to v5.18, mm/hugetlb.c; 6.1.192, mm/hugetlb.c: alloc_huge_page(), free_huge_page(); TestsPoison: ours")]
public sealed partial record Surplus(bool TestsPoison) : Part
{
    public override IReadOnlyList<ControlPoint> Visits => [Finishing, Kept];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts)
    {
        var remove = parts.The<RemoveHugetlbPage>();
        return
        [
            // The reference of the allocation is the user's; a frozen one gets it here (2b21624fc232: set_page_refcounted() in alloc_huge_page()).
            new HugepageStep<B, N>("alloc-surplus", "alloc_huge_page(): alloc_surplus_huge_page()", Finishing)
            {
                TakesLock = true,
                When = [IsTyped<B, N>(), .. PoolSize.IsMadeAsSurplus<B, N>(parts), .. IsClear<B, N>(parts)],
                Then = (s, h) =>
                {
                    s.HandOver(h);
                    Give(s, h);
                },
            },

            // What becomes of one that is on no list, or held by somebody by then, is the same as where it is enqueued: see 'enqueue'.
            new HugepageStep<B, N>("free-surplus", "free_huge_page(): remove_hugetlb_page()", Kept)
            {
                TakesLock = true,
                When = [("free_huge_page() has it in hand", (s, h) => s.Inflight[h]), ("nobody holds it", (s, h) => s.Refcount[s.HeadFrame(h), 0] == 0), .. PoolSize.MayGo<B, N>(parts)],
                Then = (s, h) =>
                {
                    s.Inflight[h] = false;
                    remove.GiveUpSurplus(s, h, PoolSize.IsSurplus(parts, s, h));
                },
            },
        ];
    }

    /// <summary>What is asked of a hugepage that was made for somebody, where anybody asks.</summary>
    internal static IEnumerable<(string Says, Func<State<B, N>, N, B> Holds)> IsClear<B, N>(PartList parts)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        parts.The<Surplus>().TestsPoison ? [("PageHWPoison(head) is clear", (s, h) => !s.PgHwpoison[s.HeadFrame(h), 0])] : Array.Empty<(string, Func<State<B, N>, N, B>)>();

    /// <summary>It is a hugepage, and may leave whoever makes it.</summary>
    internal static (string Says, Func<State<B, N>, N, B> Holds) IsTyped<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => ("the type is set", (s, h) => s.Hugetlb[h]);

    /// <summary>It is its user's, and has not passed the pool.</summary>
    internal static void Give<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var head = s.HeadFrame(h);
        s.Refcount[head, 0] = N.If(s.Refcount[head, 0] == 0, 1, s.Refcount[head, 0]);
        s.UserHolds[h] = true;
        s.Struck.Fill(h, false);
        s.GoTo(h, Kept);
    }
}
