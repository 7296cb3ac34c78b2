using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Kernel.Lookup;
using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Designs;

/// <summary>As merged in v5.14 (f41f2ed43ca5, ad2fa3717b74).</summary>
public static partial class Linux514
{
    /// <summary>Two frames kept, shared tails read-only, a restore may fail.</summary>
    public static Design Design { get; } = Linux518.Design with
    {
        Name = "linux-5.14",
        Title = "Linux 5.14: two frames kept, tails read-only",
        Source = "f41f2ed43ca5, ad2fa3717b74, 3bc2b6a72596",
        Layout = new(KeptPages: 2, TailsWritable: false, IsListFifo: true),
        Parts = Linux518.Design.Parts
            .Replace<RestorePte>(new RestorePte(Resets: false))
            .Replace<AddHugetlbPage>(new AddHugetlbPage(ErasesPrivate: true, EnqueuesHeld: true))
            .Replace<HeadFlagLocked>(new HeadFlagUnlocked(TestsFlags: true))
            .Replace<HandleFailure>(new HandleFailure(GivesUpOnFreeTails: true))
            .Replace<FakeHeadLookup>(new PointerLookup()),
        Tellings = Tellings,
        Refuted = new(
            "linux-5.14",
            SharedRefutations.TypeMissing.After(2, "remap-tail")
                .HoldsWith("type-before-optimise", "type-until-restored"),
            SharedRefutations.StoreToReadOnlyTail.After(6, "flag-page")
                .HoldsWith("type-before-optimise", "memory-failure-under-lock", "flagged-under-lock", "type-until-restored"),
            SharedRefutations.SpeculativeReference.After(21, "walker-adds")
                .HoldsWith("grace-period"),
            SharedRefutations.NotFrozen.After(1, "optimise")
                .HoldsWith("frozen-from-the-buddy", "frozen-while-restored"),
            SharedRefutations.HeldByWalker.After(20, "walker-adds")
                .HoldsWith("frozen-from-the-buddy", "frozen-while-restored"),
            new Expectation("failed-restore-changes-nothing", "add_hugetlb_page() puts a hugepage on the free list even if a walker has taken a reference during the restore that failed: VM_BUG_ON_PAGE(!zeroed, page); from v5.15 on it returns.")
            {
                Without = [.. SharedRefutations.HeldByWalker.Without, "leave-unoptimised", "dequeue"],
            }.After(32, "add-back")
            .HoldsWith("held-not-enqueued"),
            SharedRefutations.FlaggedWhileUntyped.After(6, "flag-page")
                .HoldsWith("type-before-optimise", "scan-for-flags", "memory-failure-under-lock", "flagged-under-lock", "type-until-restored"),
            SharedRefutations.FlaggedWithoutLock.After(6, "flag-page")
                .HoldsWith("type-before-optimise", "scan-for-flags", "raw-error-list", "flagged-under-lock", "type-until-restored", "add-back-keeps-private"),
            new Expectation("dissolved-flags-exact", "The head is flagged without a lock, after the hugepage is gone (405ce051236c); and only the page that a successful dissolve was told of gets its flag.").After(14, "flag-head")
                .HoldsWith("type-before-optimise", "scan-for-flags", "raw-error-list", "flagged-under-lock", "type-until-restored", "add-back-keeps-private"),
            SharedRefutations.FlaggedBehindHugetlb.After(7, "flag-page")
                .HoldsWith("type-before-optimise", "scan-for-flags", "raw-error-list", "flagged-under-lock", "type-until-restored", "add-back-keeps-private", "surplus-looks-at-the-flag"),
            SharedRefutations.LaterErrorsNotCounted.After(11, "memory-failure-ends")
                .HoldsWith("type-before-optimise", "scan-for-flags", "raw-error-list", "free-tails-handled", "flags-moved-under-lock", "flagged-under-lock", "type-until-restored", "add-back-keeps-private")),
    };

    private static partial IReadOnlyList<TellingRun> Tellings { get; }
}
