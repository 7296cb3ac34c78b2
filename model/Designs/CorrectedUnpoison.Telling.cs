namespace Vmemmap.Model.Designs;

/// <content>How a user loses his reference.</content>
public static partial class CorrectedUnpoison
{
    private static partial IReadOnlyList<TellingRun> Tellings =>
    [
        new(
            "unpoison-drops-its-own-reference",
            "A driver has a page of the hugepage pinned and its user has unmapped it; the error of its head is injected and taken back, and with it goes the driver's reference",
            "mm/memory-failure.c of 6.12.113 and 7.3.4, run as it is ('verify source').",
            new Scope(Folios: 1, Pages: 2, Slots: 2, Frames: 4, Pins: 1),
            [
                new("scan-begins"),
                new("scan-page") { Repeats = true },
                new("set-hugetlb-type"),
                new("leave-unoptimised"),
                new("put-new-hugepage"),
                new("enqueue"),
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
    ];
}
