using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Hugetlb;
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
        Parts = Linux67.Design.Parts

            // bd225530a4c7: frozen and no longer HPageFreed; a walker is in an RCU section, for which optimise and restore wait.
            .Replace<RemoveTypedWhileOptimised>(new RemoveTypedWhileOptimised { KeepsFrozen = true })
            .Replace<PfnWalker>(new PfnWalker(GracePeriod: true))
            .Replace<RemapWithNewHead>(Linux67.Design.Parts.The<RemapWithNewHead>(), new OptimiseBatch())
            .Replace<AllocVmemmap>(new AllocVmemmap(CanFail: true, WaitsForWalkers: true))

            // 52ccdde16b65, 5596d9e8b553: whatever has the type loses it, before the errors move.
            .Replace<FreeAndMoveRawErrorsTyped>(new FreeAndMoveRawErrorsUnlocked(ClearsType: true, Unfreezes: true))
            .Replace<FreePagesPrepare>(new FreePagesPrepare())

            .Replace<RawErrorList>(new RawErrorList(FlagsUnderLock: false, ClearsMigratable: true)),
        Tellings = Tellings,
        Refuted = new(
            "linux-6.12",
            new Expectation("tail-resolves-to-head", "The rollback goes on without a flush as in 6.7: a tail page gets the frame of another one, and that of the head's page is left over, but what is copied is the head's page all the same.").After(6, "copy-back-begins")
                .HoldsWith("flush-before-key", "flush-before-roll-back"),
            SharedRefutations.CopyIsNeitherTailNorHead.After(6, "copy-back-begins")
                .HoldsWith("flush-before-key", "flush-before-roll-back"),
            SharedRefutations.TailPassesForHead.After(6, "read-pg-head")
                .HoldsWith("lookup-asks-next-page"),
            new Expectation("no-store-through-shared-tail", "Memory failure sees under hugetlb_lock that a page is not hugetlb and flags it without the lock; in between the page becomes a tail that is shared, and the flag is stored through the read-only mapping. Nor does init_new_hugetlb_folio() take the lock to set the type. Open in 6.12.113.").After(8, "flag-page")
                .HoldsWith("type-set-under-lock", "flagged-under-lock", "lookup-asks-next-page"),
            new Expectation("speculative-references-harmless", "page_ref_add_unless() looks for a fake head first and loads the count then: a tail is remapped in between, and what is loaded is the count of the head, in use by then (count first since v6.14: page_count_writable(); 081b931aebf3 before the merge). A shorter way, our finding: of a batch whose first hugepage is skipped, as vm.hugetlb_optimize_vmemmap was still 0, none waits for walkers. Both open in 6.12.113.")
            {
                Without = [.. SharedRefutations.NothingOfWalkers, "alloc-head-frame", "optimise-fails", "dequeue", "remove-from-pool"],
            }.After(24, "walker-adds")
                .HoldsWith("grace-period", "batch-waits"),
            new Expectation("stores-to-the-head-survive", "The head's page is copied before any lock is taken, and flushed last. As the type is set already (d8f5f7e445f0), memory failure records every error of the hugepage there in between: PG_hwpoison of the head and the beginning of the raw error list. A comment there (\"Very Subtle\") knows of such stores, and speaks of the optimised flag only.").After(7, "record-raw-error")
                .HoldsWith("head-stays"),
            new Expectation("error-marks-no-other-page", "Each shared tail page begins with the head, its PG_hwpoison included: who reads the struct page that he is given sees it there. stable_page_flags() does so no longer: it takes the flag of the folio, and so marks every page of a hugepage.").After(7, "record-raw-error")
                .HoldsWith("scan-for-flags", "flagged-under-lock", "two-frames"),
            new Expectation("poison-recorded", "A page flagged as an ordinary one becomes part of a hugepage whose head and list do not tell of it; what is recorded in the head's page between its copy and the flush is lost with the old frame; and add_hugetlb_folio() erases raw_hwp_unreliable. All open in 6.12.113.").After(5, "flag-page")
                .HoldsWith("scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "lookup-asks-next-page", "head-stays"),
            new Expectation("dissolved-flags-exact", "Once the type is cleared the head may be flagged for an error of its own, and folio_clear_hugetlb_hwpoison() clears that (5596d9e8b553 moved it there); a list that becomes unreliable after the test for it is not moved (a81fa1dc5db2, withdrawn). Open in 6.12.113.").After(16, "free-struct-pages")
                .HoldsWith("scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "lookup-asks-next-page", "head-stays"),
            new Expectation("poison-contained", "What is not recorded is not seen when the hugepage, or later the page, is taken into use: open in 6.12.113.").After(6, "alloc-surplus")
                .HoldsWith("scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "surplus-looks-at-the-flag", "lookup-asks-next-page", "head-stays")),
    };

    private static partial IReadOnlyList<TellingRun> Tellings { get; }
}
