using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Designs;

/// <summary>Linux 6.7 and 6.8 on s390: a list of hugepages is never flushed.</summary>
public static partial class Linux67S390
{
    /// <summary>6.7 with the <c>flush_tlb_all()</c> of s390, and its rule for entries that are valid.</summary>
    public static Design Design { get; } = Linux67.Design with
    {
        Name = "linux-6.7+s390",
        Title = "Linux 6.7 and 6.8 on s390: flush_tlb_all() does nothing",
        Source = "as linux-6.7; arch/s390/include/asm/tlbflush.h of 6.8.0; 64e2f60f355e (v6.18), which takes the optimisation from s390",
        Parts = [.. Linux67.Design.Parts.Replace<FlushOfOthers>(new FlushTlbAllOnS390()), new BreakBeforeMake { ReadIn = "64e2f60f355e (v6.18), arch/s390/Kconfig" }],
        Tellings = Tellings,
        Refuted = new(
            "linux-6.7+s390",
            new Expectation("tail-resolves-to-head", "The rollback goes on without a flush, as in 6.7; and tails that are never flushed are read in frames that others have.").After(6, "copy-back-begins")
                .HoldsWith("flush-before-key", "flush-all-flushes", "flush-before-roll-back"),
            new Expectation("one-head-per-hugepage", "The same copy; and the struct pages that a CPU finds in a frame of another user are neither heads nor tails.").After(6, "copy-back-begins")
                .HoldsWith("flush-before-key", "flush-all-flushes", "flush-before-roll-back"),
            new Expectation("kpageflags-tells-head-and-tails", "A tail is looked at through a translation that is older than the optimise, in a frame that another user has written.").After(11, "user-overwrites-frame")
                .HoldsWith("flush-all-flushes"),
            new Expectation("pinned-page-finds-its-head", "A driver puts a page that it pinned through such a frame: what it finds there is no hugepage.").After(13, "user-overwrites-frame")
                .HoldsWith("flush-all-flushes"),
            new Expectation("lookup-across-remaps-finds-head", "compound_head is read through the shared frame and PG_head through the tail's own one, as in 6.7; and after any other frame there is no flush that would end this.").After(6, "read-pg-head")
                .HoldsWith("lookup-asks-next-page", "flush-all-flushes"),
            new Expectation("freed-frame-unreachable", "The frames of the tails, and that of the head's page, are given to the page allocator while CPUs translate to them: flush_tlb_all(), to which hugetlb_vmemmap_optimize_folios() leaves it since f13b83fdd996, is an empty macro there. The kernel crashes (L. Capitulino, 2025-10-28).").After(7, "free-tail-frame")
                .HoldsWith("flush-all-flushes"),
            new Expectation("break-before-make", "vmemmap_remap_pte() replaces a valid entry by another valid one with set_pte_at(), which s390 does not allow: what 64e2f60f355e gives as the reason to take the optimisation from it.").After(4, "remap-tail")
                .HoldsWith("others-paused"),
            new Expectation("failed-restore-changes-nothing", "A driver's get_page() goes to a frame of another user and its put_page() to the head, so the hugepage is freed, and restored, in the middle of its use.").After(16, "unpin")
                .HoldsWith("flush-all-flushes"),
            new Expectation("no-store-through-shared-tail", "As in 6.7: memory failure flags, without the lock, a page that has become a shared tail since it was looked at.").After(8, "flag-page")
                .HoldsWith("type-set-under-lock", "flagged-under-lock", "lookup-asks-next-page", "flush-all-flushes"),
            new Expectation("stores-to-the-head-survive", "The head's page is copied, and what is stored to the old page is lost, as in 6.7; here there is no flush that would end it, so list links go there too: the corrupted free list by which it was noticed.").After(7, "record-raw-error")
                .HoldsWith("flush-all-flushes", "head-stays"),
            new Expectation("nobody-holds-a-remapped-page", "The count of the head misses references that went to frames of others, so a hugepage that is in use is dissolved; and walkers hold what is restored, as in 6.7.").After(16, "find-list-reliable")
                .HoldsWith("frozen-while-restored", "flush-all-flushes"),
            new Expectation("speculative-references-harmless", "A walker adds to the count of a struct page that it finds in a frame of another user; and as in 6.7.") { Without = SharedRefutations.NothingOfWalkers }
                .After(23, "walker-adds")
                .HoldsWith("grace-period", "lookup-asks-next-page", "flush-all-flushes"),
            new Expectation("moved-only-when-listed", "A hugepage whose count misses references is enqueued twice; and as in 6.7.").After(16, "enqueue")
                .HoldsWith("type-asked", "flush-all-flushes"),
            new Expectation("frozen-while-remapped", "__remove_hugetlb_folio() sets the reference count to 1 before the restore, as in 6.7; and what drivers count elsewhere is missing from it.").After(12, "find-list-reliable")
                .HoldsWith("frozen-while-restored", "flush-all-flushes"),
            new Expectation("restored-tails-are-clean", "The frame that the head's page had becomes that of a tail page, and a walker drops its reference on the head through a translation that no CPU has dropped: put_page() leaves -1 in a tail, or oopses with CONFIG_DEBUG_VM.") { Without = SharedRefutations.NothingOfWalkers }
                .After(46, "walker-puts")
                .HoldsWith("flush-all-flushes"),
            new Expectation("dissolved-pages-are-ordinary", "A walker takes its reference on an ordinary page in a frame that is no longer the page's, or drops it there.") { Without = SharedRefutations.NothingOfWalkers }
                .After(35, "walker-adds")
                .HoldsWith("flush-all-flushes"),
            new Expectation("contents-before-mapping", "A frame that CPUs still translate to is allocated anew by a restore, and has no struct pages yet.").After(13, "alloc-tail-frame")
                .HoldsWith("flush-all-flushes"),
            new Expectation("error-marks-no-other-page", "Each shared tail page begins with the head, its PG_hwpoison included, as in 6.7; and a flag that is stored to a frame of another page marks that.").After(7, "record-raw-error")
                .HoldsWith("scan-for-flags", "flagged-under-lock", "flush-all-flushes", "two-frames"),
            new Expectation("poison-recorded", "As in 6.7; and a flag that is stored to a frame that is no longer the page's is recorded nowhere.").After(5, "flag-page")
                .HoldsWith("scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "lookup-asks-next-page", "flush-all-flushes", "head-stays"),
            new Expectation("dissolved-flags-exact", "As in 6.7; and flags that are stored to frames of other pages stay there.").After(16, "free-struct-pages")
                .HoldsWith("scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "lookup-asks-next-page", "flush-all-flushes", "head-stays"),
            SharedRefutations.NotSeenWhenTaken.After(6, "alloc-surplus")
                .HoldsWith("scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "surplus-looks-at-the-flag", "lookup-asks-next-page", "flush-all-flushes", "head-stays"),
            SharedRefutations.CountedAgain.After(8, "record-raw-error")
                .HoldsWith("scan-for-flags", "errors-moved-under-lock", "flags-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "lookup-asks-next-page", "flush-all-flushes", "head-stays"),
            SharedRefutations.PutUnderLock.After(12, "put-under-lock")
                .HoldsWith("put-outside-lock")),
    };

    private static partial IReadOnlyList<TellingRun> Tellings { get; }
}
