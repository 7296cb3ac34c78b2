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
            SharedRefutations.TypeMissing.After(2, "remap-tail"),
            SharedRefutations.StoreToReadOnlyTail.After(6, "flag-page"),
            SharedRefutations.SpeculativeReference.After(21, "walker-adds"),
            SharedRefutations.NotFrozen.After(1, "optimise"),
            SharedRefutations.HeldByWalker.After(20, "walker-adds"),
            new Expectation("failed-restore-changes-nothing", "add_hugetlb_page() puts a hugepage on the free list even if a walker has taken a reference during the restore that failed: VM_BUG_ON_PAGE(!zeroed, page); from v5.15 on it returns.")
            {
                Without = [.. SharedRefutations.HeldByWalker.Without, "leave-unoptimised", "dequeue"],
            }.After(32, "add-back"),
            SharedRefutations.FlaggedWhileUntyped.After(6, "flag-page"),
            SharedRefutations.FlaggedWithoutLock.After(6, "flag-page"),
            new Expectation("dissolved-flags-exact", "The head is flagged without a lock, after the hugepage is gone (405ce051236c); and only the page that a successful dissolve was told of gets its flag.").After(14, "flag-head"),
            SharedRefutations.FlaggedBehindHugetlb.After(7, "flag-page")),
    };

    private static partial IReadOnlyList<TellingRun> Tellings { get; }
}
