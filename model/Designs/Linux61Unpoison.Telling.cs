namespace Vmemmap.Model.Designs;

/// <content>How a user loses his reference, who clears a flag through an alias of the head, and who frees the entries of a list once more.</content>
public static partial class Linux61Unpoison
{
    private static TellingStep[] IntoThePool => [new("leave-unoptimised"), new("set-hugetlb-type"), new("put-new-hugepage"), new("enqueue")];

    private static TellingStep[] Pinned => [new("dequeue"), new("instantiate"), new("pin", Page: 1)];

    private static TellingStep[] HeadFails => [new("memory-failure"), new("failure-reads-compound-head"), new("failure-reads-key-off")];

    private static TellingStep[] HandledInUse => [new("record-raw-error"), new("unmap-users"), new("put-failed-page"), new("memory-failure-ends")];

    private static partial IReadOnlyList<TellingRun> Tellings =>
    [
        new(
            "unpoison-drops-its-own-reference",
            "A driver has a page of the hugepage pinned and its user has unmapped it; the error of its head is injected and taken back, and with it goes the driver's reference",
            "mm/memory-failure.c of 6.1.192: unpoison_memory(), run as it is ('verify source').",
            SharedTellings.OneHugepage,
            [.. IntoThePool, .. Pinned, .. HeadFails, .. HandledInUse, new("unpoison"), new("unpoison-takes-reference"), new("unpoison-held-hugepage")]),

        // L7: the first struct page of a shared tail page is the head, flag included.
        new(
            "no-store-through-shared-tail",
            "A driver has a page of an optimised hugepage pinned and its user has unmapped it; the error of a tail whose struct page shows the head is taken back, and the flag of the head is cleared through a read-only mapping",
            "mm/memory-failure.c of 6.1.192: unpoison_memory(): TestClearPageHWPoison(p).",
            SharedTellings.OneHugepage,
            [
                .. SharedTellings.OptimisedIntoThePool, .. Pinned,
                new("memory-failure", Page: 2), new("failure-reads-compound-head"), new("failure-reads-pg-head"), new("failure-reads-next-page"),
                .. HandledInUse,
                new("unpoison", Page: 2), new("unpoison-takes-reference"), new("unpoison-held-hugepage", Page: 2),
            ]),

        new(
            "raw-error-list-walked-alone",
            "The pool shrinks while the error of a free hugepage is taken back: both walk its raw error list, and free what is in it",
            "Jiaqi Yan, \"mm/hwpoison: delete all entries before traversal in __folio_free_raw_hwp\" (v6.6); mm/memory-failure.c of 6.1.192, run as it is ('verify source').",
            SharedTellings.OneHugepage,
            [
                .. IntoThePool, .. HeadFails, new("record-raw-error"), new("memory-failure-ends"), new("unpoison"), new("unpoison-finds-free"), new("unpoison-sees-hugetlb"),
                new("remove-from-pool"), new("find-list-reliable"), new("clear-head-flag"), new("unpoison-free-hugepage"),
            ]),
    ];
}
