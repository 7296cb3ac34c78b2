namespace Vmemmap.Model.Kernel.Hugetlb;

/// <summary>
/// How many hugepages there are (<c>nr_huge_pages</c>), and how many of them are surplus: the others are the pool's own, <c>persistent_huge_pages()</c>, of unsigned numbers. Which ones are surplus is written nowhere: whoever frees a hugepage of a node that has a surplus gives it up, and the surplus is
/// one less. One that was made for a migration is none of them: it is 'temporary', a mark that goes to the hugepage that it takes the place of. mm/hugetlb.c.
/// </summary>
/// <remarks>
/// Not followed: <c>max_huge_pages</c>, as it decides nothing once hugetlb is set up: who reads /proc/sys/vm/nr_hugepages is shown it. What somebody writes there may be anything, likewise nr_overcommit_hugepages. A second node. More than one migration at a time. What <c>set_max_huge_pages()</c> gives up once <c>persistent_huge_pages()</c> is below 0.
/// </remarks>
/// <param name="CountsFirst">a new hugepage that is made for a user or a migration is counted by itself, and then as surplus, if it is that; else under the same hold of the lock (v7.2).</param>
/// <param name="CountsPoolFirst">likewise one that is made for the pool; else when it is put on the free list (v6.7).</param>
/// <param name="SubtractsTwice">who makes the pool smaller leaves out of the free ones as many as are surplus, whether these are on the free list or not: 'min_count' is of all hugepages, and compared with the persistent ones.</param>
/// <param name="DissolvesAsOwn">what is dissolved is taken for one of the pool's own; else it takes a surplus along where some are, and is surplus again if its vmemmap cannot be restored.</param>
/// <param name="TakesSurplusAlong">ours: a temporary hugepage that is freed takes one surplus along where all that there are would be surplus without it.</param>
[KernelFunction("set_max_huge_pages(), alloc_migrate_hugetlb_folio(), move_hugetlb_state()", "7.3.4, mm/hugetlb.c: account_new_hugetlb_folio(), alloc_surplus_hugetlb_folio(), alloc_migrate_hugetlb_folio(), gather_surplus_pages(), return_unused_surplus_pages(), adjust_pool_surplus(), set_max_huge_pages(), free_huge_folio(), remove_hugetlb_folio(), add_hugetlb_folio(), dissolve_free_hugetlb_folio(), move_hugetlb_state(), mm/migrate.c: unmap_and_move_hugetlb_folio(); CountsFirst: 6.1.192, mm/hugetlb.c: prep_new_huge_page(), 6.12.113: prep_new_hugetlb_folio(); CountsPoolFirst: 6.1.192, mm/hugetlb.c: prep_new_huge_page(); SubtractsTwice: 6.1.192, 6.12.113, mm/hugetlb.c: set_max_huge_pages(); DissolvesAsOwn: 6.1.192, mm/hugetlb.c: dissolve_free_huge_page(); TakesSurplusAlong: ours")]
public sealed partial record PoolSize(bool CountsFirst = false, bool CountsPoolFirst = false, bool SubtractsTwice = false, bool DissolvesAsOwn = false, bool TakesSurplusAlong = false) : Part
{
    private const string IsNotNegative = "persistent_huge_pages(h) is not below 0";

    public override Performer Performer => Performer.User;

