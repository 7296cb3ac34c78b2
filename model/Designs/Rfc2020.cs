using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Designs;

/// <summary>The first proposal: Muchun Song, 2020-09-15, "[RFC PATCH 00/24] mm/hugetlb: Free some vmemmap pages of hugetlb page".</summary>
public static partial class Rfc2020
{
    /// <summary>
    /// Two frames kept, so that the shared one holds nothing but tails; everything stays writable; page tables are allocated beforehand and
    /// frames with __GFP_NOFAIL, so nothing fails; memory failure is that of v5.9 with the RFC's patch 18.
    /// </summary>
    public static Design Design { get; } = Linux514.Design with
    {
        Name = "rfc-2020",
        Title = "RFC of September 2020: two frames kept, tails writable, poison set through the alias",
        Source = "20200915125947.26204-1-songmuchun@bytedance.com and replies",
        Layout = new(KeptPages: 2, TailsWritable: true, IsListFifo: false),
        Parts = Linux514.Design.Parts
            .Without<RollBack>()
            .Replace<AllocVmemmap>(new AllocVmemmap(CanFail: false))
            .Without<AddHugetlbPage>()
            .Replace<RemoveHugetlbPage>(new RemoveHugetlbPage(KeepsType: true, KeepsFrozen: true))
            .Replace<FreeAndMoveHeadFlag>(new FreeAndSweepAliases())
            .Replace<MemoryFailure>(new MemoryFailure(TakesMutex: false))
            .Replace<HeadFlagUnlocked>(new HeadFlagUnlocked(TestsFlags: false))
            .Replace<HandleFailure>(new HandleFailureThroughAlias()),
        Tellings = Tellings,
        Refuted = new(
            "rfc-2020",
            new Expectation("shared-tails-read-only", "The RFC maps shared tails like all of vmemmap, writable; read-only since v3, at Matthew Wilcox's request of 2020-09-30.").After(2, "remap-tail")
                .HoldsWith("tails-read-only"),
            SharedRefutations.TypeLate.After(2, "remap-tail")
                .HoldsWith("type-before-optimise"),
            new Expectation("no-store-through-shared-tail", "PG_hwpoison of a tail is stored through the alias: SetPageHWPoison(page) while the tails are shared.").After(6, "flag-page")
                .HoldsWith("flag-delivered-after-restore", "type-before-optimise", "memory-failure-under-lock", "flagged-under-lock"),
            SharedRefutations.DissolvedBeforeEnqueued.After(11, "dissolve-free-page")
                .HoldsWith("freed-flag-asked"),
            SharedRefutations.NotFrozenAtFirst.After(1, "optimise")
                .HoldsWith("frozen-from-the-buddy"),
            SharedRefutations.HeldByWalker.After(22, "walker-adds")
                .HoldsWith("frozen-from-the-buddy"),
            new Expectation("error-marks-no-other-page", "Matthew Wilcox, 2020-09-15 18:15: that might work, except for PageHWPoison. The flag set on one tail shows in every struct page that shares its frame.").After(6, "flag-page")
                .HoldsWith("type-before-optimise", "scan-for-flags", "raw-error-list", "flagged-under-lock"),
            SharedRefutations.FlaggedWithoutLock.After(6, "flag-page")
                .HoldsWith("type-before-optimise", "scan-for-flags", "raw-error-list", "flagged-under-lock"),
            new Expectation("dissolved-flags-exact", "Patch 18 clears every flag but that of the page dissolve was told of, so also that of a page which failed later, or second.").After(16, "free-struct-pages")
                .HoldsWith("type-before-optimise", "scan-for-flags", "raw-error-list", "flagged-under-lock"),
            SharedRefutations.FlaggedBehindHugetlb.After(7, "flag-page")
                .HoldsWith("type-before-optimise", "scan-for-flags", "raw-error-list", "flagged-under-lock", "surplus-looks-at-the-flag"),
            SharedRefutations.LaterErrorsNotCounted.After(10, "flag-page")
                .HoldsWith("type-before-optimise", "scan-for-flags", "raw-error-list", "free-tails-handled", "flags-moved-under-lock", "flagged-under-lock")),
    };

    private static partial IReadOnlyList<TellingRun> Tellings { get; }
}
