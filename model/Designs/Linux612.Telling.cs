namespace Vmemmap.Model.Designs;

/// <content>What the grace period does not help against.</content>
public static partial class Linux612
{
    private static partial IReadOnlyList<TellingRun> Tellings =>
    [
        // Only a page-aligned struct page can be a fake head.
        new(
            "speculative-references-harmless",
            "A walker enters its section when the optimise waits for nobody any longer; its struct page is no fake head yet; when it loads the count, it is one, and the hugepage is in use",
            "Yu Zhao, \"mm/hugetlb_vmemmap: fix memory loads ordering\" (v6.14; 081b931aebf3 before the merge), reported by Will Deacon.",
            SharedTellings.OneHugepage,
            [
                new("set-hugetlb-type"),
                new("leave-unoptimised"),
                new("put-new-hugepage"),
                new("enqueue"),
                new("remove-from-pool"),
                new("restore-in-bulk"),
                new("unfreeze-without-move"),
                new("free-hugepage"),
                new("free-struct-pages") { Repeats = true },
                new("page-to-user", Page: 1),
                new("walker-finds-page", Page: 1),
                new("user-frees-page", Page: 1),
                new("alloc-hugepage"),
                new("prep-compound-page") { Repeats = true },
                new("set-hugetlb-type"),
                new("optimise"),
                new("no-head-frame"),
                new("walker-enters"),
                new("walker-tests-pg-head"),
                .. SharedTellings.RemappedIntoThePool,
                new("dequeue"),
                new("walker-loads-count"),
                new("walker-adds"),
            ]),
    ];
}
