using Vmemmap.Model.Kernel.Boot;
using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Designs;

/// <summary>Linux 7.1-rc1 to rc6: the frames of tails are new, what is restored is filled with copies of one struct page (c0b495b91a47, 622026e87c40, 01b1d0ffb6f7, 32c440d67e6c), and boot hugepages are in the pool before their tails are tails.</summary>
public static class Linux71
{
    private static readonly string[] NothingButReaders = ["memory-failure-of-frame", "frame-to-user", "walker-finds-page", "page-to-user", "alloc-hugepage", "leave-to-populate"];

    private static readonly string[] NothingOfUsers = ["read-compound-head", "pin", "walker-finds-page", "frame-to-user", "page-to-user"];

    private static readonly string[] NothingOfOthers = [.. NothingButReaders, "memory-failure", "read-compound-head"];

    /// <summary>7.2 with the walk that restores as it was merged. The static key is counted still, and nobody asks it.</summary>
    public static Design Design { get; } = Linux72.Design with
    {
        Name = "linux-7.1",
        Title = "Linux 7.1-rc1 to rc6: one frame of tails for all hugepages of a zone, made late at boot, and a rollback that overwrites the head",
        Source = "mm/hugetlb_vmemmap.c of a tree between v7.1-rc1 and rc6 (mirror: 622026e87c40 and 01b1d0ffb6f7 in it, da3e2d1ca43d not yet) and the diff of c7bde43f6daf against the merged code (stable list, 2026-06-01); include/linux/page_ref.h and page-flags.h as posted (version 7 of the series); the rest as in 7.2.13; that gather_bootmem_prealloc() is called by hugetlb_init(): the patch \"mm/hugetlb: init tails before init_migratetype\" (mm-commits, 2026-06); sparse-vmemmap.c and memmap_init() as in 7.2.13",
        Functions = FunctionNames.Folios71,
        Parts = Linux72.Design.Parts
            .Replace<AllocFreshHugePage>(new LayOutWithZoneTail(MakesTailsLate: true), new GatherAtBoot(HasKey: false, AwaitsTails: true), Linux72.Design.Parts.The<AllocFreshHugePage>())
            .Replace<RestorePte>(new RestorePte(Resets: false, FromLastTail: true))
            .Replace<RollBack>(new RollBackOverHead())

            // 3c2d42b8ee34 came with c7bde43f6daf, after rc6.
            .Adapt<RawErrorList>(part => part with { PutsUnderLock = true, ReadIn = "6.12.113, mm/memory-failure.c: get_huge_page_for_hwpoison(), with 3c2d42b8ee34 undone" }),
        Refuted = new("linux-7.1",
        [
            new Expectation("one-head-per-hugepage", "vmemmap_remap_free() rolls back from the head's page on, and vmemmap_restore_pte() makes a page of tails of whatever it comes to: struct page 0 is a tail then, and the hugepage has no head. Fixed in v7.1 (c7bde43f6daf, \"fix incorrect vmemmap restore in rollback\"). At boot tails are no tails for a while (tail-resolves-to-head).").After(13, "map-head-back")
                .HoldsWith("mapped-is-copied", "zone-tail-made-first"),
            new Expectation("frame-owned-once", "The same: the head's page is given a frame of the list, and the new frame, which holds the head, is mapped nowhere and freed by nobody. The mail of the fix does not say so: our finding.").After(13, "map-head-back")
                .HoldsWith("mapped-is-copied"),
            new Expectation("folio-data-kept", "The same: order, private and what else the first struct pages carry of the hugepage is lost with the head.").After(13, "map-head-back")
                .HoldsWith("mapped-is-copied"),
            new Expectation("error-marks-no-other-page", "As in 7.2, and sooner: the frame that the head's page is given in a rollback is that of the last tail page that was remapped, which CPUs may still translate to. Memory failure of the hugepage flags its head, and so that page.") { Without = NothingOfUsers }.After(16, "record-raw-error")
                .HoldsWith("type-set-under-lock", "flagged-under-lock", "mapped-is-copied"),

            // Of what is done at run time nothing else is another than in 7.2, but that a walker that waits for nothing is not helped by a count of 1.
            .. Linux72.Design.Refuted.Only(refuted => refuted.Invariant is not "error-marks-no-other-page")
                .Select(refuted => refuted.Invariant switch
                {
                    "speculative-references-harmless" => refuted.HoldsWith("grace-period", "zone-tail-made-first"),
                    "demoted-without-errors" => refuted with { Without = [.. NothingOfUsers, "memory-failure-of-frame", "alloc-surplus", "dequeue", "remove-from-pool", "restore-fails", "record-fails", "optimise-fails"] },
                    _ => refuted,
                }),

            new Expectation("zone-tail-stays-as-published", "vmemmap_get_tail() of the boot code publishes a frame of zeros, memmap_init() writes ordinary struct pages there through the aliases, and hugetlb_vmemmap_init() makes tails of them in a late initcall, all but their reference counts.") { In = AtBoot }.After(1, "publish-zone-tail")
                .HoldsWith("zone-tail-made-first"),
            new Expectation("tail-resolves-to-head", "hugetlb_init(), a subsys_initcall(), gathers boot hugepages, and the frame that their tails are mapped to is made one of tails by hugetlb_vmemmap_init(), a late_initcall(): in between every tail behind the head's page is a page of its own. That page_zone() of such a tail is wrong is known (\"mm/hugetlb: init tails before init_migratetype\", on the list in 2026-06, Fixes: 622026e87c40).") { In = AtBoot, Without = NothingOfOthers }.After(9, "gather-tails")
                .HoldsWith("zone-tail-made-first"),
            new Expectation("kpageflags-tells-head-and-tails", "The same: whoever looks sees ordinary pages.") { In = AtBoot, Without = NothingOfOthers }.After(13, "flush-protected")
                .HoldsWith("zone-tail-made-first"),
            new Expectation("lookup-across-remaps-finds-head", "The same: it is answered with the tail.") { In = AtBoot, Without = NothingButReaders }.After(10, "read-compound-head")
                .HoldsWith("zone-tail-made-first"),
            new Expectation("tails-show-their-zone", "The same: what shows zone and node is written with the tails.") { In = AtBoot, Without = NothingOfOthers }.After(9, "gather-tails")
                .HoldsWith("zone-tail-made-first"),
            new Expectation("shared-tails-read-only", "As since v6.15: of the 4095 tail pages of 1 GiB 63 become read-only, as the walk ends so many bytes after the head as there are struct pages (fixed in v7.2).") { In = AtBoot, Without = NothingOfOthers }.After(16, "end-initcalls")
                .HoldsWith("range-in-bytes"),

            SharedRefutations.PutUnderLock.After(12, "put-under-lock")
                .HoldsWith("put-outside-lock"),
        ]),
    };

    private static Scope AtBoot(Scope scope) => scope with { FromMemblock = 1 };
}
