using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Kernel.Lookup;
using Vmemmap.Model.Kernel.Users;
using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Designs;

/// <summary>v5.18: one frame, fake heads (e7d324850bfc), memory failure under hugetlb_lock (405ce051236c).</summary>
public static partial class Linux518
{
    /// <summary>One frame kept: the shared tails see the head too, so heads must be told from fakes and copies reset.</summary>
    public static Design Design { get; } = new()
    {
        Name = "linux-5.18",
        Title = "Linux 5.18: one frame kept, fake heads",
        Source = "e7d324850bfc, 405ce051236c",
        Layout = new(KeptPages: 1, TailsWritable: false, IsListFifo: true),
        Parts =
        [
            new AllocFreshHugePage(IsFrozen: false),
            new SetTypeAfterOptimise(),
            new RemapFree(),
            new RollBack(),
            new RestorePte(Resets: true, FromOneSlot: true),
            new Pool(),
            new Surplus(TestsPoison: false),
            new Driver(),
            new RemoveHugetlbPage(KeepsType: false, KeepsFrozen: false),
            new AllocVmemmap(CanFail: true),
            new AddHugetlbPage(ErasesPrivate: true),
            new FreePagesPrepare(),
            new FreeAndMoveHeadFlag(),
            new MemoryFailure(TakesMutex: true),
            new HeadFlagLocked(PutsUnderLock: true),
            new HandleFailure(GivesUpOnFreeTails: false),
            new FailureOfFrame(),
            new OtherUsers(),
            new PfnWalker(GracePeriod: false),
            new FakeHeadLookup(TestsPgHead: true),
            new StablePageFlags(),
        ],
        Tellings = Tellings,
        Refuted = new(
            "linux-5.18",
            new Expectation("tail-resolves-to-head", "The rollback of a failed optimise copies the head's page over frames that other CPUs may still translate to, as vmemmap_remap_range() returns its error before any flush: a load of compound_head finds the copy, one of PG_head what was there before, so a tail passes for a head. Then reset_struct_pages() makes two stores (derived from the source; only hugepages whose vmemmap spans several page tables, such as 1 GiB, roll back half-way).").After(4, "copy-back-begins")
                .HoldsWith("flush-before-roll-back"),
            new Expectation("one-head-per-hugepage", "The same copy: the first struct page of a tail page is neither PageTail nor PageHead.").After(4, "copy-back-begins")
                .HoldsWith("flush-before-roll-back"),
            new Expectation("lookup-across-remaps-finds-head", "Our finding: compound_head is read from the shared frame and PG_head from the tail's own one, before the flush or around a restore, so a tail passes for a head; READ_ONCE alone does not help.").After(4, "read-pg-head")
                .HoldsWith("lookup-asks-next-page"),
            SharedRefutations.TypeMissing.After(2, "remap-tail")
                .HoldsWith("type-before-optimise", "type-until-restored"),
            SharedRefutations.StoreToReadOnlyTail.After(6, "flag-page")
                .HoldsWith("type-before-optimise", "flagged-under-lock", "type-until-restored", "lookup-asks-next-page"),
            SharedRefutations.SpeculativeReference.After(19, "walker-adds")
                .HoldsWith("grace-period", "lookup-asks-next-page"),
            SharedRefutations.NotFrozen.After(1, "optimise")
                .HoldsWith("frozen-from-the-buddy", "frozen-while-restored"),
            SharedRefutations.HeldByWalker.After(18, "walker-adds")
                .HoldsWith("frozen-from-the-buddy", "frozen-while-restored"),
            new Expectation("error-marks-no-other-page", "Each shared tail page begins with the head, its PG_hwpoison included, so a healthy page in each reads as poisoned (as /proc/kpageflags reads it); first seen when the type is missing and the head is flagged as an ordinary page.").After(6, "flag-page")
                .HoldsWith("type-before-optimise", "scan-for-flags", "flagged-under-lock", "type-until-restored", "two-frames"),
            new Expectation("poison-recorded", "A hugepage that is neither free nor in use is -EBUSY, and the error is not recorded (fixed by 38f6d29397cc); a second error neither (raw error list, 161df60e9e89).").After(5, "failure-finds-busy")
                .HoldsWith("type-before-optimise", "scan-for-flags", "raw-error-list", "flagged-under-lock", "type-until-restored", "add-back-keeps-private", "lookup-asks-next-page"),
            new Expectation("dissolved-flags-exact", "Only dissolve_free_huge_page(p) moves the flag of the head; freed in any other way, the head is flagged and the bad page is not.").After(11, "free-struct-pages")
                .HoldsWith("type-before-optimise", "scan-for-flags", "raw-error-list", "flagged-under-lock", "type-until-restored", "add-back-keeps-private", "lookup-asks-next-page"),
            new Expectation("poison-contained", "An error that was not recorded is in a hugepage whose head has no flag, so the hugepage is taken into use.").After(6, "failure-finds-busy")
                .HoldsWith("type-before-optimise", "scan-for-flags", "raw-error-list", "flagged-under-lock", "type-until-restored", "add-back-keeps-private", "surplus-looks-at-the-flag", "lookup-asks-next-page"),
            new Expectation("poisoned-pages-counted-once", "An error in a hugepage that is neither free nor in use is -EBUSY and is not counted (counted since action_result() does that, v5.19), nor is a second one of a hugepage (161df60e9e89); and what is recorded nowhere is counted again when it is reported again.").After(5, "failure-finds-busy")
                .HoldsWith("type-before-optimise", "scan-for-flags", "raw-error-list", "flags-moved-under-lock", "flagged-under-lock", "type-until-restored", "add-back-keeps-private", "lookup-asks-next-page"),
            SharedRefutations.PutUnderLock.After(16, "put-under-lock")
                .HoldsWith("put-outside-lock")),
    };

    private static partial IReadOnlyList<TellingRun> Tellings { get; }
}
