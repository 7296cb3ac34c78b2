using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Users;

namespace Vmemmap.Model.Designs;

/// <summary>Linux 6.14, and all up to v7.0 but for what is done at boot: a walker loads the count before it looks for a fake head.</summary>
public static class Linux614
{
    /// <summary>6.12 with the order of a walker's loads mended ("fix memory loads ordering", 081b931aebf3 before the merge).</summary>
    public static Design Design { get; } = Linux612.Design with
    {
        Name = "linux-6.14",
        Title = "Linux 6.14: the count before the fake-head test",
        Source = "include/linux/page-flags.h of a tree since v6.14; mm/memory-failure.c before 3c2d42b8ee34 (v7.1), as posted for stable 6.18 (2026-06-16); mm/hugetlb_vmemmap.c of one since v6.15, whose run-time part equals that of 6.12.113 (mirrors); the rest as in 6.12.113; names of functions: what 6.12.113 and 7.2.13 have in common",
        Parts = Linux612.Design.Parts
            .Replace<PfnWalker>(new PfnWalker(GracePeriod: true, CountFirst: true))

            // 3c2d42b8ee34 came in v7.1, a148a2040191 in v7.0, and both to 6.12 from there.
            .Adapt<RawErrorList>(part => part with { PutsUnderLock = true, CountsReports = false, ReadIn = "6.12.113, mm/memory-failure.c: get_huge_page_for_hwpoison(), with 3c2d42b8ee34 and a148a2040191 undone" }),
        Tellings = [],
        Refuted = new(
            "linux-6.14",
            SharedRefutations.RolledBackLastIn.After(6, "copy-back-begins")
                .HoldsWith("flush-before-key", "flush-before-roll-back"),
            SharedRefutations.CopyIsNeitherTailNorHead.After(6, "copy-back-begins")
                .HoldsWith("flush-before-key", "flush-before-roll-back"),
            SharedRefutations.TailPassesForHead.After(6, "read-pg-head")
                .HoldsWith("lookup-asks-next-page"),
            SharedRefutations.FlaggedAfterTheTest.After(8, "flag-page")
                .HoldsWith("type-set-under-lock", "flagged-under-lock", "lookup-asks-next-page"),
            new Expectation("speculative-references-harmless", "Of a batch whose first hugepage is skipped, as vm.hugetlb_optimize_vmemmap was still 0, none waits for walkers: our finding. That the count is loaded first now (page_count_writable()) mends the other way in which 6.12 oopses.")
            {
                Without = [.. SharedRefutations.NothingOfWalkers, "alloc-head-frame", "optimise-fails", "dequeue", "remove-from-pool"],
            }.After(24, "walker-adds")
                .HoldsWith("batch-waits"),
            SharedRefutations.RecordedBehindTheCopy.After(7, "record-raw-error")
                .HoldsWith("head-stays"),
            SharedRefutations.FolioShowsTheFlag.After(7, "record-raw-error")
                .HoldsWith("scan-for-flags", "flagged-under-lock", "two-frames"),
            SharedRefutations.RecordLost.After(5, "flag-page")
                .HoldsWith("scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "lookup-asks-next-page", "head-stays"),
            SharedRefutations.FlaggedWhileErrorsMove.After(16, "free-struct-pages")
                .HoldsWith("scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "lookup-asks-next-page", "head-stays"),
            SharedRefutations.NotSeenWhenTaken.After(6, "alloc-surplus")
                .HoldsWith("scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "surplus-looks-at-the-flag", "lookup-asks-next-page", "head-stays"),
            SharedRefutations.DemotedWithErrors.After(14, "enter-smaller-pool")
                .HoldsWith("scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "demotion-looks-again", "add-back-keeps-private", "lookup-asks-next-page", "head-stays"),
            SharedRefutations.CountedAgain.After(8, "record-raw-error")
                .HoldsWith("scan-for-flags", "errors-moved-under-lock", "flags-moved-under-lock", "flagged-under-lock", "demotion-looks-again", "add-back-keeps-private", "lookup-asks-next-page", "head-stays"),
            SharedRefutations.PutUnderLock.After(12, "put-under-lock")
                .HoldsWith("put-outside-lock")),
    };
}
