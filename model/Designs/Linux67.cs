using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Designs;

/// <summary>Linux 6.7 and 6.8: typed before the optimise (d8f5f7e445f0), flagged before the copy, lists of hugepages with one flush. Read from notes of 6.8.0, as no tree of either was to be had.</summary>
public static partial class Linux67
{
    /// <summary>6.6 with the type, and HPageVmemmapOptimized, set before; the list of frames last in, first out; and what the pool gives up freed in lists.</summary>
    public static Design Design { get; } = Linux66.Design with
    {
        Name = "linux-6.7",
        Title = "Linux 6.7 and 6.8: typed and flagged before, flushed late",
        Source = "only notes, of 6.8.0: mm/hugetlb.c, mm/hugetlb_vmemmap.c, mm/memory-failure.c; the walk and the batches compared with 6.12.113",
        Layout = Linux66.Design.Layout with { IsListFifo = false },
        Parts = Linux66.Design.Parts
            .Replace<SetHugetlbType>(new SetTypeBeforeOptimise(Scans: false, IsUnderLock: false))
            .Replace<RemapFree>(new RemapWithNewHead(FlagFirst: true))
            .Replace<RollBack>(new RollBackWithNewHead(ClearsFlag: true))
            // Not followed here: the demotion of 6.8 was not read line by line.
            .Without<DemotePoolHugePage>()
            .Replace<RemoveHugetlbPage>(new RemoveTypedWhileOptimised(), new FreeInBulk(), new FlushOfOthers()),
        Tellings = Tellings,
        Refuted = new(
            "linux-6.7",
            new Expectation("tail-resolves-to-head", "The rollback goes on without a flush as in 6.6. The list is last in, first out now: a tail page gets the frame of another one, and that of the head's page is left over, but what is copied is the head's page all the same.").After(6, "copy-back-begins")
                .HoldsWith("flush-before-key", "flush-before-roll-back"),
            SharedRefutations.CopyIsNeitherTailNorHead.After(6, "copy-back-begins")
                .HoldsWith("flush-before-key", "flush-before-roll-back"),
            SharedRefutations.TailPassesForHead.After(6, "read-pg-head")
                .HoldsWith("lookup-asks-next-page"),
            new Expectation("no-store-through-shared-tail", "The type comes before the first tail is remapped (d8f5f7e445f0), but memory failure that has seen a page without it flags that page later, without the lock: through the read-only mapping, if it has become a shared tail meanwhile. Nor does init_new_hugetlb_folio() take the lock to set the type.").After(8, "flag-page")
                .HoldsWith("type-set-under-lock", "flagged-under-lock", "lookup-asks-next-page"),
            new Expectation("stores-to-the-head-survive", "The head's page is copied and flushed last, a list of hugepages later: memory failure finds the type and records an error on the head in between: flag and list are stored to the page that is left behind. A comment there (\"Very Subtle\") knows of such stores, and keeps HPageVmemmapOptimized from being one.").After(7, "record-raw-error")
                .HoldsWith("head-stays"),
            SharedRefutations.HeldByWalker.After(31, "walker-adds")
                .HoldsWith("frozen-while-restored"),
            SharedRefutations.SpeculativeReference.After(23, "walker-adds")
                .HoldsWith("grace-period", "lookup-asks-next-page"),
            SharedRefutations.DissolvedWithItsType.After(68, "enqueue")
                .HoldsWith("type-asked"),
            SharedRefutations.NotFrozenWhileRestored.After(12, "find-list-reliable")
                .HoldsWith("frozen-while-restored"),
            new Expectation("error-marks-no-other-page", "Each shared tail page begins with the head, its PG_hwpoison included, which is set while the tails are remapped, and at any time later; stable_page_flags() copies the bit of whatever struct page it is given.").After(7, "record-raw-error")
                .HoldsWith("scan-for-flags", "flagged-under-lock", "two-frames"),
            new Expectation("poison-recorded", "A page flagged as an ordinary one becomes part of a hugepage whose head and list do not tell of it; a record made between the copy of the head's page and the flush is lost with the old frame; and add_hugetlb_folio() erases raw_hwp_unreliable.").After(5, "flag-page")
                .HoldsWith("scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "lookup-asks-next-page", "head-stays"),
            new Expectation("dissolved-flags-exact", "Where the type is gone, be it of a hugepage without shared tails or of a list freed together, an error is flagged on its page: the head's is cleared with the flag that stood for the hugepage; where it is not, one that comes then is recorded once more, in a list that nobody looks at again (5596d9e8b553, v6.10).").After(16, "free-struct-pages")
                .HoldsWith("scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "lookup-asks-next-page", "head-stays"),
            SharedRefutations.NotSeenWhenTaken.After(6, "alloc-surplus")
                .HoldsWith("scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "surplus-looks-at-the-flag", "lookup-asks-next-page", "head-stays"),
            SharedRefutations.CountedAgain.After(8, "record-raw-error")
                .HoldsWith("scan-for-flags", "errors-moved-under-lock", "flags-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "lookup-asks-next-page", "head-stays"),
            SharedRefutations.PutUnderLock.After(12, "put-under-lock")
                .HoldsWith("put-outside-lock")),
    };

    private static partial IReadOnlyList<TellingRun> Tellings { get; }
}
