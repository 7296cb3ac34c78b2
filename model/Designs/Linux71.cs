using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Designs;

/// <summary>Linux 7.1-rc1 to rc6, what is done at run time: the frames of tails are new, and what is restored is filled with copies of one struct page (c0b495b91a47, 622026e87c40, 01b1d0ffb6f7, 32c440d67e6c).</summary>
public static class Linux71
{
    /// <summary>7.2 with the walk that restores as it was merged. The static key is counted still, and nobody asks it.</summary>
    public static Design Design { get; } = Linux72.Design with
    {
        Name = "linux-7.1",
        Title = "Linux 7.1-rc1 to rc6: one frame of tails for all hugepages of a zone, and a rollback that overwrites the head",
        Source = "mm/hugetlb_vmemmap.c of a tree between v7.1-rc1 and rc6 (mirror: 622026e87c40 and 01b1d0ffb6f7 in it, da3e2d1ca43d not yet) and the diff of c7bde43f6daf against the merged code (stable list, 2026-06-01); include/linux/page_ref.h and page-flags.h as posted (version 7 of the series); the rest as in 7.2.13; not what is done at boot",
        Parts = Linux72.Design.Parts
            .Replace<RestorePte>(new RestorePte(Resets: false, FromLastTail: true))
            .Replace<RollBack>(new RollBackOverHead())

            // 3c2d42b8ee34 came with c7bde43f6daf, after rc6.
            .Replace<RawErrorList>(Linux614.Design.Parts.The<RawErrorList>()),
        Refuted = new("linux-7.1",
        [
            new Expectation("one-head-per-hugepage", "vmemmap_remap_free() rolls back from the head's page on, and vmemmap_restore_pte() makes a page of tails of whatever it comes to: struct page 0 is a tail then, and the hugepage has no head. Fixed in v7.1 (c7bde43f6daf, \"fix incorrect vmemmap restore in rollback\").").After(11, "map-head-back")
                .HoldsWith("mapped-is-copied"),
            new Expectation("frame-owned-once", "The same: the head's page is given a frame of the list, and the new frame, which holds the head, is mapped nowhere and freed by nobody. The mail of the fix does not say so: our finding.").After(11, "map-head-back")
                .HoldsWith("mapped-is-copied"),
            new Expectation("folio-data-kept", "The same: order, private and what else the first struct pages carry of the hugepage is lost with the head.").After(11, "map-head-back")
                .HoldsWith("mapped-is-copied"),
            new Expectation("error-marks-no-other-page", "As in 7.2, and sooner: the frame that the head's page is given in a rollback is that of the last tail page that was remapped, which CPUs may still translate to. Memory failure of the hugepage flags its head, and so that page.").After(14, "record-raw-error")
                .HoldsWith("type-set-under-lock", "flagged-under-lock", "mapped-is-copied"),

            // Of what else is refuted nothing is another than in 7.2.
            .. Linux72.Design.Refuted.Only(refuted => refuted.Invariant is not "error-marks-no-other-page"),
            SharedRefutations.PutUnderLock.After(12, "put-under-lock")
                .HoldsWith("put-outside-lock"),
        ]),
    };
}
