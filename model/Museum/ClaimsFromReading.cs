namespace Vmemmap.Model.Museum;

/// <summary>L1 to L10: what was found by reading, without a report.</summary>
internal static class ClaimsFromReading
{
    private static readonly Claim Erased = Of("N7"), Freed = Of("N2"), Reported = Of("N10");

    public static IReadOnlyList<Claim> All { get; } =
    [
        Erased with { Number = "L1", Sentence = "add_hugetlb_folio() sets `private` to 0 and with it raw_hwp_unreliable; the next free clears the head's flag, has no list to move, and the bad page is given out." },
        new("L2", "add_hugetlb_folio() erases HPG_cma the same way: the hugepage is later freed to the buddy allocator instead of CMA.",
            "7.3.4, mm/hugetlb.c: add_hugetlb_folio(); derived, no report known", "7.3.4; which release brought HPG_cma was not read.")
        {
            Open = "CMA is outside this machine. The store that erases it is that of L1, which is decided.",
        },
        Freed with { Number = "L4", Sentence = "A hugepage in use whose dissolve failed for one more pin comes back to the pool with its record, and the pool that shrinks gives out the bad page." },
        Reported with { Number = "L5", Sentence = "What /proc/kpageflags says of an optimised hugepage with an error is wrong of one healthy page in 64, and of the bad one (N10)." },
        new("L6", "A 1 GiB hugepage that was dissolved page by page is reported as MF_FAILED: the order-0 free drops the flagged page, so take_page_off_buddy() does not find it.",
            "6.1, mm/hugetlb.c: free_gigantic_page(); 8cf360b9d6a8, mm/memory-failure.c; derived, no report known", "6.1 only: 6.12 and later free such a hugepage in blocks, where the page is found.")
        {
            Tests = ["Gigantic_hugepages.Free_hugepage_over_several_page_tables_is_dissolved_and_its_bad_tail_alone_is_flagged"],
            Open = "What is reported: results of memory failure are outside this machine. Executed is that the page is out of reach.",
        },
        new("L7", "Unpoison of a page whose struct page is a fake head stores through a read-only alias: an oops.",
            "6.12.113, mm/memory-failure.c: unpoison_memory()", "6.1.192, 6.12.113 and 6.12.118; not 7.2 and later, where no tail begins with the head. The hugepage must be poisoned, unmapped and held by memory failure's own reference.")
        {
            Refutations = [new("no-store-through-shared-tail", "linux-6.1+unpoison") { Correction = "unpoison-takes-one" }],
            Findings = ["unpoison-drops-the-users-reference"],
        },
        new("L9", "An optimise copies the head's page from a frame that is known to be bad.",
            "6.12.118 and 7.3.4, mm/hugetlb_vmemmap.c: __hugetlb_vmemmap_optimize_folio(): copy_page(); derived, no report known", "v6.2 to 7.3.4; where the head's page is not moved it does not arise.")
        {
            Tests = ["Frames_of_the_memory_map.Bad_frame_of_the_head_is_copied_from_as_if_it_were_good_and_retired_when_the_optimise_gives_it_back"],
            Open = "That the copy is fatal: the machine has no machine checks.",
        },
        new("L10", "A restore copies struct pages behind those that it resets, so tails keep copies of the pointer to the raw error list, which dangle when the list is freed.",
            "6.1.192, mm/hugetlb_vmemmap.c: vmemmap_restore_pte(), reset_struct_pages()", "6.1; in 6.12.115 and later nothing is reset, and what is copied is the head itself.")
        {
            Refutations = [new("restored-tails-are-clean", "linux-6.1", "linux-6.1+pmd") { LastStep = "flush-restored" }, new("restored-tails-are-clean", "linux-6.12.118") { Correction = "copies-are-reset" }],
            Bugs = ["reset-one-short"],
            Tests = ["Scenarios_of_6_1.A_restored_tail_page_keeps_copies_of_the_pointer_to_the_raw_error_list"],
            Findings = ["dangling-pointers-in-restored-tails", "dissolved-hugepages-lost-since-6.12.115"],
        },
    ];

    private static Claim Of(string number) => ClaimsOfWhatIsNotGuaranteed.All.Single(claim => claim.Number == number);
}
