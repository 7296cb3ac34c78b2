namespace Vmemmap.Tests.Scenarios.CaseMatrix;

/// <content>Cases 1 to 7: the hugepage is in use or free, and memory failure handles it.</content>
internal static partial class Cases
{
    private const string Dissolve518 = "v5.18, mm/memory-failure.c: me_huge_page(), mm/hugetlb.c: dissolve_free_huge_page()";
    private const string Dissolve59 = "v5.9, mm/memory-failure.c: me_huge_page(); RFC patch 18/24, mm/hugetlb.c: dissolve_free_huge_page(), __free_hugepage()";
    private const string DissolveV3 = "v5.9, mm/memory-failure.c: me_huge_page(); v3 16/21, mm/hugetlb.c: __free_hugepage()";
    private const string Dissolve61 = "6.1.192, mm/memory-failure.c: me_huge_page(), hugetlb_clear_page_hwpoison(); 6.12.113, 7.2.13, 7.3.4: folio_clear_hugetlb_hwpoison(); mm/hugetlb.c: __update_and_free_hugetlb_folio()";
    private const string Refused = "6.12.118, mm/hugetlb_vmemmap.c: vmemmap_restore_pte(), mm/page_alloc.c: free_tail_page_prepare()";

    private const string GivesUp = "v5.9, v5.14, mm/memory-failure.c: memory_failure_hugetlb()";

