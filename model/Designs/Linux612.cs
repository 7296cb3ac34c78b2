using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Kernel.Lookup;
using Vmemmap.Model.Kernel.Users;
using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Designs;

/// <summary>Linux 6.12, a long-term release, up to 6.12.114: frozen until it is freed, grace periods for walkers (bd225530a4c7).</summary>
public static partial class Linux612
{
    /// <summary>6.7 with the type gone before the errors move, a count of 0 from the buddy allocator to the end, and an RCU section for who takes a reference.</summary>
    public static Design Design { get; } = Linux67.Design with
    {
        Name = "linux-6.12",
        Title = "Linux 6.12.113: frozen, typed before the optimise, grace periods; the fake-head test before the count",
        Source = "6.12.113 (package linux-source-6.12 6.12.113-1), mm/hugetlb.c, mm/hugetlb_vmemmap.c, mm/memory-failure.c, include/linux/page_ref.h, include/linux/page-flags.h",

        // The raw error list begins in struct page 3 (include/linux/mm_types.h: _hugetlb_hwpoison), and NR_RESET_STRUCT_PAGE is 4.
        Layout = Linux67.Design.Layout with { ResetStructPages = 4 },
        Functions = FunctionNames.Folios,
        Parts = Linux67.Design.Parts

            // bd225530a4c7: frozen and no longer HPageFreed; a walker is in an RCU section, for which optimise and restore wait.
            .Replace<RemoveTypedWhileOptimised>(new RemoveTypedWhileOptimised { KeepsFrozen = true })
            .Replace<PfnWalker>(new PfnWalker(GracePeriod: true))
            .Replace<RemapWithNewHead>(Linux67.Design.Parts.The<RemapWithNewHead>(), new OptimiseBatch())
            .Replace<AllocVmemmap>(new AllocVmemmap(CanFail: true, WaitsForWalkers: true))

            // Lists of hugepages are demoted, each split part by part.
            .Replace<AddHugetlbPage>(Linux67.Design.Parts.The<AddHugetlbPage>(), new DemotePoolHugePage())

            // 52ccdde16b65, 5596d9e8b553: whatever has the type loses it, before the errors move.
            .Replace<FreeAndMoveRawErrorsTyped>(new FreeAndMoveRawErrorsUnlocked(ClearsType: true, Unfreezes: true))
            .Replace<FreePagesPrepare>(new FreePagesPrepare())

            // dee3d0bef2b0 (v6.10).
            .Replace<Observer>(new StablePageFlagsOfFolio())

            // 3c2d42b8ee34 is in 6.12.113, and with it a148a2040191.
            .Replace<RawErrorList>(new RawErrorList(FlagsUnderLock: false, ClearsMigratable: true, FreesCounts: true, CountsReports: true)),
        Tellings = Tellings,
        Refuted = new(
            "linux-6.12",
            SharedRefutations.RolledBackLastIn.After(6, "copy-back-begins")
                .HoldsWith("flush-before-key", "flush-before-roll-back"),
            SharedRefutations.CopyIsNeitherTailNorHead.After(6, "copy-back-begins")
                .HoldsWith("flush-before-key", "flush-before-roll-back"),
            SharedRefutations.TailPassesForHead.After(6, "read-pg-head")
                .HoldsWith("lookup-asks-next-page"),
            SharedRefutations.FlaggedAfterTheTest.After(8, "flag-page")
                .HoldsWith("type-set-under-lock", "flagged-under-lock", "lookup-asks-next-page"),
            new Expectation("speculative-references-harmless", "page_ref_add_unless() looks for a fake head first and loads the count then: a tail is remapped in between, and what is loaded is the count of the head, in use by then (count first since v6.14: page_count_writable(); 081b931aebf3 before the merge). A shorter way, our finding: of a batch whose first hugepage is skipped, as vm.hugetlb_optimize_vmemmap was still 0, none waits for walkers. Both open in 6.12.113.")
            {
                Without = [.. SharedRefutations.NothingOfWalkers, "alloc-head-frame", "optimise-fails", "dequeue", "remove-from-pool"],
            }.After(24, "walker-adds")
                .HoldsWith("grace-period", "batch-waits"),
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
            SharedRefutations.CountedIfUnreliable.After(7, "record-raw-error")
                .HoldsWith("scan-for-flags", "unreliable-counted-once", "errors-moved-under-lock", "flags-moved-under-lock", "flagged-under-lock", "demotion-looks-again", "add-back-keeps-private", "lookup-asks-next-page", "head-stays")),
    };

    private static partial IReadOnlyList<TellingRun> Tellings { get; }
}