    public override IReadOnlyList<ControlPoint> Visits => [Finishing, Kept];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) => [.. CountsFirst ? AccountsNew<B, N>() : [], .. Resizes<B, N>(), .. MakesSurplus<B, N>(), .. Migrates<B, N>(parts), .. parts.Has<FreeInBulk>() ? [] : new Step<B, N>[] { parts.The<RemoveHugetlbPage>().Dissolves<B, N>(parts) }, .. parts.The<Reservations>().OfSurplus<B, N>(parts)];

    private static Step<B, N>[] AccountsNew<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        new HugepageStep<B, N>("account-new-hugepage", "prep_new_huge_page(): __prep_account_new_huge_page()", Finishing)
        {
            TakesLock = true,
            When = [Surplus.IsTyped<B, N>(), IsUncounted<B, N>()],
            Then = (s, h) =>
            {
                s.CountHugepage(false);
                s.CountedAs![h] = NewHugepage.Counted;
            },
        },
    ];

    // Free hugepages go first (remove-from-pool), but then the lock is let go of.
    private static IEnumerable<Step<B, N>> Resizes<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        new("make-surplus", "set_max_huge_pages(): adjust_pool_surplus(h, nodes_allowed, 1)")
        {
            TakesLock = true,
            When = [("surplus_huge_pages_node[node] < nr_huge_pages_node[node]", (s, _) => s.SurplusHugepages!.Value < s.AllHugepages!.Value)],
            Then = (s, _) => s.SurplusHugepages!.Value = s.SurplusHugepages.Value + 1,
        },

        new("make-persistent", "set_max_huge_pages(): adjust_pool_surplus(h, nodes_allowed, -1)")
        {
            TakesLock = true,
            When = [("surplus_huge_pages is not 0", (s, _) => s.HasSurplus), (IsNotNegative, (s, _) => s.SurplusHugepages!.Value <= s.AllHugepages!.Value)],
            Then = (s, _) => s.SurplusHugepages!.Value = s.SurplusHugepages.Value - 1,
        },
    ];

    private IEnumerable<Step<B, N>> MakesSurplus<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        // For a user (alloc-surplus), or for a promise (gather-surplus).
        new HugepageStep<B, N>("account-surplus", "alloc_surplus_hugetlb_folio(): account_new_hugetlb_folio(), surplus_huge_pages++", Finishing)
        {
            TakesLock = true,
            When = [Surplus.IsTyped<B, N>(), IsUnassigned<B, N>()],
            Then = (s, h) =>
            {
                if (CountsFirst)
                {
                    s.CountSurplus();
                }
                else
                {
                    s.CountHugepage(true);
                }
                s.CountedAs![h] = NewHugepage.Surplus;
            },
        },

        // It is marked so that whoever frees it gives it up.
        new HugepageStep<B, N>("alloc-surplus-too-late", "alloc_surplus_hugetlb_folio(): surplus_huge_pages >= nr_overcommit_huge_pages: free_huge_folio(folio)", Finishing)
        {
            TakesLock = true,
            When = [Surplus.IsTyped<B, N>(), IsUnassigned<B, N>()],
            Then = (s, h) =>
            {
                Account(s, h);
                s.Temporary![h] = true;
                Pool.Put(s, h);
            },
        },
    ];

    private IEnumerable<Step<B, N>> Migrates<B, N>(PartList parts)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        new HugepageStep<B, N>("alloc-for-migration", "alloc_migrate_hugetlb_folio(): folio_set_hugetlb_temporary()", Finishing)
        {
            TakesLock = true,
            When = [Surplus.IsTyped<B, N>(), IsUnassigned<B, N>(), ("no other migration is going on", (s, _) => s.MigrationTarget!.Value == None.Nobody), .. Surplus.IsClear<B, N>(parts)],
            Then = (s, h) =>
            {
                Account(s, h);
                s.Temporary![h] = true;
                s.MigrationTarget!.Value = h;
                Surplus.Give(s, h);
            },
        },

        // Nobody else has a reference: folio_ref_freeze() of the count that is expected. Whose hugepage it was has the other from here on.
        new HugepageStep<B, N>("move-to-target", "unmap_and_move_hugetlb_folio(): move_hugetlb_state(), folio_putback_hugetlb(src)", Kept)
        {
            TakesLock = true,
            When =
            [
                ("its user has it mapped", (s, h) => s.HasMapped(h)), ("it is isolated", (s, h) => !s.Migratable[h]), ("nobody else has a reference", (s, h) => s.Refcount[s.HeadFrame(h), 0] == 1),
                ("another was made for it", (s, _) => s.MigrationTarget!.Value != None.Nobody),
            ],
            Then = (s, h) =>
            {
                var target = s.MigrationTarget!.Value;
                s.Temporary![target] = false;
                s.Temporary[h] = true;
                s.MoveReserve(h, target);
                s.MigrationTarget.Value = None.Nobody;
                s.UserHolds[h] = false;
                s.Inflight[h] = s.Inflight[h] | s.PutHead(h, 1);
            },
        },
    ];
}
