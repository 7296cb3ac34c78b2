using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Hugetlb;

namespace Vmemmap.Model.Designs;

/// <summary>
/// <c>corrected</c> where errors are injected, and taken back: <c>unpoison_memory()</c> as 6.12 to 7.3 have it. What is refuted here is what unpoison does, and no release is better: each has this function, or an older one that forgets as much.
/// What is demoted is left out: <see cref="Corrected"/> has it, and of smaller hugepages unpoison is not followed.
/// </summary>
public static partial class CorrectedUnpoison
{
    /// <summary>The design.</summary>
    public static Design Design { get; } = Corrected.Design with
    {
        Name = "corrected+unpoison",
        Title = "corrected, where errors are injected and taken back: unpoison_memory()",
        Source = "as corrected; 6.12.113 and 7.3.4 (packages linux-source-6.12 6.12.113-1, linux-source-7.3 7.3.4-1~bpo13+1), mm/memory-failure.c: unpoison_memory(), __get_unpoison_page(), folio_free_raw_hwp(), mm/hugetlb.c: get_hwpoison_hugetlb_folio()",
        Parts = [.. Corrected.Design.Parts.Without<DemotePoolHugePage>(), new Unpoison()],
        Tellings = Tellings,
        Refuted = new(
            "corrected+unpoison",
            new Expectation("error-marks-no-other-page", "A page is asked for whose flag is its own already, or still, but which is part of a compound page that is none of hugetlb's: get_page_unless_zero() fails at a frozen hugepage, and folio_test_clear_hwpoison(folio) clears the flag of the head, an error of its own. Success is the answer, and the page that was asked for keeps its flag.")
            {
                Errors = 2,
            }.After(8, "unpoison-finds-compound")
                .HoldsWith("unpoison-refuses-unfinished"),
            new Expectation("poison-recorded", "Of a hugepage the whole list is dropped and the head's flag cleared, whichever of its errors is taken back; those of tails cannot even be asked for, as only the head has the flag that is looked at.")
            {
                Errors = 2,
            }.After(15, "unpoison-free-hugepage")
                .HoldsWith("unpoison-takes-one", "unpoison-refuses-unfinished"),
            new Expectation("dissolved-flags-exact", "The flag of the head is cleared in the place of the page's own, as for error-marks-no-other-page; and what is forgotten with the list becomes no flag of its page.")
            {
                Errors = 2,
            }.After(13, "free-struct-pages")
                .HoldsWith("unpoison-takes-one", "unpoison-refuses-unfinished"),
            new Expectation("poison-contained", "An error that was forgotten with another is met by whoever is given its page next: nobody undid its injection.")
            {
                Errors = 2,
            }.After(14, "page-to-user")
                .HoldsWith("unpoison-takes-one", "unpoison-refuses-unfinished"),
            new Expectation("poisoned-pages-counted-once", "What is forgotten with the list is taken out of num_poisoned_pages with it, though nobody undid its injection. Shorter, where the flag of the head is cleared in the place of the page's own: the head's error is counted again when it is reported again.")
            {
                Errors = 2,
            }.After(11, "flag-page")
                .HoldsWith("unpoison-takes-one", "unpoison-refuses-unfinished"),
            new Expectation("unpoison-drops-its-own-reference", "unpoison_memory() takes a reference of a hugepage that somebody holds, and drops two: of an ordinary page memory failure keeps one, of a hugepage none. The hugepage is freed under its user. Shorter, where a hugepage has a count on its way to the page allocator: folio_ref_unfreeze() of 6.12, and of bd225530a4c7 here.")
                .After(15, "unpoison-finds-compound")
                .HoldsWith("unpoison-keeps-references", "unpoison-refuses-unfinished"),
            new Expectation("raw-error-list-walked-alone", "unpoison_memory() asks for the type of a free hugepage without hugetlb_lock, and takes its raw error list next. The hugepage may be dissolved in between, as nobody has to have mf_mutex for that: then the word that the list began in, of the fourth struct page, is somebody else's, and what it points to is freed.")
            {
                Without = ["memory-failure-of-frame", "read-compound-head", "walker-finds-page", "pin", "frame-to-user", "page-to-user"],
            }.After(22, "unpoison-takes-stray-list")
                .HoldsWith("unpoison-locks-list")),
    };

    private static partial IReadOnlyList<TellingRun> Tellings { get; }
}
