using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Designs;

/// <summary>Linux 6.12.115 and later stable releases of 6.12: the walk of v7.1, without the frame of tails that v7.1 has.</summary>
public static partial class Linux612118
{
    /// <summary>6.12 with a frame for the head that must be had, restored tails that nobody resets, and a rollback that takes the head's page for a tail. As Debian configures it: the page allocator checks what is freed.</summary>
    public static Design Design { get; } = Linux612.Design with
    {
        Name = "linux-6.12.118",
        Title = "Linux 6.12.118: as 6.12.113, with the walk of v7.1: restored tails stay copies of the head",
        Source = "6.12.118 (package linux-source-6.12 6.12.118-1), mm/hugetlb_vmemmap.c, mm/page_alloc.c; mm/hugetlb.c, mm/memory-failure.c, include/linux/page_ref.h and page-flags.h compared with 6.12.113",
        Functions = FunctionNames.FoliosWithHeadBefore,
        Parts = Linux612.Design.Parts

            // Not followed here: the parts of what is demoted begin with the copies of the head that a restore leaves.
            .Without<DemotePoolHugePage>()

            // __hugetlb_vmemmap_optimize_folio(): -ENOMEM without a frame for the head.
            .Replace<RemapWithNewHead>(new RemapWithNewHead(FlagFirst: true, NeedsFrame: true))

            // vmemmap_restore_pte(): a copy of the frame that is mapped, and vmemmap_tail is vmemmap_head.
            .Replace<RestorePte>(new RestorePte(Resets: false))
            .Replace<RollBack>(new RollBackWithNewHead(ClearsFlag: true, TakesHead: true))

            // INIT_ON_ALLOC_DEFAULT_ON=y: mem_debugging_and_hardening_init() enables check_pages_enabled.
            .Replace<FreePagesPrepare>(new FreePagesPrepare(ChecksTails: true)),
        Tellings = Tellings,
        Refuted = new(
            "linux-6.12.118",
            new Expectation("tail-resolves-to-head", "The rollback goes on without a flush as in 6.12.113, and copies the head's page over frames that CPUs may still translate to. But every restored tail page begins with such a copy, too, and keeps it: once the key of the fake-head test is off, with the last optimised hugepage, whoever asks for the head of its first struct page is given that itself.").After(8, "copy-back-begins")
                .HoldsWith("lookup-asks-next-page"),
            SharedRefutations.CopyIsNeitherTailNorHead.After(8, "copy-back-begins")
                .HoldsWith("lookup-asks-next-page"),
            new Expectation("kpageflags-tells-head-and-tails", "stable_page_flags() asks compound_head(), and with the key off that returns the copy of the head with which each restored tail page begins: so it is reported as a head, until the hugepage is freed.").After(16, "optimise-again")
                .HoldsWith("copies-are-reset"),
            new Expectation("pinned-page-finds-its-head", "A hugepage whose optimise was rolled back enters the pool with copies of the head in its tail pages. With the key off, as where no hugepage is optimised, put_page() of a tail at a page boundary of the memory map ends at that tail, and the reference on the head stays.")
            {
                Without = ["memory-failure", "memory-failure-of-frame", "read-compound-head", "frame-to-user", "walker-finds-page", "remove-from-pool", "page-to-user"],
            }.After(18, "pin")
                .HoldsWith("lookup-asks-next-page"),
            SharedRefutations.TailPassesForHead.After(8, "read-pg-head")
                .HoldsWith("lookup-asks-next-page"),
            new Expectation("frame-owned-once", "vmemmap_remap_free() rolls back with vmemmap_tail set, so that what is not mapped to it is left alone; but it is vmemmap_head (6.12.115). So the head's page, too, is given a frame of the list, and the new frame, which it was mapped to, is mapped nowhere and freed by nobody. 622026e87c40 (v7.1), where the two differ, was not taken.").After(10, "map-head-back")
                .HoldsWith("roll-back-keeps-head"),
            SharedRefutations.FlaggedAfterTheTest.After(10, "flag-page")
                .HoldsWith("type-set-under-lock", "flagged-under-lock", "lookup-asks-next-page"),
            SharedRefutations.RecordedBehindTheCopy.After(7, "record-raw-error")
                .HoldsWith("head-stays"),
            new Expectation("speculative-references-harmless", "As in 6.12.113: page_ref_add_unless() looks for a fake head first and loads the count then (count first since v6.14: page_count_writable()); and of a batch whose first hugepage is skipped none waits for walkers.")
            {
                Without = [.. SharedRefutations.NothingOfWalkers, "no-head-frame", "optimise-fails", "optimise-fails-at-head", "dequeue", "remove-from-pool"],
            }.After(26, "walker-adds")
                .HoldsWith("grace-period", "batch-waits"),
            new Expectation("restored-tails-are-clean", "reset_struct_pages() went when 6.12.115 took the walk of v7.1 (\"mm/hugetlb: refactor code around vmemmap_walk\"), but the frame that is copied begins with the head: 622026e87c40, which gives the tails a frame of their own, was not taken. So each page that is restored, or rolled back, begins with PG_head, no compound_head, and what hugetlb keeps in the head's page.").After(16, "optimise-again")
                .HoldsWith("copies-are-reset"),
            SharedRefutations.FolioShowsTheFlag.After(9, "record-raw-error")
                .HoldsWith("scan-for-flags", "flagged-under-lock", "two-frames"),
            SharedRefutations.RecordLost.After(5, "flag-page")
                .HoldsWith("scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "lookup-asks-next-page", "head-stays"),

            // A hugepage with a copy of the head in a tail page is kept from the allocator, whatever is recorded of it. Where a page table begins
            // with the first tail page a rollback leaves none, as only the head's page was remapped: no kernel's does, but the proof is for every size.
            SharedRefutations.FlaggedWhileErrorsMove.After(16, "free-struct-pages")
                .HoldsWith("scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "head-stays"),
            SharedRefutations.NotSeenWhenTaken.After(6, "alloc-surplus")
                .HoldsWith("scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "surplus-looks-at-the-flag", "lookup-asks-next-page", "head-stays"),
            SharedRefutations.CountedIfUnreliable.After(7, "record-raw-error")
                .HoldsWith("scan-for-flags", "unreliable-counted-once", "errors-moved-under-lock", "flags-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "lookup-asks-next-page", "copies-are-reset", "head-stays"),
            new Expectation("leak-only-if-unreliable", "The page allocator checks tails where init_on_alloc=1, as Debian has it: free_tail_page_prepare() finds the copies of the head that a restore leaves, reports bad pages, and keeps the hugepage. So every optimised hugepage that is given back is lost, without any error or race (6.12.115 and later; seen on Debian's kernels).")
            {
                Without = ["memory-failure", "memory-failure-of-frame", "read-compound-head", "frame-to-user", "walker-finds-page", "page-to-user", "pin"],
            }.After(23, "find-bad-page")
                .HoldsWith("copies-are-reset")),
    };

    private static partial IReadOnlyList<TellingRun> Tellings { get; }
}
