namespace Vmemmap.Model.Kernel.Failure;

/// <summary>What was recorded for the whole hugepage becomes flags of its bad base pages, before it is freed. mm/hugetlb.c <c>update_and_free_page()</c>.</summary>
public abstract partial record FreeHugepage : Part
{
    /// <summary>
    /// The flag of the head becomes that of the one page that dissolve was told of: <c>if (PageHWPoison(head) &amp;&amp; page != head) { SetPageHWPoison(page); ClearPageHWPoison(head); }</c>.
    /// </summary>
    protected static void MoveHeadFlag<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var told = s.RawPage[h] != None.Nobody;
        var (v, e) = (N.If(told, s.RawPage[h], 0), N.If(told, s.RawSlot[h], 0));
        var (head, raw) = (s.HeadFrame(h), s.Pte[h, v]);
        var moves = told & s.PgHwpoison[head, 0] & !(v == 0 & e == 0);
        s.PgHwpoison[raw, e] = s.PgHwpoison[raw, e] | moves;
        s.PgHwpoison[head, 0] = s.PgHwpoison[head, 0] & !moves;
    }
}

/// <summary>v5.14: <c>dissolve_free_huge_page()</c> moves the flag after the restore; the type is gone already.</summary>
/// <param name="ClearsType">a hugepage has its type until here and loses it under the lock, before the flag moves (32c877191e02, v6.5).</param>
[KernelFunction("dissolve_free_huge_page(), update_and_free_page()", "v5.14, mm/hugetlb.c; ClearsType: 32c877191e02 (v6.5), mm/hugetlb.c: __clear_hugetlb_destructor()")]
public sealed partial record FreeAndMoveHeadFlag(bool ClearsType = false) : FreeHugepage
{
    public override IReadOnlyList<ControlPoint> Visits => [Points.Dissolving, .. ClearsType ? [MovingPoison] : Array.Empty<ControlPoint>(), AwaitingLastPut, Destroying];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts)
    {
        Step<B, N> clear = new HugepageStep<B, N>("clear-hugetlb-type", "__clear_hugetlb_destructor()", Points.Dissolving)
        {
            TakesLock = true,
            Then = (s, h) =>
            {
                s.Hugetlb[h] = false;
                s.GoTo(h, MovingPoison);
            },
        };
        return
        [
            .. ClearsType ? [clear] : Array.Empty<Step<B, N>>(),
            new HugepageStep<B, N>("free-hugepage", "update_and_free_page()", ClearsType ? MovingPoison : Points.Dissolving)
            {
                Then = (s, h) =>
                {
                    MoveHeadFlag(s, h);
                    s.RawPage[h] = None.Nobody;
                    s.FreePages(h);
                },
            },
        ];
    }
}
