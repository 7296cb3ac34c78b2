namespace Vmemmap.Model.Kernel.Failure;

/// <summary>
/// The RFC frees hugepages from a workqueue: restore, flags, type, reference, in this order; until then the hugepage has its type and the count 0. mm/hugetlb.c <c>__free_hugepage()</c> of RFC
/// patches 12/24 (deferred), 13/24 (the restore comes first) and 18/24 (what becomes of PG_hwpoison).
/// </summary>
public abstract partial record FreeByWorker : FreeHugepage
{
    /// <summary>The end of <c>__free_hugepage()</c>: <c>set_compound_page_dtor(NULL)</c>, <c>set_page_refcounted()</c>, free.</summary>
    protected static Step<B, N> ClearsType<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        new HugepageStep<B, N>("clear-hugetlb-type", "__free_hugepage(): set_compound_page_dtor(NULL), set_page_refcounted()", Swept)
        {
            Then = (s, h) =>
            {
                s.Hugetlb[h] = false;
                // The count was 0 until now, so the reference that is dropped is the last.
                s.Refcount[s.HeadFrame(h), 0] = 0;
                s.RawPage[h] = None.Nobody;
                s.FreeIf(h, true);
            },
        };
}

/// <summary>
/// RFC patch 18/24: of all struct pages with the flag only the one that dissolve was told of keeps it; the others may have got theirs through the shared frame. Where dissolve was told of none the
/// index is 0, that of the head.
/// </summary>
[KernelFunction("update_and_free_page(), __free_hugepage()", "RFC patches 12/24, 13/24 and 18/24, mm/hugetlb.c")]
public sealed partial record FreeAndSweepAliases : FreeByWorker
{
    public override IReadOnlyList<ControlPoint> Visits => [Points.Dissolving, Sweeping, Swept, Destroying];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new HugepageStep<B, N>("free-hugepage", "__free_hugepage()", Points.Dissolving)
        {
            Then = (s, h) =>
            {
                s.Cursor[h] = 0;
                s.GoTo(h, Sweeping);
            },
        },

        // One vmemmap page of struct pages; the kernel goes on one by one.
        new HugepageStep<B, N>("sweep-flags", "__free_hugepage(): ClearPageHWPoison() but of the index", Sweeping)
        {
            Then = (s, h) =>
            {
                var v = s.Cursor[h];
                var frame = s.Pte[h, v];
                var wasTold = s.RawPage[h] != None.Nobody;
                var isHere = N.If(wasTold, s.RawPage[h], 0) == v;
                var slot = N.If(isHere & wasTold, s.RawSlot[h], 0);
                var keeps = isHere & s.PgHwpoison[frame, slot];
                s.PgHwpoison.Fill(frame, false);
                s.PgHwpoison[frame, slot] = keeps;
                s.Cursor[h] = v + 1;
                s.GoTo(h, v + 1 == s.Pages, Swept, Sweeping);
            },
        },

        ClearsType<B, N>(),
    ];
}

/// <summary>
/// The list's v3 (2020-11, 16/21), the answer to the objection: dissolve stores no flag on the page but its index; right after the restore, <c>if (PageHWPoison(head) &amp;&amp; index)</c>, the flag
/// is delivered: set on that page, cleared on the head.
/// </summary>
[KernelFunction("update_and_free_page(), __free_hugepage()", "20201108141113.65450-17 (v3 16/21), mm/hugetlb.c: __free_hugepage()")]
public sealed partial record FreeAndDeliverFlag : FreeByWorker
{
    public override IReadOnlyList<ControlPoint> Visits => [Points.Dissolving, Swept, Destroying];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new HugepageStep<B, N>("free-hugepage", "__free_hugepage(): the flag of the head to its page", Points.Dissolving)
        {
            Then = (s, h) =>
            {
                MoveHeadFlag(s, h);
                s.GoTo(h, Swept);
            },
        },

        ClearsType<B, N>(),
    ];
}
