namespace Vmemmap.Model.Designs;

/// <content>How a user loses his reference, and what stands in his struct page.</content>
public static partial class CorrectedUnpoison
{
    private static TellingStep[] IntoThePool =>
        [new("scan-begins"), new("scan-page") { Repeats = true }, new("set-hugetlb-type"), new("leave-unoptimised"), new("put-new-hugepage"), new("enqueue")];

    private static partial IReadOnlyList<TellingRun> Tellings =>
    [
        new(
            "unpoison-drops-its-own-reference",
            "A driver has a page of the hugepage pinned and its user has unmapped it; the error of its head is injected and taken back, and with it goes the driver's reference",
            "mm/memory-failure.c of 6.12.113 and 7.3.4, run as it is ('verify source').",
            new Scope(Folios: 1, Pages: 2, Slots: 2, Frames: 4, Pins: 1),
            [
                .. IntoThePool,
                new("dequeue"),
                new("instantiate"),
                new("pin", Page: 1),
                new("memory-failure"),
                new("failure-reads-compound-head"),
                new("record-raw-error"),
                new("unmap-users"),
                new("put-failed-page"),
                new("memory-failure-ends"),
                new("unpoison"),
                new("unpoison-takes-reference"),
                new("unpoison-held-hugepage"),
            ]),

        new(
            "raw-error-list-walked-alone",
            "The pool shrinks while the error of a free hugepage is taken back: the fourth struct page, in which the list began, is that of somebody's page when unpoison takes what it finds there for the list",
            "mm/memory-failure.c of 7.3.4: unpoison_memory(), folio_free_raw_hwp(); found by this model.",
            new Scope(Folios: 1, Pages: 2, Slots: 2, Frames: 4, Pins: 1),
            [
                .. IntoThePool,
                new("memory-failure"),
                new("failure-reads-compound-head"),
                new("record-raw-error"),
                new("memory-failure-ends"),
                new("unpoison"),
                new("unpoison-finds-free"),
                new("unpoison-sees-hugetlb"),
                new("remove-from-pool"),
                new("clear-hugetlb-type"),
                new("move-raw-error"),
                new("unfreeze"),
                new("free-hugepage"),
                new("free-struct-pages") { Repeats = true },
                new("page-to-user", Slot: 1),
                new("unpoison-takes-stray-list"),
            ]),
    ];
}
