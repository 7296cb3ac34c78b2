using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Lookup;
using Vmemmap.Model.Kernel.Users;
using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Designs;

/// <summary>Linux 7.2 and 7.3, what is done at run time: one frame of tails for all hugepages of a zone and an order, heads found by a mask, no fake heads (622026e87c40, v7.1; c7bde43f6daf).</summary>
public static class Linux72
{
    private const string Walk = "7.2.13, mm/hugetlb_vmemmap.c";

    /// <summary>6.17 with the tails in a frame of the zone: nothing need be reset, no key, no grace period; frozen to the end.</summary>
    public static Design Design { get; } = Linux617.Design with
    {
        Name = "linux-7.2",
        Title = "Linux 7.2.13: one frame of tails for all hugepages of a zone, heads found by a mask",
        Source = "7.2.13 (package linux-source-7.2 7.2.13-1), mm/hugetlb_vmemmap.c, mm/hugetlb.c, mm/memory-failure.c, include/linux/page_ref.h, include/linux/page-flags.h, mm/util.c; not what is done at boot",
        Layout = new(KeptPages: 1, TailsWritable: false, IsListFifo: false) { IsTailOfZone = true },
        Functions = FunctionNames.Folios72,
        Parts = Linux617.Design.Parts
            .Replace<RemapFree>(new RemapWithNewHead(FlagFirst: true, NeedsFrame: true) { ReadIn = $"{Walk}: __hugetlb_vmemmap_optimize_folio(), vmemmap_remap_pte()" }, new VmemmapGetTail())
            .Without<OptimiseBatch>()

            // 01b1d0ffb6f7, 32c440d67e6c: nobody waits for walkers, who load a count and add to it where it is not 0.
            .Replace<PfnWalker>(new PfnWalker(GracePeriod: false) { ReadIn = "7.2.13, include/linux/page_ref.h: page_ref_add_unless_zero()" })
            .Replace<AllocVmemmap>(new AllocVmemmap(CanFail: true) { ReadIn = $"{Walk}: alloc_vmemmap_page_list(), vmemmap_remap_alloc()" })

            // What is copied is a page of tails.
            .Replace<RestorePte>(new RestorePte(Resets: false) { ReadIn = $"{Walk}: vmemmap_restore_pte()" })
            .Replace<RollBack>(new RollBackWithNewHead(ClearsFlag: true) { ReadIn = $"{Walk}: vmemmap_remap_free(), __hugetlb_vmemmap_optimize_folio()" })
            .Replace<HeadLookup>(new MaskLookup())

            // 3c2d42b8ee34 (v7.1).
            .Replace<RawErrorList>(Linux612.Design.Parts.The<RawErrorList>())

            // Freed as it is, with a count of 0: free_frozen_pages().
            .Replace<FreeAndMoveRawErrorsUnlocked>(new FreeAndMoveRawErrorsUnlocked(ClearsType: true, FreesFrozen: true)),
        Tellings = [],
        Refuted = new(
            "linux-7.2",
            SharedRefutations.FlaggedAfterTheTest.After(13, "flag-page")
                .HoldsWith("type-set-under-lock", "flagged-under-lock"),
            SharedRefutations.RecordedBehindTheCopy.After(10, "record-raw-error")
                .HoldsWith("head-stays"),
            new Expectation("speculative-references-harmless", "page_ref_add_unless_zero() loads the count and adds by compare-and-exchange. That the tails of the zone count nothing keeps it from adding to one that it finds; it has found the page in use, which is freed, becomes a tail and is mapped read-only, and its compare-and-exchange comes then: bd225530a4c7 again, whose grace periods 01b1d0ffb6f7 took away (v7.1). Our finding.")
            {
                Without = [.. SharedRefutations.NothingOfWalkers, "optimise-fails", "optimise-fails-at-head", "no-head-frame", "dequeue", "remove-from-pool"],
            }.After(27, "walker-adds")
                .HoldsWith("grace-period"),
            new Expectation("error-marks-no-other-page", "A rollback gives the tail pages their frames back in another order, and comes before any flush: who flags a page of a hugepage through the translation that its CPU still has, as memory failure that has taken it for an ordinary page, flags another page. Our finding; only where the vmemmap of a hugepage spans several page tables, such as 1 GiB.")
            {
                MoreTailPages = 1,
                Without = ["memory-failure-of-frame", "read-compound-head", "frame-to-user", "walker-finds-page", "page-to-user", "pin"],
            }.After(18, "flag-page")
                .HoldsWith("type-set-under-lock", "flagged-under-lock"),
            SharedRefutations.RecordLost.After(5, "flag-page")
                .HoldsWith("scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "head-stays"),
            SharedRefutations.FlaggedWhileErrorsMove.After(14, "free-struct-pages")
                .HoldsWith("scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "head-stays"),
            SharedRefutations.NotSeenWhenTaken.After(6, "alloc-surplus")
                .HoldsWith("scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "surplus-looks-at-the-flag", "head-stays"),
            SharedRefutations.DemotedWithErrors.After(14, "enter-smaller-pool")
                .HoldsWith("scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "demotion-looks-again", "add-back-keeps-private", "head-stays"),

            // And one that is recorded in what is being demoted is counted again where its page is one of another hugepage.
            SharedRefutations.CountedIfUnreliable.After(7, "record-raw-error")
                .HoldsWith("scan-for-flags", "unreliable-counted-once", "errors-moved-under-lock", "flags-moved-under-lock", "flagged-under-lock", "demotion-looks-again", "add-back-keeps-private", "head-stays")),
    };
}
