using Vmemmap.Model.Kernel.Failure;

namespace Vmemmap.Model.Designs;

/// <summary>
/// The list's third version, 2020-11-08: the answer to the objection. v2 only repeats the RFC here. Read: patch 16/21; the rest is that of the RFC.
/// </summary>
public static class ListV3
{
    /// <summary>Shared tails are mapped read-only, and the flag of the head is delivered to its page right after the restore.</summary>
    public static Design Design { get; } = Rfc2020.Design with
    {
        Name = "list-v3",
        Title = "Third version on the list, November 2020: tails read-only, the flag of the head delivered after the restore",
        Source = "20201108141113.65450-17-songmuchun@bytedance.com (v3 16/21); the rest as in the RFC",
        Layout = new(KeptPages: 2, TailsWritable: false, IsListFifo: false),
        Parts = Rfc2020.Design.Parts
            .Replace<HandleFailureThroughAlias>(new HandleFailureByWorker())
            .Replace<FreeAndSweepAliases>(new FreeAndDeliverFlag()),
        Tellings = [],
        Refuted = new(
            "list-v3",
            SharedRefutations.TypeLate.After(2, "remap-tail")
                .HoldsWith("type-before-optimise"),
            SharedRefutations.StoreToReadOnlyTail.After(6, "flag-page")
                .HoldsWith("type-before-optimise", "memory-failure-under-lock", "flagged-under-lock"),
            SharedRefutations.DissolvedBeforeEnqueued.After(11, "dissolve-free-page")
                .HoldsWith("freed-flag-asked"),
            SharedRefutations.SpeculativeReference.After(20, "walker-adds")
                .HoldsWith("grace-period"),
            SharedRefutations.NotFrozenAtFirst.After(1, "optimise")
                .HoldsWith("frozen-from-the-buddy"),
            SharedRefutations.HeldByWalker.After(19, "walker-adds")
                .HoldsWith("frozen-from-the-buddy"),
            SharedRefutations.FlaggedWhileUntyped.After(6, "flag-page")
                .HoldsWith("type-before-optimise", "scan-for-flags", "raw-error-list", "flagged-under-lock"),
            SharedRefutations.FlaggedWithoutLock.After(6, "flag-page")
                .HoldsWith("type-before-optimise", "scan-for-flags", "raw-error-list", "flagged-under-lock"),
            new Expectation("dissolved-flags-exact", "The head is flagged without a lock, after the hugepage is gone; and only the page that dissolve was told of gets its flag: a second error is lost, and so is one of a hugepage that is freed in any other way.").After(14, "flag-head")
                .HoldsWith("type-before-optimise", "scan-for-flags", "raw-error-list", "flagged-under-lock"),
            SharedRefutations.FlaggedBehindHugetlb.After(7, "flag-page")
                .HoldsWith("type-before-optimise", "scan-for-flags", "raw-error-list", "flagged-under-lock", "surplus-looks-at-the-flag"),
            SharedRefutations.LaterErrorsNotCounted.After(10, "memory-failure-ends")
                .HoldsWith("type-before-optimise", "scan-for-flags", "raw-error-list", "free-tails-handled", "flags-moved-under-lock", "flagged-under-lock")),
    };
}