    private static IEnumerable<Case> Handled =>
    [
        new(1, "the head of an anonymous hugepage in use",
            new Outcome([Era.Rfc, Era.V3, Era.V514, Era.V518, .. Listed], "unmapped, given back, dissolved; the head's page alone is flagged, and the others are used again",
                nameof(In_use.Anonymous_hugepage_with_a_bad_head_is_dissolved_and_its_head_alone_is_flagged), $"{Dissolve518}; {Dissolve61}"),
            new Outcome([Era.V612118], "unmapped, given back, and lost as a whole: the page allocator finds copies of the head, with its flag, among the tails",
                nameof(In_use.Hugepage_is_lost_as_a_whole_and_healthy_pages_keep_copies_of_the_flag_of_its_head), Refused)),
        new(1, "a hugepage of a file in use",
            new Outcome([Era.Rfc, Era.V3, Era.V514, Era.V518], "taken out of the page cache; memory failure keeps its reference, so it is never freed, and its head stays flagged",
                nameof(In_use.Hugepage_of_a_file_leaves_the_page_cache_and_is_held_by_memory_failure_for_ever), "v5.9, v5.18, mm/memory-failure.c: me_huge_page(), truncate_error_page(), fs/hugetlbfs/inode.c: hugetlbfs_error_remove_page()"),
            new Outcome([Era.V61, Era.V612, Era.V612118, Era.V7], "stays in the page cache, where faults and reads meet its flag; memory failure keeps its reference when the file is gone",
                nameof(In_use.Hugepage_of_a_file_stays_in_the_page_cache_and_is_held_by_memory_failure_even_when_the_file_is_gone), "6.1.192, 7.3.4, fs/hugetlbfs/inode.c: hugetlbfs_error_remove_folio(), mm/memory-failure.c: me_huge_page()")),
        new(2, "a tail of an anonymous hugepage in use, in a page of struct pages that keeps its frame",
            new Outcome([Era.Rfc, Era.V3, Era.V514, Era.V518, .. Listed], "as its head: nothing is written to the tail's struct page before the restore",
                nameof(In_use.Anonymous_hugepage_with_a_bad_tail_that_has_its_own_struct_page_is_dissolved_and_that_tail_alone_is_flagged), $"{Dissolve518}; {Dissolve61}"),
            new Outcome([Era.V612118], "as its head: the hugepage is lost as a whole", nameof(In_use.Hugepage_is_lost_as_a_whole_whichever_tail_is_bad), Refused)),
        new(3, "a tail of an anonymous hugepage in use, in a shared page of struct pages",
            new Outcome([Era.Rfc], "its flag is stored through the shared frame, so healthy pages read as poisoned until the aliases are swept",
                nameof(In_use.Flag_of_a_bad_tail_is_stored_through_the_shared_frame_and_the_aliases_are_swept_when_the_hugepage_is_freed), Dissolve59),
            new Outcome([Era.V3, Era.V514, Era.V518, .. Listed], "as its head: the record is an index or an address, and nothing is stored through the alias",
                nameof(In_use.Anonymous_hugepage_with_a_bad_tail_that_shares_its_struct_page_is_dissolved_and_that_tail_alone_is_flagged), $"{DissolveV3}; {Dissolve518}; {Dissolve61}"),
            new Outcome([Era.V612118], "as its head: the hugepage is lost as a whole", nameof(In_use.Hugepage_is_lost_as_a_whole_whichever_shared_tail_is_bad), Refused)),
        new(4, "a free hugepage, frames can be had",
            new Outcome([Era.Rfc, Era.V3, Era.V514], "dissolved if the bad page is its head", nameof(Free_in_the_pool.Free_hugepage_is_dissolved_only_for_a_bad_head), GivesUp),
            new Outcome([Era.V518, .. Listed], "restored, dissolved, and the bad page alone is flagged", nameof(Free_in_the_pool.Free_hugepage_is_restored_and_dissolved_and_its_bad_tail_alone_is_flagged), $"v5.18, mm/memory-failure.c: try_memory_failure_hugetlb(); {Dissolve61}"),
            new Outcome([Era.V612118], "restored, and then lost as a whole, the bad page flagged", nameof(Free_in_the_pool.Free_hugepage_is_restored_and_then_refused_by_the_page_allocator_with_its_bad_tail_flagged), Refused)),
        new(4, "a free hugepage, frames can be had, a tail",
            new Outcome([Era.Rfc, Era.V3, Era.V514], "given up: memory failure takes the flag that it has set itself for another's; the hugepage stays in the pool and is given to nobody",
                nameof(Free_in_the_pool.Free_hugepage_with_a_bad_tail_is_given_up_and_stays_in_the_pool_with_the_flag_of_its_head), GivesUp)),
        new(5, "a free hugepage whose restore gets no frames",
            new Outcome([Era.Rfc, Era.V3], "a restore always gets its frames: __GFP_NOFAIL", null, "RFC patch 13/24, mm/hugetlb.c: alloc_huge_page_vmemmap()"),
            new Outcome([Era.V514], "back in the pool with the flag of its head, given to nobody; only a bad head comes so far, and its flag is its own",
                nameof(Free_in_the_pool.Free_hugepage_whose_restore_fails_stays_in_the_pool_and_a_bad_head_has_its_own_flag_when_it_is_given_up_later), $"{GivesUp}; mm/hugetlb.c: add_hugetlb_page()"),
            new Outcome([Era.V518], "back in the pool with the flag of its head, given to nobody; when the pool gives it up later the head keeps the flag, and the bad page is given out",
                nameof(Free_in_the_pool.Free_hugepage_whose_restore_fails_stays_in_the_pool_and_loses_its_bad_tail_when_it_is_given_up_later), "v5.18, mm/hugetlb.c: dissolve_free_huge_page(), add_hugetlb_page(), update_and_free_page()"),
            new Outcome([Era.V61, Era.V612, Era.V612118, Era.V7], "back in the pool with flag and list, given to nobody; when the pool gives it up later the list becomes flags",
                nameof(Free_in_the_pool.Free_hugepage_whose_restore_fails_stays_in_the_pool_with_the_flag_of_its_head_and_its_list_and_is_never_given_out), $"6.1.192, mm/hugetlb.c: dissolve_free_huge_page(), add_hugetlb_page(); 6.12.118, 7.3.4: dissolve_free_hugetlb_folio(), add_hugetlb_folio(); {Dissolve61}")),
        new(6, "a free hugepage, and no more are free than are reserved",
            new Outcome(Era.All, "-EBUSY: it stays in the pool with its record and is given to nobody",
                nameof(Free_in_the_pool.Free_hugepage_that_is_the_last_one_reserved_is_not_dissolved_and_stays_in_the_pool_with_its_record), "v5.9 to 7.3.4, mm/hugetlb.c: dissolve_free_huge_page(), dissolve_free_hugetlb_folio()")
            {
                Open = "that a reservation can no longer be met: reservations are not counted in the model",
            }),
        new(7, "an anonymous hugepage in use, of which its node has one too many",
            new Outcome([Era.Rfc, Era.V3, Era.V514, Era.V518], "given up when memory failure drops its reference, and freed with the flag on its head: the bad page is given out",
                nameof(Surplus_hugepages.Surplus_hugepage_is_freed_with_the_flag_on_its_healthy_head_and_the_bad_tail_is_given_out), "v5.9, v5.14, v5.18, mm/hugetlb.c: free_huge_page(), update_and_free_page()"),
            new Outcome(Listed, "given up when memory failure drops its reference, and freed; the bad page alone is flagged, and stays in the buddy allocator, which does not hand it out",
                nameof(Surplus_hugepages.Surplus_hugepage_is_freed_at_once_and_its_bad_tail_alone_is_flagged), $"6.1.192, mm/hugetlb.c: free_huge_page(), __remove_hugetlb_page(); {Dissolve61}")
            {
                Open = "from 6.12.113 on, dissolve waits until the worker has freed it, and the page may be taken off the buddy allocator after all: the model has no take_page_off_buddy()",
            },
            new Outcome([Era.V612118], "given up when memory failure drops its reference, restored, and lost as a whole, the bad page flagged",
                nameof(Surplus_hugepages.Surplus_hugepage_is_restored_and_lost_with_its_bad_tail_flagged), Refused)),
    ];
}
