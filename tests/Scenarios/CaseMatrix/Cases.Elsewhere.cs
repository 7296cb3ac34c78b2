namespace Vmemmap.Tests.Scenarios.CaseMatrix;

/// <content>Cases 9 and 15 to 18: hugepages of 1 GiB, frames that hold struct pages, and errors that were made up.</content>
internal static partial class Cases
{
    private const string OfFrame = "v5.18 to 7.3.4, mm/memory-failure.c: memory_failure(), get_any_page(); mm/page_alloc.c: free_pages_prepare()";
    private const string NoMachineCheck = "that a read of the bad frame may machine-check, and whether it is reported as 'kernel' or 'get hwpoison page': the model tells neither";

    private static IEnumerable<Case> Elsewhere =>
    [
        new(9, "a hugepage of 1 GiB in use",
            new Outcome([Era.Rfc, Era.V3], "its head is flagged and a reference taken, and then it is left as it is, with the reference: -EBUSY", null, "v5.9, mm/memory-failure.c: memory_failure_hugetlb(): MF_MSG_NON_PMD_HUGE")
            {
                Open = "without mf_mutex two calls may each leave a reference on one hugepage: the model knows that one was left, not how many, so it follows neither",
            },
            new Outcome([Era.V514, Era.V518], "its head is flagged and a reference taken, and then it is left as it is, with the reference: -EBUSY",
                nameof(Gigantic_hugepages.Hugepage_in_use_that_is_larger_than_a_PMD_maps_keeps_the_flag_its_users_and_the_reference_of_memory_failure), "v5.14, v5.18, mm/memory-failure.c: memory_failure_hugetlb(), try_memory_failure_hugetlb(): MF_MSG_NON_PMD_HUGE")),
        new(9, "a free hugepage of 1 GiB",
            new Outcome([Era.Rfc, Era.V3, Era.V514], "as one of 2 MiB: dissolved if the bad page is its head", nameof(Gigantic_hugepages.Free_hugepage_over_several_page_tables_is_dissolved_for_a_bad_head), GivesUp)
            {
                Open = OrderZero,
            },
            new Outcome([Era.V518], "as one of 2 MiB: restored, dissolved, and the bad page alone is flagged", nameof(Gigantic_hugepages.Free_hugepage_over_several_page_tables_is_dissolved_and_its_bad_tail_alone_is_flagged), Dissolve518)
            {
                Open = OrderZero,
            }),
        new(9, "a hugepage of 1 GiB, free or in use",
            new Outcome([Era.V61], "as one of 2 MiB: dissolved, and the bad page alone is flagged", nameof(Gigantic_hugepages.Hugepage_over_several_page_tables_is_dissolved_free_or_in_use_and_its_bad_tail_alone_is_flagged), "6.1.192, mm/hugetlb.c: __update_and_free_page(), free_gigantic_page()")
            {
                Open = OrderZero,
            },
            new Outcome([Era.V612, Era.V7], "as one of 2 MiB: dissolved, and the bad page alone is flagged", nameof(Gigantic_hugepages.Hugepage_over_several_page_tables_is_dissolved_free_or_in_use_and_its_bad_tail_alone_is_flagged), "6.12.113, 7.3.4, mm/hugetlb.c: __update_and_free_hugetlb_folio(), mm/page_alloc.c: split_large_buddy()"),
            new Outcome([Era.V612118], "as one of 2 MiB: restored, and then lost as a whole", nameof(Gigantic_hugepages.Hugepage_over_several_page_tables_is_restored_and_lost_with_its_bad_tail_flagged), Refused)),
        new(15, "a frame of the memory map since boot, that of a tail page",
            new Outcome(Era.All, "flagged and left alone; when an optimise gives it back the page allocator refuses it", nameof(Frames_of_the_memory_map.Bad_frame_of_the_memory_map_serves_on_and_is_retired_when_an_optimise_gives_it_back), OfFrame)
            {
                Open = NoMachineCheck,
            }),
        new(15, "a frame of the memory map since boot, that the tails share",
            new Outcome([Era.Rfc, Era.V3, Era.V514, Era.V518, Era.V61], "flagged and left alone: head and tails are read through it as before", nameof(Frames_of_the_memory_map.Bad_frame_that_the_tails_share_serves_on), OfFrame)
            {
                Open = NoMachineCheck,
            }),
        new(16, "a frame from the buddy allocator, that of a restored tail page",
            new Outcome([Era.Rfc, Era.V3, Era.V514, Era.V518, .. Listed], "flagged and left alone; when the next optimise gives it back the page allocator refuses it", nameof(Frames_of_the_memory_map.Bad_frame_of_a_restored_tail_page_serves_on_and_is_retired_by_the_next_optimise), OfFrame),
            new Outcome([Era.V612118], "flagged and left alone; it is the memory map of a hugepage that is lost", nameof(Frames_of_the_memory_map.Bad_frame_of_a_restored_tail_page_serves_on_for_a_hugepage_that_is_lost), $"{OfFrame}; {Refused}")),
        new(16, "a frame from the buddy allocator, that the head's page was moved to",
            new Outcome([Era.V612, Era.V612118, Era.V7], "flagged and left alone: the head is there as before", nameof(Frames_of_the_memory_map.Bad_frame_that_the_head_was_moved_to_serves_on), $"{OfFrame}; 6.12.118, 7.3.4, mm/hugetlb_vmemmap.c: vmemmap_remap_pte()")
            {
                Open = NoMachineCheck,
            }),
        new(16, "the frame of tails of the zone",
            new Outcome([Era.V7], "flagged and left alone: never freed, and every hugepage of the zone that is optimised later is mapped to it", nameof(Frames_of_the_memory_map.Bad_frame_of_the_zone_serves_every_hugepage_that_is_optimised_later), "7.2.13, 7.3.4, mm/hugetlb_vmemmap.c: vmemmap_get_tail()")
            {
                Open = NoMachineCheck,
            }),
        new(17, "the frame of the head's page, before the hugepage is optimised",
            new Outcome([Era.Rfc, Era.V3, Era.V514, Era.V518, Era.V61], "the head's page is not moved, and so not copied", null, "v5.14 to 6.1.192, mm/hugetlb_vmemmap.c: vmemmap_remap_pte()"),
            new Outcome([Era.V612, Era.V612118, Era.V7], "copied from as if it were good, and refused by the page allocator when it is given back", nameof(Frames_of_the_memory_map.Bad_frame_of_the_head_is_copied_from_as_if_it_were_good_and_retired_when_the_optimise_gives_it_back), "6.12.118, 7.3.4, mm/hugetlb_vmemmap.c: __hugetlb_vmemmap_optimize_folio(): copy_page()")
            {
                Open = "that copy_page() of bad memory is fatal: the model has no machine checks",
            }),
        new(18, "a free hugepage, an error of its head that was made up, and the filter hits",
            new Outcome([Era.Rfc, Era.V3, Era.V514], "the flag is cleared; nothing has happened", nameof(Filtered.Free_hugepage_whose_head_was_reported_is_as_before), Filter514)),
        new(18, "a free hugepage, an error of a tail that was made up, and the filter hits",
            new Outcome([Era.Rfc], "the tail's own flag is cleared, which is not set, through the alias; the head stays flagged, and nobody gets the hugepage",
                nameof(Filtered.Free_hugepage_whose_tail_was_reported_keeps_the_flag_of_its_head_and_its_alias_is_written_to), Filter514),
            new Outcome([Era.V3, Era.V514], "the tail's own flag is cleared through the read-only alias: an oops",
                nameof(Filtered.Free_hugepage_whose_tail_was_reported_oopses_as_its_read_only_alias_is_written_to), $"{Filter514}; derived, no report known"),
            new Outcome([Era.V518], "the flag of the head is cleared; nothing has happened", nameof(Filtered.Free_hugepage_is_as_before), Filter518)),
        new(18, "a hugepage in use, an error that was made up, and the filter hits",
            new Outcome([Era.Rfc, Era.V3, Era.V514], "the filter is not asked: the hugepage is dissolved and a healthy page lost", nameof(Filtered.Hugepage_in_use_is_not_filtered_and_loses_a_healthy_page), Filter514),
            new Outcome([Era.V518], "the flag of the head is cleared; the reference that was taken is not dropped, so the hugepage is never freed", nameof(Filtered.Hugepage_in_use_is_never_freed_as_the_reference_of_memory_failure_is_not_dropped), Filter518)),
        new(18, "an optimised hugepage, free or in use, an error that was made up, and the filter hits",
            new Outcome([Era.V61], "the flag of the head is cleared, and the entry of a healthy page left behind in the list", nameof(Filtered.Optimised_hugepage_loses_the_flag_of_its_head_and_keeps_the_entry_of_a_healthy_page_for_ever), "6.1.192, mm/memory-failure.c: try_memory_failure_hugetlb(), hugetlb_clear_page_hwpoison()"),
            new Outcome([Era.V612, Era.V612118, Era.V7], "flag and entry stay, though -EOPNOTSUPP is returned: nobody gets the hugepage any longer", nameof(Filtered.Optimised_hugepage_keeps_flag_and_entry_and_is_given_to_nobody_any_longer), Filter612)),
        new(18, "a hugepage that is not optimised, an error that was made up, and the filter hits",
            new Outcome([Era.V61, Era.V612, Era.V612118, Era.V7], "the entry is not dropped but moved: a healthy page is flagged, and lost when the hugepage is freed",
                nameof(Filtered.Hugepage_that_is_not_optimised_has_a_healthy_page_flagged_which_is_lost_when_the_hugepage_is_freed), $"6.1.192, mm/memory-failure.c: hugetlb_clear_page_hwpoison(); {Filter612}")),
    ];

    private const string Filter514 = "v5.9, v5.14, mm/memory-failure.c: memory_failure_hugetlb()";
    private const string Filter518 = "v5.18, mm/memory-failure.c: try_memory_failure_hugetlb()";
    private const string Filter612 = "6.12.118, 7.3.4, mm/memory-failure.c: try_memory_failure_hugetlb(), folio_clear_hugetlb_hwpoison()";
    private const string OrderZero = "up to 6.1.192 its pages are freed one by one, the page allocator refuses the flagged one, and take_page_off_buddy() finds nothing: memory failure reports FAILED; the model has no take_page_off_buddy()";
}
