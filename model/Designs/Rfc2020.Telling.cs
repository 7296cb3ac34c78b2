namespace Vmemmap.Model.Designs;

/// <content>The objection of September 2020, and why the RFC's own answer to it is none.</content>
public static partial class Rfc2020
{
    private static partial IReadOnlyList<TellingRun> Tellings =>
    [
        new(
            "error-marks-no-other-page",
            "The objection of 2020: one memory error on a tail of a hugepage in use, and healthy pages read as poisoned",
            "Matthew Wilcox, 2020-09-15 18:15: that might work, except for PageHWPoison. RFC patch 18/24 knows of it: what is flagged too much is cleared when the hugepage is freed.",
            SharedTellings.OneHugepage,
            ErrorInUse),

        // The type stays until the worker has swept (patches 12 and 13), so the second error is a flag of the head: swept too, as dissolve was told of another page.
        new(
            "dissolved-flags-exact",
            "Why clearing at free is no answer: a second error in the meantime looks like an alias of the first, and is swept too",
            "RFC patches 12/24 and 18/24: a worker restores and frees the hugepage, and keeps only the flag of the page that dissolve was told of. The answer came with v3 (2020-11, 16/21): the flag of the head stays, and moves to its page after the restore.",
            SharedTellings.OneHugepage,
            [
                .. ErrorInUse,
                new("memory-failure", Page: 3, Slot: 2),
                new("failure-reads-compound-head"),
                new("failure-sees-hugetlb"),
                new("failure-reads-compound-head-again"),
                new("flag-head"),
                new("find-free"),
                new("memory-failure-ends"),
                new("alloc-tail-frame", Frame: 2),
                new("alloc-tail-frame", Frame: 3),
                new("restore"),
                new("copy-tail-page"),
                new("map-tail-page"),
                new("copy-tail-page"),
                new("map-tail-page"),
                new("flush-restored"),
                new("free-hugepage"),
                new("sweep-flags") { Repeats = true },
                new("clear-hugetlb-type"),
                new("free-struct-pages") { Repeats = true },
            ]),
    ];

    // Only so does dissolve_free_huge_page() get a tail in v5.9: memory_failure_hugetlb() gives up on tails of free hugepages.
    private static IReadOnlyList<TellingStep> ErrorInUse =>
    [
        .. SharedTellings.OptimisedIntoThePool,
        new("dequeue"),
        new("instantiate"),
        new("memory-failure", Page: 2, Slot: 1),
        new("failure-reads-compound-head"),
        new("failure-sees-hugetlb"),
        new("failure-reads-compound-head-again"),
        new("flag-head"),
        new("take-reference"),
        new("unmap-users"),
        new("put-failed-page"),
        new("failure-enqueues"),
        new("dissolve-unmapped-page"),
    ];
}
