namespace Vmemmap.Model.Kernel.Failure;

/// <content>Of what is in use: its user is given another page for it, or another hugepage. mm/memory-failure.c <c>soft_offline_in_use_page()</c>, mm/migrate.c <c>migrate_pages()</c>.</content>
public sealed partial record SoftOffline
{
    private Step<B, N>[] OfPagesInUse<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        // No step of others would see a difference between the two: who gives the page back meanwhile has it migrated to nobody.
        new FailureStep<B, N>("soft-offline-migrates-page", "soft_offline_in_use_page(): migrate_pages(), page_handle_poison(page, false, true)", FailurePoints.SoftOfflining)
        {
            When = [("the page has a user, who is given another", (s, h) => s.Lent[h, s.Failure.Page.Value, s.Failure.Slot.Value])],
            ThroughTranslation = true,
            Then = (s, h, v, e, f) =>
            {
                s.Put(s.Pte[h, v], e, 1);
                s.Lent[h, v, e] = false;
                TakeOutOfUse(s, h, v, e, f);
            },
        },

        new FailureStep<B, N>("soft-offline-takes-reference", "get_hwpoison_hugetlb_folio(): HPG_migratable, folio_try_get(folio)", FailurePoints.SoftOfflining)
        {
            When =
            [
                ("folio_test_hugetlb(folio), and not HPG_freed", (s, h) => s.Hugetlb[h] & !s.Freed[h]),
                ("HPG_migratable, and its count is not 0", (s, h) => s.Migratable[h] & s.Refcount[s.HeadFrame(h), 0] > 0),
            ],
            Then = (s, h, v, e, f) =>
            {
                RecordSteps<B, N>.TakeReference(s, h, true);
                s.GoTo(FailurePoints.SoftOfflineHolding);
            },
        },

        // Another reference is taken, and the first one dropped.
        new FailureStep<B, N>("soft-offline-isolates", "soft_offline_in_use_page(): folio_isolate_hugetlb()", FailurePoints.SoftOfflineHolding)
        {
            When = [("folio_test_hugetlb(folio), HPG_migratable", (s, h) => s.Hugetlb[h] & s.Migratable[h])],
            Then = (s, h, v, e, f) =>
            {
                s.Migratable[h] = false;
                s.GoTo(FailurePoints.SoftOfflineMigrating);
            },
        },

        new FailureStep<B, N>("soft-offline-isolates-nothing", "soft_offline_in_use_page(): !folio_isolate_hugetlb(), folio_put(folio): -EBUSY", FailurePoints.SoftOfflineHolding)
        {
            When = [("!folio_test_hugetlb(folio) or !HPG_migratable: somebody else has it isolated", (s, h) => !s.Hugetlb[h] | !s.Migratable[h])],
            Then = (s, h, v, e, f) =>
            {
                DropReference(s, h);
                s.EndFailure(true);
            },
        },

        // Whoever else has a reference keeps it from being migrated: folio_ref_freeze() of the count that is expected. One that its user has given up meanwhile needs no other.
        new FailureStep<B, N>("migrate-hugepage", "unmap_and_move_hugetlb_folio(): folio_putback_hugetlb(src): folio_put()", FailurePoints.SoftOfflineMigrating)
        {
            When = [("nobody but its user and migration has a reference", (s, h) => s.Refcount[s.HeadFrame(h), 0] == N.If(s.UserHolds[h], 2, 1))],
            Then = (s, h, v, e, f) =>
            {
                s.Migratable[h] = true;
                s.PutHead(h, N.If(s.UserHolds[h], 1, 0));
                s.UserHolds[h] = false;
                DropReference(s, h);
                s.GoTo(FailurePoints.SoftOfflineMigrated);
            },
        },

        new FailureStep<B, N>("migrate-fails", "soft_offline_in_use_page(): migrate_pages() fails, putback_movable_pages(): -EBUSY", FailurePoints.SoftOfflineMigrating)
        {
            Then = (s, h, v, e, f) =>
            {
                s.Migratable[h] = true;
                DropReference(s, h);
                s.EndFailure(true);
            },
        },
    ];

    // Where it is the last one the hugepage is in free_huge_folio() then.
    private static void DropReference<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        s.Failure.Holds.Value = false;
        s.Inflight[h] = s.Inflight[h] | s.PutHead(h, 1);
    }
}
