namespace Vmemmap.Model.Museum;

/// <summary>N1 to N14: what a kernel does not guarantee, and the releases in which it stands.</summary>
internal static class ClaimsOfWhatIsNotGuaranteed
{
    private const string ChecksOff = "Each that was read, 6.1 to 7.3.4, where nothing switches check_pages_enabled on; with init_on_alloc=1, Debian's default, the allocator drops the whole block instead.";

    public static IReadOnlyList<Claim> All { get; } =
    [
        new("N1", "Between the free of a dissolved hugepage, as one block, and take_page_off_buddy() anybody may be given the bad page in it.",
            "J. Yan, mail of November 2025, with a series that frees only the healthy pages; 7.2.13, mm/memory-failure.c: __page_handle_poison()", ChecksOff)
        {
            Refutations = [new("poison-contained", "corrected+unchecked") { LastStep = "page-to-user" }],
            Tests = ["Bad_pages_in_free_blocks.Are_given_away_between_the_dissolve_and_the_call_that_takes_them_off", "Bad_pages_in_free_blocks.Are_looked_at_where_check_pages_enabled_is_on"],
            Findings = ["bad-pages-inside-free-blocks", "compaction-moves-data-to-known-bad-pages", "contiguous-ranges-with-known-errors"],
            Open = "alloc_contig_range() and compaction do not look at the flag even where the checks are on: that was seen, and corrected+unchecked stands for both.",
        },
        new("N2", "A hugepage with a known error that the pool, its last user or the worker gives up is freed with the flag on the bad page, and nothing takes that off the free list.",
            "7.3.4, mm/hugetlb.c: __update_and_free_hugetlb_folio(); derived, no report known", ChecksOff)
        {
            Refutations = [new("poison-contained", "corrected+unchecked") { Correction = "healthy-pages-freed" }],
            Tests = ["Bad_pages_in_free_blocks.Are_given_away_when_the_pool_gives_up_a_hugepage_with_a_known_error", "Bad_pages_in_free_blocks.Never_get_there_where_only_healthy_pages_are_freed"],
            Findings = ["bad-pages-inside-free-blocks"],
        },
        new("N3", "An error in a hugepage that is being made, is isolated or is being freed is recorded at best: memory failure gives up, and the hugepage goes on to whoever gets it.",
            "mm/memory-failure.c: get_huge_page_for_hwpoison() (neither HPG_freed nor HPG_migratable), get_any_page() (a page whose type is gone)",
            "Each that was read, 6.1 to 7.3.4. In 6.1 a hugepage that has left the pool still counts as free: recorded, and the dissolve fails. One whose type is gone is retried a few times, and taken off where the free ends in time.")
        {
            Refutations = [ClaimedRefutation.SinceTheList("poison-contained") with { LastStep = "alloc-surplus" }],
            Tests =
            [
                "Neither_free_nor_in_use.Isolated_hugepage_is_recorded_and_left_to_its_user",
                "Neither_free_nor_in_use.Hugepage_that_is_being_made_is_recorded_and_enters_the_pool_for_ever",
                "Neither_free_nor_in_use.Hugepage_that_has_left_the_pool_is_found_free_and_cannot_be_dissolved_but_its_record_is_moved_when_it_is_freed",
                "Neither_free_nor_in_use.Tail_of_a_hugepage_whose_type_is_gone_is_flagged_itself_and_the_hugepage_is_freed_with_that_flag",
            ],
            Findings = ["surplus-hugepage-given-out-with-a-known-error"],
        },
        new("N4", "Only a dissolve moves the flag of the head, to the page that it was told of: freed in any other way a healthy head stays flagged, and the bad tail is not.",
            "5.15-rc6, mm/hugetlb.c: dissolve_free_huge_page(); mended by the raw error list, 161df60e9e89", "v5.14 to v5.18; from 6.1 on the list moves.")
        {
            Refutations = [new("dissolved-flags-exact", "linux-5.18", "linux-5.18+pmd") { LastStep = "free-struct-pages" }],
            Tests =
            [
                "Free_in_the_pool.Free_hugepage_whose_restore_fails_stays_in_the_pool_and_loses_its_bad_tail_when_it_is_given_up_later",
                "Surplus_hugepages.Surplus_hugepage_is_freed_with_the_flag_on_its_healthy_head_and_the_bad_tail_is_given_out",
            ],
        },
        new("N5", "The second bad page of a hugepage is taken for the first, and forgotten.",
            "5.15-rc6 and 5.15.148, mm/memory-failure.c; mended by the raw error list, 161df60e9e89", "v5.14 to v5.18; from 6.1 on it is listed.")
        {
            Tests = ["More_than_one_report.Second_page_of_a_hugepage_is_taken_for_the_first_and_given_out_when_the_hugepage_is_freed", "More_than_one_report.Second_page_of_a_hugepage_is_recorded_and_not_handled_and_both_are_flagged_when_the_hugepage_is_freed"],
        },
        new("N6", "Where an entry of the raw error list cannot be allocated all entries go, and the whole hugepage counts as bad.",
            "161df60e9e89; 6.1, mm/memory-failure.c: hugetlb_update_hwpoison()", "By design, 6.1 to 7.3.4.")
        {
            Bugs = ["reliable-list-leaked"],
            Tests = ["More_than_one_report.Record_that_cannot_be_allocated_takes_the_earlier_ones_with_it_and_the_hugepage_is_leaked_when_the_pool_gives_it_up"],
        },
        new("N7", "A restore that fails erases the mark of an unreliable list (L1), and with it all that is known of the errors.",
            "6.1.192, mm/hugetlb.c: add_hugetlb_page(); 7.3.4: add_hugetlb_folio(); derived, no report known", "6.1 to 7.3.4.")
        {
            Refutations = [ClaimedRefutation.SinceTheList("poison-recorded") with { Correction = "add-back-keeps-private" }],
            Tests = ["More_than_one_report.Restore_that_fails_erases_the_mark_of_the_unreliable_list_and_the_bad_page_is_given_out_later"],
            Findings = ["failed-restore-forgets-unreliable-list"],
        },
        new("N9", "Unpoison of a hugepage forgets all its bad pages, and that of a tail is refused.",
            "mm/memory-failure.c: unpoison_memory()", "6.1 to 7.3.4, after errors that were made up only.")
        {
            Refutations = [new("poison-recorded", "corrected+unpoison") { LastStep = "unpoison-free-hugepage" }, new("poison-recorded", "linux-6.1+unpoison") { Correction = "unpoison-takes-one" }],
            Tests = ["Unpoison_in_each_release.Forgets_the_error_of_a_tail_with_that_of_the_head", "Injected_errors_that_are_taken_back.Take_the_errors_of_other_pages_of_the_hugepage_with_them", "Injected_errors_that_are_taken_back.Cannot_be_taken_back_where_they_are_of_a_tail"],
            Findings = ["unpoison-forgets-other-errors", "unpoison-drops-the-users-reference"],
        },
        new("N10", "/proc/kpageflags takes the flag from the struct page that it is asked about: of an optimised hugepage one healthy page in 64 reads as poisoned, and the bad tail does not.",
            "6.1, fs/proc/page.c: stable_page_flags(); derived, no report known", "Of the releases read last only 6.1; 6.12 and later take the flag of the folio, for all its pages. v5.18 has the same lines.")
        {
            Refutations = [new("error-marks-no-other-page", "linux-5.18", "linux-5.18+pmd", "linux-6.1", "linux-6.1+pmd") { Correction = "two-frames" }],
        },
        new("N11", "A free hugepage with an error stays in the pool where no other is left unreserved; it is never given out, and a reservation may find nothing.",
            "7.3.4, mm/hugetlb.c: dissolve_free_hugetlb_folio() (free - resv); derived, no report known", "Each of the table of cases, from the RFC of 2020 to 7.3.4.")
        {
            Tests = ["Free_in_the_pool.Free_hugepage_that_is_the_last_one_reserved_is_not_dissolved_and_stays_in_the_pool_with_its_record"],
            Open = "That the owner of a reservation gets SIGBUS: counts of reservations are outside this machine.",
        },
        new("N12", "A frame that holds struct pages goes bad: it is flagged and used on, and an optimise copies the head's page out of it as if it were good.",
            "v5.18 to 7.3.4, mm/memory-failure.c: get_any_page(); mm/hugetlb_vmemmap.c: copy_page(); derived, no report known", "All. In 7.3 a reserved frame is reported as the kernel's, in 6.1 to 7.2 as one that cannot be had; the flag is set in all.")
        {
            Bugs = ["bad-frame-freed"],
            Tests =
            [
                "Frames_of_the_memory_map.Bad_frame_of_the_memory_map_serves_on_and_is_retired_when_an_optimise_gives_it_back",
                "Frames_of_the_memory_map.Bad_frame_of_the_zone_serves_every_hugepage_that_is_optimised_later",
                "Frames_of_the_memory_map.Bad_frame_of_the_head_is_copied_from_as_if_it_were_good_and_retired_when_the_optimise_gives_it_back",
            ],
            Open = "That a read of the bad frame machine-checks: the machine has no machine checks.",
        },
        new("N13", "The second bad page of a hugepage is counted for the machine and not for its node.",
            "mended by a148a2040191 (January 2026)", "Before a148a2040191; it is in 6.1.192, 6.12.113, 6.12.118, 7.2.13 and 7.3.4.")
        {
            Refutations = [new("poisoned-pages-counted-once", "linux-6.12", "linux-6.12.118", "linux-7.1", "linux-7.2", "linux-7.3") { Correction = "unreliable-counted-once" }],
            Findings = ["errors-counted-again"],
            Open = "The machine has one counter, that of the machine: that of a node is not followed. The mend is refuted in its turn, where the list is unreliable.",
        },
        new("N14", "An unreliable list is looked for once, before the restore and without the lock; one that becomes unreliable after that is dropped.",
            "7.3.4, mm/hugetlb.c: __update_and_free_hugetlb_folio(); a81fa1dc5db2, which was withdrawn", "6.1.192, 6.12.113, 6.12.118, 7.2.13, 7.3.4.")
        {
            Refutations = [ClaimedRefutation.SinceTheList("dissolved-flags-exact") with { Correction = "errors-moved-under-lock" }],
            Bugs = ["unreliable-list-not-asked"],
            Tests = ["Scenarios_of_6_1.A_list_that_becomes_unreliable_during_the_restore_is_lost_and_the_head_is_flagged_in_its_place"],
            Findings = ["list-unreliable-after-the-test"],
        },
    ];
}
