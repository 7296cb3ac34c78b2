using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Designs;

/// <summary>Linux 6.12.115 and later stable releases of 6.12: the walk of v7.1, without the frame of tails that v7.1 has.</summary>
public static class Linux612118
{
    /// <summary>6.12 with a frame for the head that must be had, restored tails that nobody resets, and a rollback that takes the head's page for a tail. As Debian configures it: the page allocator checks what is freed.</summary>
    public static Design Design { get; } = Linux612.Design with
    {
        Name = "linux-6.12.118",
        Title = "Linux 6.12.118: as 6.12.113, with the walk of v7.1: restored tails stay copies of the head",
        Source = "6.12.118 (package linux-source-6.12 6.12.118-1), mm/hugetlb_vmemmap.c, mm/page_alloc.c; mm/hugetlb.c, mm/memory-failure.c, include/linux/page_ref.h and page-flags.h compared with 6.12.113",
        Parts = Linux612.Design.Parts

            // __hugetlb_vmemmap_optimize_folio(): -ENOMEM without a frame for the head.
            .Replace<RemapWithNewHead>(new RemapWithNewHead(FlagFirst: true, NeedsFrame: true))

            // vmemmap_restore_pte(): a copy of the frame that is mapped, and vmemmap_tail is vmemmap_head.
            .Replace<RestorePte>(new RestorePte(Resets: false))
            .Replace<RollBack>(new RollBackWithNewHead(ClearsFlag: true, TakesHead: true))

            // INIT_ON_ALLOC_DEFAULT_ON=y: mem_debugging_and_hardening_init() enables check_pages_enabled.
            .Replace<FreePagesPrepare>(new FreePagesPrepare(ChecksTails: true)),
        Tellings = [],
        Refuted = new(
            "linux-6.12.118",
            new Expectation("tail-resolves-to-head", "TODO").After(8, "copy-back-begins"),
            new Expectation("one-head-per-hugepage", "TODO").After(8, "copy-back-begins"),
            new Expectation("pinned-page-finds-its-head", "TODO")
            {
                Without = ["memory-failure", "memory-failure-of-frame", "read-compound-head", "frame-to-user", "walker-finds-page", "remove-from-pool", "alloc-surplus", "page-to-user"],
            }.After(21, "pin"),
            SharedRefutations.TailPassesForHead.After(8, "read-pg-head"),
            new Expectation("frame-owned-once", "TODO").After(10, "map-head-back"),
            SharedRefutations.FlaggedAfterTheTest.After(10, "flag-page"),
            SharedRefutations.RecordedBehindTheCopy.After(7, "record-raw-error"),
            new Expectation("speculative-references-harmless", "TODO")
            {
                Without = [.. SharedRefutations.NothingOfWalkers, "no-head-frame", "optimise-fails", "optimise-fails-at-head", "dequeue", "remove-from-pool"],
            }.After(24, "walker-adds"),
            new Expectation("restored-tails-are-clean", "TODO").After(16, "optimise-again"),
            SharedRefutations.FolioShowsTheFlag.After(9, "record-raw-error"),
            SharedRefutations.RecordLost.After(5, "flag-page"),
            SharedRefutations.FlaggedWhileErrorsMove.After(16, "free-struct-pages"),
            SharedRefutations.NotSeenWhenTaken.After(6, "alloc-surplus"),
            new Expectation("leak-only-if-unreliable", "TODO").After(23, "find-bad-page")),
    };
}
