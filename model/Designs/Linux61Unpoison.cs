using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Hugetlb;

namespace Vmemmap.Model.Designs;

/// <summary>
/// 6.1.192 where errors are injected, and taken back by its <c>unpoison_memory()</c>, which is another than that of 6.12 to 7.3 (<see cref="CorrectedUnpoison"/>). What is demoted is left out, as there: <see cref="Linux61"/> has it, and of smaller hugepages unpoison is not followed.
/// </summary>
public static partial class Linux61Unpoison
{
    /// <summary>The design.</summary>
    public static Design Design { get; } = Linux61.Design with
    {
        Name = "linux-6.1+unpoison",
        Title = "Linux 6.1.192, where errors are injected and taken back: unpoison_memory()",
        Source = "as linux-6.1; 6.1.192 (package linux-source-6.1 6.1.192-3), mm/memory-failure.c: unpoison_memory(), __get_unpoison_page(), free_raw_hwp_pages(), __free_raw_hwp_pages(), mm/hugetlb.c: get_hwpoison_huge_page()",
        Parts = [.. Linux61.Design.Parts.Without<DemotePoolHugePage>(), Unpoison.Of61],
        Tellings = Tellings,
        Refuted = new("linux-6.1+unpoison",
        [
            .. Linux61.Design.Refuted.Only(refuted => IsOfMappings(refuted.Invariant)),
            new Expectation("no-store-through-shared-tail", "Two ways: memory failure's, as in linux-6.1, and unpoison's own. TestClearPageHWPoison(p) is of the struct page that was asked for, and where that begins with the head, as each first one of a shared tail page does, it is stored through a read-only mapping.").After(6, "flag-page")
                .HoldsWith("type-before-optimise", "flagged-under-lock", "lookup-asks-next-page", "unpoison-takes-one"),
            new Expectation("error-marks-no-other-page", "As in linux-6.1; and of a page of a hugepage that is going, or in the making, the flag of the head is cleared and that of the page, which is healthy now, stays.").After(6, "flag-page")
                .HoldsWith("type-before-optimise", "scan-for-flags", "flagged-under-lock", "two-frames", "unpoison-refuses-unfinished"),
            new Expectation("poison-recorded", "As in linux-6.1; and the whole list goes with the error of one page. Even where only its entry would go: the list is walked where it is, so that unpoison may find one entry left of those that a free is moving, and clear the flag of the head, which is that of its own page by then; of that page a hugepage is made later.")
            {
                Errors = 2,
                Without = ["walker-finds-page", "read-compound-head", "pin", "frame-to-user", "page-to-user", "dequeue", "alloc-surplus"],
            }.After(6, "flag-page")
                .HoldsWith("type-before-optimise", "scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "lookup-asks-next-page", "unpoison-takes-one", "unpoison-locks-list", "unpoison-refuses-unfinished"),
            new Expectation("dissolved-flags-exact", "As in linux-6.1; and what is forgotten with the list, or with the flag of the head, becomes no flag of its page.").After(15, "free-struct-pages")
                .HoldsWith("type-before-optimise", "scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "lookup-asks-next-page", "unpoison-takes-one", "unpoison-locks-list", "unpoison-refuses-unfinished"),
            new Expectation("poison-contained", "As in linux-6.1; and whoever is given the page of an error that was forgotten with another.").After(6, "alloc-surplus")
                .HoldsWith("type-before-optimise", "scan-for-flags", "errors-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "surplus-looks-at-the-flag", "lookup-asks-next-page", "unpoison-takes-one", "unpoison-locks-list", "unpoison-refuses-unfinished"),
            SharedRefutations.CountedAgain.After(9, "record-raw-error")
                .HoldsWith("type-before-optimise", "scan-for-flags", "errors-moved-under-lock", "flags-moved-under-lock", "flagged-under-lock", "add-back-keeps-private", "lookup-asks-next-page", "unpoison-takes-one", "unpoison-locks-list", "unpoison-refuses-unfinished"),
            new Expectation("unpoison-drops-its-own-reference", "unpoison_memory() takes a reference, of a hugepage only where that has HPageMigratable, and drops two: memory failure keeps none of a hugepage. Shorter, where one that is freed has a count of 1 from remove_hugetlb_page() on and no type any longer: get_page_unless_zero() takes its head for an ordinary page.").After(10, "unpoison-finds-compound")
                .HoldsWith("unpoison-keeps-references", "unpoison-refuses-unfinished"),
            new Expectation("raw-error-list-walked-alone", "__free_raw_hwp_pages() walks the list where it is and empties it behind the walk, without a lock: who makes the pool smaller walks it too, and each entry is freed twice. Mended by 9e130c4b000b (v6.6; the id is from notes). And as in 7.3 the hugepage may be gone by then.")
            {
                Without = ["walker-finds-page", "read-compound-head", "pin", "frame-to-user", "page-to-user"],
            }.After(15, "unpoison-free-hugepage")
                .HoldsWith("unpoison-locks-list"),
        ]),
    };

    private static partial IReadOnlyList<TellingRun> Tellings { get; }

    // Nothing of them is another where errors are taken back.
    private static bool IsOfMappings(string invariant) => invariant is "tail-resolves-to-head" or "one-head-per-hugepage" or "lookup-across-remaps-finds-head" or "type-covers-shared-tails"
        or "speculative-references-harmless" or "nobody-holds-a-remapped-page" or "frozen-while-remapped" or "restored-tails-are-clean";
}
