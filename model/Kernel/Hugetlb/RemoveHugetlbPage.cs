namespace Vmemmap.Model.Kernel.Hugetlb;

/// <summary>A free hugepage leaves the pool. mm/hugetlb.c <c>remove_hugetlb_page()</c>.</summary>
/// <param name="KeepsType">the type stays until the tails are restored (32c877191e02).</param>
/// <param name="KeepsFrozen">the reference count stays 0 and HPageFreed is cleared (bd225530a4c7), so nobody dissolves the hugepage again; else the operation itself holds a reference, and HPageFreed stays set.</param>
[KernelFunction("remove_hugetlb_page()", "v5.18, mm/hugetlb.c; KeepsType: RFC patch 12/24; 32c877191e02 (v6.5), mm/hugetlb.c")]
public partial record RemoveHugetlbPage(bool KeepsType, bool KeepsFrozen) : Part
{
    public override IReadOnlyList<ControlPoint> Visits => [Kept, RestoreAlloc, Points.Dissolving];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new HugepageStep<B, N>("remove-from-pool", "remove_pool_huge_page(): remove_hugetlb_page()", Kept)
        {
            TakesLock = true,
            When = [("it is on the free list", (s, h) => s.Freed[h]), .. PoolSize.MayShrink<B, N>(parts)],
            Then = (s, h) => TakeOut(parts, s, h, asSurplus: false),
        },
    ];

    /// <summary><c>remove_hugetlb_page()</c>, called by whoever dissolves a free hugepage. As what it leaves it comes back.</summary>
    public void Dissolve<B, N>(PartList parts, State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var asSurplus = PoolSize.DissolvesAsSurplus(parts, s);
        Remove(s, h, asSurplus, backAsSurplus: asSurplus);
    }

    /// <summary>Memory hotplug or <c>alloc_contig_range()</c> wants the pages of a free one. A step where what is dissolved differs from what the pool gives up otherwise: in lists, or as surplus.</summary>
    internal Step<B, N> Dissolves<B, N>(PartList parts)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        new HugepageStep<B, N>("dissolve-hugepage", "dissolve_free_hugetlb_folio(): remove_hugetlb_folio()", Kept)
        {
            TakesLock = true,
            When = [("it is on the free list", (s, h) => s.Freed[h]), .. Reservations.MayDissolve<B, N>(parts)],
            Then = (s, h) =>
            {
                var asSurplus = PoolSize.DissolvesAsSurplus(parts, s);
                GiveUp(s, h, asSurplus, backAsSurplus: asSurplus);
            },
        };

    /// <summary><c>remove_hugetlb_page()</c>. It begins with <c>list_del()</c>: where that oopses nothing else is stored.</summary>
    /// <param name="s">the state.</param>
    /// <param name="h">the hugepage.</param>
    /// <param name="asSurplus">it takes a surplus along: <c>adjust_surplus</c>.</param>
    /// <param name="backAsSurplus">it comes back as surplus if its vmemmap cannot be restored.</param>
    /// <param name="demoting">it is to be split: nobody gets a reference, and where no tail is shared that follows.</param>
    public void Remove<B, N>(State<B, N> s, N h, B asSurplus, B backAsSurplus, bool demoting = false)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var (head, isListed) = (s.HeadFrame(h), s.TakeOffList(h));
        s.Hugetlb[h] = s.Hugetlb[h] & (!isListed | StaysTyped(s, h));
        s.UncountFreeIf(h, isListed & s.Freed[h]);
        s.UncountHugepageIf(h, isListed, asSurplus, backAsSurplus);
        if (KeepsFrozen)
        {
            s.Freed[h] = s.Freed[h] & !isListed;
        }
        else if (!demoting)
        {
            s.Refcount[head, 0] = N.If(isListed, 1, s.Refcount[head, 0]);
        }
        s.GoToIf(h, isListed & s.Optimised[h], s.Shape.RestoreBegins);
        s.GoToIf(h, isListed & !s.Optimised[h], demoting ? Points.RestoredToDemote : Points.Dissolving);
    }

    /// <summary><c>free_huge_page()</c> of a hugepage that its node has too many of: it is not enqueued, so HPageFreed stays clear, and goes on to <c>update_and_free_page()</c>.</summary>
    /// <param name="s">the state.</param>
    /// <param name="h">the hugepage.</param>
    /// <param name="asSurplus">it takes a surplus along.</param>
    public void GiveUpSurplus<B, N>(State<B, N> s, N h, B asSurplus)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        s.RestoreReserve(h);
        s.Migratable[h] = false;
        GiveUp(s, h, asSurplus, true);
    }

    /// <summary><c>remove_pool_huge_page()</c> by who makes the pool smaller, or gives back what is surplus: in a list, where there are lists.</summary>
    internal void TakeOut<B, N>(PartList parts, State<B, N> s, N h, B asSurplus)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        GiveUp(s, h, asSurplus, true);
        if (parts.Has<FreeInBulk>())
        {
            s.InBulk[h] = true;
        }
    }

    /// <summary>Does the type stay, where there is one?</summary>
    protected virtual B StaysTyped<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => KeepsType;

    /// <summary>The pool gives the hugepage up: <c>remove_hugetlb_page()</c>, and on to <c>update_and_free_page()</c>.</summary>
    protected internal virtual void GiveUp<B, N>(State<B, N> s, N h, B asSurplus, B backAsSurplus)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => Remove(s, h, asSurplus, backAsSurplus);
}

/// <summary>
/// 6.1 and later: whoever frees a hugepage that has left the pool begins with a test of the raw error list, without the lock (<c>__update_and_free_page()</c>);
/// <c>dissolve_free_huge_page()</c> begins with the restore. HPageFreed stays set. The type goes at once, whether tails are shared or not: 6.2 to 6.4.
/// </summary>
[KernelFunction("remove_hugetlb_page(): __remove_hugetlb_page()", "6.2.1, mm/hugetlb.c: __remove_hugetlb_page(), from notes")]
public record RemoveThenTest(bool KeepsType) : RemoveHugetlbPage(KeepsType, KeepsFrozen: false)
{
    public override IReadOnlyList<ControlPoint> Visits => [Kept, Removed, RestoreAlloc, Points.Dissolving];

    protected internal override void GiveUp<B, N>(State<B, N> s, N h, B asSurplus, B backAsSurplus)
    {
        Remove(s, h, asSurplus, backAsSurplus);
        s.GoTo(h, Removed);
    }
}

/// <summary>
/// 6.1.192, with 32c877191e02 as released: <c>if (!HPageVmemmapOptimized(page)) __clear_hugetlb_destructor(h, page);</c>, so the type stays only where there are tails to restore; then
/// <c>set_page_refcounted(page)</c>.
/// </summary>
[KernelFunction("remove_hugetlb_page(): __remove_hugetlb_page()", "6.1.192, mm/hugetlb.c: __remove_hugetlb_page(), remove_pool_huge_page(); 6.6.9, mm/hugetlb.c: __remove_hugetlb_folio(); KeepsFrozen: 6.12.113, mm/hugetlb.c: remove_hugetlb_folio()")]
public sealed partial record RemoveTypedWhileOptimised() : RemoveThenTest(KeepsType: true)
{
    protected override B StaysTyped<B, N>(State<B, N> s, N h) => KeepsType & s.Optimised[h];
}
