using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Hugetlb;

namespace Vmemmap.Model.Designs;

/// <summary>Linux 6.5 and 6.6, a long-term release: typed while optimised (32c877191e02), errors moved while typed.</summary>
public static class Linux66
{
    /// <summary>6.2 with the type kept until the restore; what dissolve restores keeps it until the page allocator wipes it. The type comes after the optimise still.</summary>
    public static Design Design { get; } = Linux62.Design with
    {
        Name = "linux-6.6",
        Title = "Linux 6.6: head moved, typed while optimised, errors moved before the type goes",
        Source = "6.6.9, mm/hugetlb.c, mm/hugetlb_vmemmap.c, mm/memory-failure.c, mm/page_alloc.c (a mirror of the tree)",
        Parts = Linux62.Design.Parts
            .Replace<RemoveThenTest>(new RemoveTypedWhileOptimised(), new DemotePoolHugePage(TakesApart: true))
            .Replace<FreeAndMoveRawErrorsUnlocked>(new FreeAndMoveRawErrorsTyped(AsksType: false))
            .Replace<FreePagesPrepare>(new FreePagesPrepare(MeetsType: true)),
        Tellings = [],
        Refuted = new(
            "linux-6.6",
            SharedRefutations.RolledBackOverMovedHead.After(5, "copy-back-begins")
                .HoldsWith("flush-before-roll-back"),
            SharedRefutations.CopyIsNeitherTailNorHead.After(5, "copy-back-begins")
                .HoldsWith("flush-before-roll-back"),
            SharedRefutations.TailPassesForHead.After(5, "read-pg-head")
                .HoldsWith("lookup-asks-next-page"),
            SharedRefutations.TypeLate.After(3, "remap-tail")
                .HoldsWith("type-before-optimise"),
            new Expectation("no-store-through-shared-tail", "Memory failure takes a shared tail that has no type yet for an ordinary page and stores its flag through the read-only mapping (d8f5f7e445f0, v6.7).").After(7, "flag-page")
                .HoldsWith("type-before-optimise", "flagged-under-lock", "lookup-asks-next-page"),
            SharedRefutations.SpeculativeReference.After(22, "walker-adds")
                .HoldsWith("grace-period", "lookup-asks-next-page"),
            SharedRefutations.HeldByWalker.After(31, "walker-adds")
                .HoldsWith("frozen-while-restored"),
            SharedRefutations.DissolvedWhileDemoted.After(16, "dissolve-free-page")
                .HoldsWith("frozen-while-restored", "type-asked"),
            SharedRefutations.NotFrozenWhileRestored.After(12, "find-list-reliable")
                .HoldsWith("frozen-while-restored"),
            SharedRefutations.StoredBehindTheCopy.After(7, "flag-page")
                .HoldsWith("head-stays"),
            SharedRefutations.AliasesShowTheHeadsFlag.After(7, "flag-page")
                .HoldsWith("type-before-optimise", "scan-for-flags", "flagged-under-lock", "head-stays", "two-frames"),
            new Expectation("poison-recorded", "A page flagged as an ordinary one becomes part of a hugepage whose head and list do not tell of it; a flag stored to the head's page between its copy and the flush is lost with the old frame; and add_hugetlb_folio() erases raw_hwp_unreliable. And one of a tail that demotion has taken from its head already is flagged, while the head has its type still.").After(6, "flag-page")
                .HoldsWith("type-before-optimise", "scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "demotion-looks-again", "add-back-keeps-private", "lookup-asks-next-page", "head-stays"),
            new Expectation("dissolved-flags-exact", "An error of the head itself that is flagged once the type is cleared is cleared with the flag of the hugepage. Where the hugepage was optimised the errors move while the type is still set, so one that comes then is recorded once more, on the head and in a list that nobody looks at again (5596d9e8b553, v6.10).").After(16, "free-struct-pages")
                .HoldsWith("type-before-optimise", "scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "lookup-asks-next-page", "head-stays"),
            SharedRefutations.TakenApartWithErrors.After(19, "enter-smaller-pool")
                .HoldsWith("type-before-optimise", "scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "demotion-looks-again", "add-back-keeps-private", "lookup-asks-next-page", "head-stays"),
            SharedRefutations.NotSeenWhenTaken.After(6, "alloc-surplus")
                .HoldsWith("type-before-optimise", "scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "surplus-looks-at-the-flag", "lookup-asks-next-page", "head-stays"),
            SharedRefutations.CountedAgain.After(9, "record-raw-error")
                .HoldsWith("type-before-optimise", "scan-for-flags", "errors-moved-under-lock", "flags-moved-under-lock", "flagged-under-lock", "demotion-looks-again", "add-back-keeps-private", "lookup-asks-next-page", "head-stays"),
            SharedRefutations.PutUnderLock.After(12, "put-under-lock")
                .HoldsWith("put-outside-lock")),
    };
}
