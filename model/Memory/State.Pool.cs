namespace Vmemmap.Model.Memory;

/// <content>What the pool counts, where that is followed: nothing is done elsewhere.</content>
public sealed partial class State<B, N>
{
    /// <summary><c>h->free_huge_pages++</c>, where the condition holds: the hugepage is on the free list now.</summary>
    public void CountFreeIf(N folio, B condition) => CountInPool(folio, 1, condition);

    /// <summary><c>h->free_huge_pages--</c>, where the condition holds: the hugepage leaves the free list.</summary>
    public void UncountFreeIf(N folio, B condition) => CountInPool(folio, -1, condition);

    /// <summary>The head of a hugepage gets its flag: one fewer on the free list is fit to be given to anybody, if it was there and had none.</summary>
    public void UncountFit(N folio)
    {
        if (FitHugepages is { } fit)
        {
            fit.Value = fit.Value - N.If(Freed[folio] & !PgHwpoison[HeadFrame(folio), 0], 1, 0);
        }
    }

    /// <summary><c>if (restore_reserve) h->resv_huge_pages++</c>, the first that <c>free_huge_page()</c> does under the lock.</summary>
    public void RestoreReserve(N folio)
    {
        if (RestoresReserve is { } restores)
        {
            ReservedHugepages!.Value = ReservedHugepages.Value + N.If(restores[folio], 1, 0);
            restores[folio] = false;
        }
    }

    /// <summary>What is reserved again when the hugepage is freed goes with the file system that it is of, to the hugepage that takes its place: <c>hugetlb_set_folio_subpool(dst, hugetlb_folio_subpool(src))</c>.</summary>
    public void MoveReserve(N from, N to)
    {
        if (RestoresReserve is { } restores)
        {
            var does = restores[from];
            restores[from] = false;
            restores[to] = does;
        }
    }

    private void CountInPool(N folio, N by, B condition)
    {
        if (FreeHugepages is { } free)
        {
            free.Value = free.Value + N.If(condition, by, 0);
            FitHugepages!.Value = FitHugepages.Value + N.If(condition & !PgHwpoison[HeadFrame(folio), 0], by, 0);
        }
    }
}
