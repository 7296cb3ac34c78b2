namespace Vmemmap.Tests.Scenarios.CaseMatrix;

/// <content>Cases 8 and 10 to 14: the hugepage is busy, or it has an error already.</content>
internal static partial class Cases
{
    private const string Record61 = "6.1.192, 6.12.118, 7.3.4, mm/memory-failure.c: get_huge_page_for_hwpoison(), hugetlb_update_hwpoison()";
    private const string Record518 = "v5.18, mm/memory-failure.c: __get_huge_page_for_hwpoison()";
    private const string Record514 = "v5.14, mm/memory-failure.c: memory_failure_hugetlb(), __get_hwpoison_page()";
    private const string Record59 = "v5.9, mm/memory-failure.c: memory_failure_hugetlb(), get_hwpoison_page()";

    private static IEnumerable<Case> Recorded =>
    [
        new(8, "a hugepage that is isolated",
            new Outcome([Era.Rfc, Era.V3], "no flag is asked for: handled like any in use", nameof(Neither_free_nor_in_use.Isolated_hugepage_is_handled_like_any_that_is_in_use), Record59),
            new Outcome([Era.V514], "its head is flagged first, then -EBUSY", nameof(Neither_free_nor_in_use.Isolated_hugepage_keeps_the_flag_of_its_head_although_memory_failure_gives_up), Record514),
            new Outcome([Era.V518], "-EBUSY at the second try too, and no record", nameof(Neither_free_nor_in_use.Isolated_hugepage_is_not_recorded_at_all), Record518),
            new Outcome([Era.V61, Era.V612, Era.V612118, Era.V7], "recorded at the second try, -EBUSY; its user keeps it, and when it is given back nobody gets it", nameof(Neither_free_nor_in_use.Isolated_hugepage_is_recorded_and_left_to_its_user), Record61)),
        new(8, "a hugepage that is isolated at the first try and free at the second",
            new Outcome([Era.V518, .. Listed], "recorded as free, dissolved, and the bad page alone is flagged", nameof(Neither_free_nor_in_use.Hugepage_that_is_busy_at_the_first_try_and_free_at_the_second_is_dissolved), $"{Record518}; {Record61}"),
            new Outcome([Era.V612118], "recorded as free, restored, and lost as a whole", nameof(Neither_free_nor_in_use.Hugepage_that_is_busy_at_the_first_try_and_free_at_the_second_is_lost), $"{Record61}; {Refused}")),
        new(8, "a hugepage that is being made: typed, and not in the pool yet",
            new Outcome([Era.Rfc, Era.V3], "its maker's reference makes it look in use; dissolve finds it held, and it enters the pool flagged", nameof(Neither_free_nor_in_use.Hugepage_that_is_being_made_looks_in_use_and_enters_the_pool_for_ever), Record59),
            new Outcome([Era.V514], "its head is flagged first, then -EBUSY; it enters the pool and is given to nobody", nameof(Neither_free_nor_in_use.Hugepage_that_is_being_made_is_flagged_and_enters_the_pool_for_ever), Record514),
            new Outcome([Era.V518], "-EBUSY and no record: it enters the pool and is given out", nameof(Neither_free_nor_in_use.Hugepage_that_is_being_made_is_not_recorded_and_enters_the_pool), Record518),
            new Outcome([Era.V61, Era.V612, Era.V612118, Era.V7], "recorded at the second try, -EBUSY; it enters the pool and is given to nobody", nameof(Neither_free_nor_in_use.Hugepage_that_is_being_made_is_recorded_and_enters_the_pool_for_ever), Record61)),
        new(10, "the same page for the second time",
            new Outcome(Era.All, "nothing changes; -EHWPOISON (0 in v5.9)", nameof(More_than_one_report.Same_page_reported_again_changes_nothing), $"{Record59}; {Record518}; {Record61}")),
        new(11, "a second page of the hugepage",
            new Outcome([Era.Rfc, Era.V3, Era.V514, Era.V518], "taken for the first: nothing is recorded, and the page is given out when the hugepage is freed",
                nameof(More_than_one_report.Second_page_of_a_hugepage_is_taken_for_the_first_and_given_out_when_the_hugepage_is_freed), $"{Record59}; {Record514}; {Record518}"),
            new Outcome(Listed, "recorded, -EHWPOISON, and not handled; both pages are flagged when the hugepage is freed",
                nameof(More_than_one_report.Second_page_of_a_hugepage_is_recorded_and_not_handled_and_both_are_flagged_when_the_hugepage_is_freed), Record61),
            new Outcome([Era.V612118], "recorded, -EHWPOISON, and not handled; both pages are flagged when the hugepage is lost",
                nameof(More_than_one_report.Second_page_of_a_hugepage_is_recorded_and_not_handled_and_both_are_flagged_when_the_hugepage_is_lost), $"{Record61}; {Refused}")),
        new(12, "a second page, and no memory for its entry",
            new Outcome([Era.Rfc, Era.V3, Era.V514, Era.V518], "there is no list, and no entry to allocate", null, "v5.9 to v5.18, mm/memory-failure.c"),
            new Outcome([Era.V61], "the earlier entries are dropped, and stay counted; the list is unreliable, and the hugepage is leaked when the pool gives it up",
                nameof(More_than_one_report.Record_that_cannot_be_allocated_takes_the_earlier_ones_with_it_and_the_hugepage_is_leaked_when_the_pool_gives_it_up), $"{Record61}; __free_raw_hwp_pages(), mm/hugetlb.c: __update_and_free_hugetlb_folio()"),
            new Outcome([Era.V612, Era.V612118, Era.V7], "the earlier entries are dropped, and counted no longer; the list is unreliable, and the hugepage is leaked when the pool gives it up",
                nameof(More_than_one_report.Record_that_cannot_be_allocated_takes_the_earlier_ones_with_it_and_the_hugepage_is_leaked_when_the_pool_gives_it_up), $"{Record61}; __folio_free_raw_hwp(), mm/hugetlb.c: __update_and_free_hugetlb_folio()")),
        new(12, "the first page, and no memory for its entry",
            new Outcome([Era.V61, Era.V612, Era.V612118, Era.V7], "handled all the same: restored, and then leaked with all its healthy pages; dissolve says that it succeeded",
                nameof(More_than_one_report.Hugepage_whose_only_record_cannot_be_allocated_is_restored_and_then_leaked_with_its_healthy_pages), $"{Record61}; mm/hugetlb.c: dissolve_free_hugetlb_folio(), __update_and_free_hugetlb_folio()")),
        new(12, "the first page, no memory for its entry and no frames for the restore",
            new Outcome([Era.V61, Era.V612, Era.V612118, Era.V7], "the mark of the unreliable list is erased with page->private, and the bad page is not flagged when the hugepage is freed",
                nameof(More_than_one_report.Restore_that_fails_erases_the_mark_of_the_unreliable_list_and_the_bad_page_is_given_out_later), "6.1.192, mm/hugetlb.c: add_hugetlb_page(); 6.12.118, 7.3.4: add_hugetlb_folio()")),
        new(13, "an optimised hugepage that has left the pool and waits for the worker that frees it",
            new Outcome([Era.Rfc, Era.V3], "taken for a free one, and taken off a list that it is not on: an oops",
                nameof(Neither_free_nor_in_use.Hugepage_that_waits_for_its_worker_is_taken_for_a_free_one_and_taken_off_a_list_that_it_is_not_on), $"{Record59}; RFC patch 12/24, mm/hugetlb.c"),
            new Outcome([Era.V514, Era.V518], "its type is gone: a tail is taken for an ordinary page and flagged through the read-only alias: an oops",
                nameof(Neither_free_nor_in_use.Tail_of_a_hugepage_that_waits_for_its_worker_is_taken_for_an_ordinary_page_and_flagged_through_a_read_only_alias), "v5.14, v5.18, mm/hugetlb.c: remove_hugetlb_page(), mm/memory-failure.c: memory_failure()"),
            new Outcome([Era.V61], "HPageFreed is set still, so it is found free; recorded, but held: -EBUSY; the page is flagged when the worker frees it",
                nameof(Neither_free_nor_in_use.Hugepage_that_has_left_the_pool_is_found_free_and_cannot_be_dissolved_but_its_record_is_moved_when_it_is_freed), $"{Record61}; mm/hugetlb.c: __remove_hugetlb_page()"),
            new Outcome([Era.V612, Era.V7], "busy: recorded at the second try, -EBUSY; the page is flagged when the worker frees it",
                nameof(Neither_free_nor_in_use.Hugepage_that_has_left_the_pool_is_busy_and_recorded_and_the_record_is_moved_when_it_is_freed), $"{Record61}; mm/hugetlb.c: remove_hugetlb_folio()"),
            new Outcome([Era.V612118], "busy: recorded at the second try, -EBUSY; the page is flagged when the hugepage is lost",
                nameof(Neither_free_nor_in_use.Hugepage_that_has_left_the_pool_is_busy_and_recorded_and_then_lost), $"{Record61}; {Refused}")),
        new(14, "a tail of a hugepage that is restored and whose type is gone, not yet with the buddy allocator",
            new Outcome([Era.Rfc, Era.V3, Era.V514, Era.V518, .. Listed], "an ordinary page: its own struct page is flagged, and it is freed with the flag",
                nameof(Neither_free_nor_in_use.Tail_of_a_hugepage_whose_type_is_gone_is_flagged_itself_and_the_hugepage_is_freed_with_that_flag), "v5.18 to 7.3.4, mm/memory-failure.c: memory_failure(), get_any_page()")
            {
                Open = "that it is taken off the buddy allocator where the free ends during the retries of get_any_page(): the model has no take_page_off_buddy()",
            },
            new Outcome([Era.V612118], "an ordinary page: its own struct page is flagged, and the hugepage is lost",
                nameof(Neither_free_nor_in_use.Tail_of_a_hugepage_whose_type_is_gone_is_flagged_itself_and_the_hugepage_is_lost_with_that_flag), Refused)),
    ];
}
