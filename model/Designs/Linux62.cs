using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Designs;

/// <summary>Linux 6.2: the head's page is moved to a new frame, or stays where there is none (11aad2631bf7). Nothing of it changed up to 6.4.</summary>
public static partial class Linux62
{
    /// <summary>6.1 with a moved head. It was no long-term release and has nothing that came to 6.1.192 later: the type goes before the restore, as in v5.18.</summary>
    public static Design Design { get; } = Linux61.Design with
    {
        Name = "linux-6.2",
        Title = "Linux 6.2: the head's page moved to a new frame",
        Source = "11aad2631bf7, mm/hugetlb_vmemmap.c of Ubuntu's 6.2; of mm/hugetlb.c and mm/memory-failure.c only notes, of 6.2.1",

        // dad6a5eb5556 (v6.2): the raw error list begins in struct page 2, which a restore resets.
        Layout = Linux518.Design.Layout,
        Parts = Linux61.Design.Parts
            .Replace<RemapFree>(new RemapWithNewHead())
            .Replace<RollBack>(new RollBackWithNewHead())
            .Replace<RemoveHugetlbPage>(new RemoveThenTest(KeepsType: false))

            // Not followed here: what is to be demoted has no type while it is restored.
            .Without<DemotePoolHugePage>()

            // e591ef7d96d6, 5033091de814 (v6.2); 3c2d42b8ee34 is in 6.1.192 and was never in 6.2.
            .Replace<RawErrorList>(new RawErrorList(FlagsUnderLock: false, ClearsMigratable: true, PutsUnderLock: true, FreesCounts: true))
            .Replace<FreeAndMoveRawErrorsUnlocked>(new FreeAndMoveRawErrorsUnlocked(ClearsType: false)),
        Tellings = Tellings,
        Refuted = new(
            "linux-6.2",
            SharedRefutations.RolledBackOverMovedHead.After(5, "copy-back-begins")
                .HoldsWith("flush-before-roll-back"),
            SharedRefutations.CopyIsNeitherTailNorHead.After(5, "copy-back-begins")
                .HoldsWith("flush-before-roll-back"),
            SharedRefutations.TailPassesForHead.After(5, "read-pg-head")
                .HoldsWith("lookup-asks-next-page"),
            SharedRefutations.TypeMissing.After(3, "remap-tail")
                .HoldsWith("type-before-optimise", "type-until-restored"),
            new Expectation("no-store-through-shared-tail", "Memory failure takes a shared tail that has no type, not yet or no longer, for an ordinary page and stores its flag through the read-only mapping (d8f5f7e445f0, 32c877191e02).").After(7, "flag-page")
                .HoldsWith("type-before-optimise", "flagged-under-lock", "type-until-restored", "lookup-asks-next-page"),
            SharedRefutations.SpeculativeReference.After(21, "walker-adds")
                .HoldsWith("grace-period", "lookup-asks-next-page"),
            SharedRefutations.HeldByWalker.After(30, "walker-adds")
                .HoldsWith("frozen-while-restored"),
            SharedRefutations.NotFrozenWhileRestored.After(12, "find-list-reliable")
                .HoldsWith("frozen-while-restored"),
            SharedRefutations.StoredBehindTheCopy.After(7, "flag-page")
                .HoldsWith("head-stays"),
            SharedRefutations.AliasesShowTheHeadsFlag.After(7, "flag-page")
                .HoldsWith("type-before-optimise", "scan-for-flags", "flagged-under-lock", "type-until-restored", "head-stays", "two-frames"),
            new Expectation("poison-recorded", "A page flagged as an ordinary one becomes part of a hugepage whose head and list do not tell of it. New here: a flag stored to the head's page between its copy and the flush is lost with the old frame. And add_hugetlb_folio() erases raw_hwp_unreliable.").After(6, "flag-page")
                .HoldsWith("type-before-optimise", "scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "type-until-restored", "add-back-keeps-private", "lookup-asks-next-page", "head-stays"),
            new Expectation("dissolved-flags-exact", "Once the type is cleared, before the restore, an error is flagged on its page: the head's is cleared with the flag that stood for the hugepage; and add_hugetlb_folio() erases the mark of an unreliable list, so it is not leaked.").After(15, "free-struct-pages")
                .HoldsWith("type-before-optimise", "scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "type-until-restored", "add-back-keeps-private", "lookup-asks-next-page", "head-stays"),
            SharedRefutations.NotSeenWhenTaken.After(6, "alloc-surplus")
                .HoldsWith("type-before-optimise", "scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "type-until-restored", "add-back-keeps-private", "surplus-looks-at-the-flag", "lookup-asks-next-page", "head-stays"),
            SharedRefutations.CountedAgain.After(9, "record-raw-error")
                .HoldsWith("type-before-optimise", "scan-for-flags", "errors-moved-under-lock", "flags-moved-under-lock", "flagged-under-lock", "type-until-restored", "add-back-keeps-private", "lookup-asks-next-page", "head-stays"),
            SharedRefutations.PutUnderLock.After(12, "put-under-lock")
                .HoldsWith("put-outside-lock")),
    };

    private static partial IReadOnlyList<TellingRun> Tellings { get; }
}
