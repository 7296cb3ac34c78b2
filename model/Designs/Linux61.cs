using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Kernel.Lookup;
using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Designs;

/// <summary>Linux 6.1 as its last stable releases have it, read in 6.1.192: one frame kept, fake heads, a raw error list.</summary>
public static class Linux61
{
    /// <summary>v5.18 with frozen fresh hugepages, the type kept until the restore, and memory failure with the raw error list as released.</summary>
    public static Design Design { get; } = Linux518.Design with
    {
        Name = "linux-6.1",
        Title = "Linux 6.1.192: one frame kept, fake heads, raw error list",
        Source = "6.1.192 (161df60e9e89, 38f6d29397cc; 32c877191e02 and 5596d9e8b553 from stable)",
        Layout = Linux518.Design.Layout with { ListBeginsBehindReset = true },
        Parts = Linux518.Design.Parts

            // The key counts optimised hugepages (v5.19).
            .Replace<HeadLookup>(new FakeHeadLookup(TestsPgHead: true, HasKey: true))

            // 2b21624fc232: frozen from the beginning.
            .Replace<AllocFreshHugePage>(new AllocFreshHugePage(IsFrozen: true))

            // 32c877191e02: typed until the last tail is restored; but removal sets the reference count to 1, or leaves it 0 where the hugepage is demoted.
            .Replace<RemoveHugetlbPage>(new RemoveTypedWhileOptimised(), new DemotePoolHugePage(TakesApart: true))

            // One memcpy() of the struct pages that follow: hv:vmemmap_restore_pte:278-289.
            .Replace<RestorePte>(new RestorePte(Resets: true))

            // 8625147cafaa: hugepages of files stay in the page cache.
            .Replace<HandleFailure>(new HandleFailure(GivesUpOnFreeTails: false, FilesKeepPages: true))

            // 161df60e9e89, 38f6d29397cc, 5596d9e8b553.
            .Replace<HeadFlagLocked>(new RawErrorList(FlagsUnderLock: false))
            .Replace<FreeAndMoveHeadFlag>(new FreeAndMoveRawErrorsUnlocked(ClearsType: true)),
        Tellings = [],
        Refuted = new(
            "linux-6.1",
            new Expectation("tail-resolves-to-head", "The rollback of a failed optimise copies the head's page over frames that other CPUs may still translate to, as in v5.18 (vmemmap_remap_free() goes on without a flush): open in 6.1.192.").After(4, "copy-back-begins")
                .HoldsWith("flush-before-roll-back"),
            new Expectation("one-head-per-hugepage", "The same copy: the first struct page of a tail page is neither PageTail nor PageHead.").After(4, "copy-back-begins")
                .HoldsWith("flush-before-roll-back"),
            new Expectation("lookup-across-remaps-finds-head", "As in v5.18: compound_head is read through the shared frame and PG_head through the tail's own one, so a tail passes for a head. Open in 6.1.192.").After(4, "read-pg-head")
                .HoldsWith("lookup-asks-next-page"),
            new Expectation("type-covers-shared-tails", "__prep_new_huge_page() optimises before it sets the type: fixed by d8f5f7e445f0, which 6.1.192 lacks; its other half, 32c877191e02, is there.").After(2, "remap-tail")
                .HoldsWith("type-before-optimise"),
            new Expectation("no-store-through-shared-tail", "Memory failure takes a shared tail that has no type yet for an ordinary page and stores its flag through the read-only mapping (d8f5f7e445f0).").After(6, "flag-page")
                .HoldsWith("type-before-optimise", "flagged-under-lock", "lookup-asks-next-page"),
            SharedRefutations.DissolvedWhileDemoted.After(15, "dissolve-free-page")
                .HoldsWith("frozen-while-restored"),
            SharedRefutations.TakenApartWithErrors.After(19, "enter-smaller-pool")
                .HoldsWith("type-before-optimise", "scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "demotion-looks-again", "add-back-keeps-private", "lookup-asks-next-page"),
            SharedRefutations.SpeculativeReference.After(20, "walker-adds")
                .HoldsWith("grace-period", "lookup-asks-next-page"),
            SharedRefutations.HeldByWalker.After(29, "walker-adds")
                .HoldsWith("frozen-while-restored"),
            new Expectation("frozen-while-remapped", "__remove_hugetlb_page() sets the reference count to 1 before the restore; frozen since bd225530a4c7 (v6.11). Fresh hugepages are (2b21624fc232).").After(11, "find-list-reliable")
                .HoldsWith("frozen-while-restored"),
            new Expectation("restored-tails-are-clean", "The raw error list begins in struct page 4 (SUBPAGE_INDEX_HWPOISON), but reset_struct_pages() overwrites 0 to 2 from 3 to 5: each restored tail page keeps two copies of the pointer, which dangle when the list is freed. Nothing reads them. Open in 6.1.192.")
            {
                Without = ["walker-finds-page", "read-compound-head", "pin", "frame-to-user", "page-to-user"],
            }.After(24, "flush-restored")
            .HoldsWith("list-is-reset"),
            new Expectation("error-marks-no-other-page", "Each shared tail page begins with the head, its PG_hwpoison included, and stable_page_flags() copies the bit of whatever struct page it is given: open in 6.1.192.").After(6, "flag-page")
                .HoldsWith("type-before-optimise", "scan-for-flags", "flagged-under-lock", "two-frames"),
            new Expectation("poison-recorded", "A page flagged as an ordinary one becomes part of a hugepage whose head and list do not tell of it; and add_hugetlb_page() erases raw_hwp_unreliable. And one of a tail that demotion has taken from its head already is flagged, while the head has its type still. All open in 6.1.192.").After(6, "flag-page")
                .HoldsWith("type-before-optimise", "scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "demotion-looks-again", "add-back-keeps-private", "lookup-asks-next-page"),
            new Expectation("dissolved-flags-exact", "Once the type is cleared the head may be flagged for an error of its own, and hugetlb_clear_page_hwpoison() clears that; a list that becomes unreliable after the test for it is not moved (a81fa1dc5db2, withdrawn); nor is one whose mark add_hugetlb_page() erased. All open in 6.1.192.").After(15, "free-struct-pages")
                .HoldsWith("type-before-optimise", "scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "lookup-asks-next-page"),
            new Expectation("poison-contained", "A hugepage that was made for its user is not asked for its flag (alloc_huge_page(), alloc_hugetlb_folio()); and what is not recorded is not seen when the hugepage, or later the page, is taken into use: open in 6.1.192.").After(6, "alloc-surplus")
                .HoldsWith("type-before-optimise", "scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "surplus-looks-at-the-flag", "lookup-asks-next-page"),
            SharedRefutations.CountedAgain.After(9, "record-raw-error")
                .HoldsWith("type-before-optimise", "scan-for-flags", "errors-moved-under-lock", "flags-moved-under-lock", "flagged-under-lock", "demotion-looks-again", "add-back-keeps-private", "lookup-asks-next-page")),
    };
}
