namespace Vmemmap.Model.Museum;

/// <summary>M01 to M15: bugs of memory failure and hugepages that were made and, most of them, mended.</summary>
internal static class ClaimsOfMendedBugs
{
    public static IReadOnlyList<Claim> All { get; } =
    [
        new("M01", "The hugetlb type goes before the vmemmap is restored: in between memory failure takes a shared tail for an ordinary page and stores to it.",
            "M. Kravetz, 32c877191e02 (v6.5, and stable 6.1 and 6.4); Fixes: ad2fa3717b74; a panic reported by N. Horiguchi", "v5.14 to v6.4.")
        {
            Bugs = ["type-dropped-early"],
            Refutations = [new("no-store-through-shared-tail", "linux-5.14", "linux-5.18", "linux-5.18+pmd", "linux-6.2") { Correction = "type-until-restored" }],
        },
        new("M02", "A new hugepage is optimised before it has its type: the same on the way in.",
            "M. Kravetz, d8f5f7e445f0 (v6.7); Fixes: f41f2ed43ca5", "v5.14 to v6.6; open in 6.1.192.")
        {
            Bugs = ["type-set-late"],
            Refutations = [new("no-store-through-shared-tail", "linux-5.14", "linux-5.18", "linux-6.1", "linux-6.2", "linux-6.6") { Correction = "type-before-optimise" }],
        },
        new("M03", "A dissolve restores a hugepage whose type is gone already as it was never optimised: a warning, and in a first draft a wrong return code.",
            "M. Kravetz, October 2023, after M02 (30a89adf872d in our notes, not confirmed)", "Mended in each that was read; the bulk restore still does it.")
        {
            Findings = ["bulk-restore-of-what-was-never-optimised"],
            Open = "Warnings and return codes are outside this machine, and a restore of what is not optimised is no step of it: the finding is its relative of today, on the kernels' own code.",
        },
        new("M04", "The errors move to their pages before the type goes: an error that is recorded in between is moved by nobody.",
            "Miaohe Lin, 5596d9e8b553 (v6.10, and stable 6.1 and 6.6); Fixes: 32c877191e02", "v6.5 to v6.9.")
        {
            Bugs = ["type-dropped-behind-the-errors"],
            Refutations = [new("dissolved-flags-exact", "linux-6.6") { Correction = "errors-moved-under-lock" }],
        },
        new("M05", "An unreliable list is looked for before the type goes and not again (N14).",
            "Miaohe Lin, a81fa1dc5db2 (July 2024, before the merge), withdrawn; Fixes: 32c877191e02", "Open in 6.1.192, 6.12.113, 6.12.118, 7.2.13, 7.3.4.")
        {
            Bugs = ["unreliable-list-not-asked"],
            Refutations = [ClaimedRefutation.SinceTheList("dissolved-flags-exact") with { Correction = "errors-moved-under-lock" }],
            Tests = ["Scenarios_of_6_1.A_list_that_becomes_unreliable_during_the_restore_is_lost_and_the_head_is_flagged_in_its_place"],
            Findings = ["list-unreliable-after-the-test"],
        },
        new("M06", "Where the filter of a tester hits an optimised hugepage, its head loses the flag and the list stays, which the later free does not look for.",
            "Miaohe Lin, July 2023 (v6.6); Fixes: ac5fcde0a96a", "6.1, where it is open. Mended later, where flag and entry stay; and where the hugepage is not optimised a healthy page is flagged.")
        {
            Tests =
            [
                "Filtered.Optimised_hugepage_loses_the_flag_of_its_head_and_keeps_the_entry_of_a_healthy_page_for_ever",
                "Filtered.Optimised_hugepage_keeps_flag_and_entry_and_is_given_to_nobody_any_longer",
                "Filtered.Hugepage_that_is_not_optimised_has_a_healthy_page_flagged_which_is_lost_when_the_hugepage_is_freed",
            ],
            Open = "It is no seeded bug: the filter is a part of scenarios only, and an error that is made up and filtered is none that an invariant could miss.",
        },
        new("M07", "Unpoison and a free walk one raw error list at once, and free its entries twice.",
            "Jiaqi Yan, July 2023 (v6.6; 9e130c4b000b in our notes, not confirmed)", "Until v6.5; open in 6.1.192, where the kernel's own code was seen to do it.")
        {
            Refutations = [new("raw-error-list-walked-alone", "linux-6.1+unpoison") { LastStep = "unpoison-free-hugepage" }],
            Bugs = ["list-walked-by-two"],
            Tests = ["Unpoison_in_each_release.Frees_in_6_1_the_entries_that_who_empties_the_pool_is_freeing", "Injected_errors_that_are_taken_back.Find_no_list_where_who_frees_the_hugepage_has_taken_it"],
            Findings = ["unpoison-walks-a-list-that-is-none"],
        },

        new("M08", "A hugepage is dissolved, its bad page is not found on a free list, and that counts as success: the count of a page goes up that the buddy allocator has, and unpoison frees it again.",
            "Miaohe Lin, 8cf360b9d6a8 (v6.10, and stable 6.1 and 6.6); Fixes: ceaf8fbea79a", "Until v6.9; mended in each that was read.")
        {
            Bugs = ["page-not-taken-off-counts-as-taken"],
            Open = "Whoever has the page by then is a user here: compaction, which holds free pages off their lists for a moment, is outside this machine; and corrected+unpoison takes no page off, so that unpoison frees it a second time is not followed.",
        },
        new("M09", "Memory failure raises a static key with the lists of the CPUs locked, which CPU hotplug takes in the other order: a deadlock.",
            "Miaohe Lin, 1983184c22dd (v6.9, and stable 6.1); Fixes: a6b40850c442", "Until v6.8; mended in each that was read.")
        {
            Open = "Of locks the machine has hugetlb_lock and mf_mutex only, so there is no order to be wrong, and CPU hotplug is outside it.",
        },
        new("M10", "The reference of a page that was recorded before is dropped under hugetlb_lock; where it is the last one the free takes that lock again.",
            "Wupeng Ma, 3c2d42b8ee34 (v7.1, and stable 6.1, 6.6, 6.12 and 6.18); Fixes: 405ce051236c", "v5.18 to v7.0; mended in 6.1.192, 6.12.113, 6.12.118, 7.2.13 and 7.3.4.")
        {
            Bugs = ["put-before-unlock"],
            Refutations =
            [
                new("lock-is-not-taken-twice", "linux-5.18", "linux-5.18+pmd", "linux-6.2", "linux-6.2+arm64", "linux-6.6", "linux-6.7", "linux-6.7+s390", "linux-6.14", "linux-6.15", "linux-6.17", "linux-7.1") { LastStep = "put-under-lock" },
            ],
            Tests =
            [
                "A_reference_that_is_dropped_under_a_lock.Is_the_last_where_the_user_has_gone_and_the_free_waits_for_ever",
                "A_reference_that_is_dropped_under_a_lock.Is_the_last_of_a_hugepage_that_is_migratable_only_if_its_first_error_came_before_it_was",
                "A_reference_that_is_dropped_under_a_lock.Is_dropped_outside_it_after_the_mend",
            ],
            Findings = ["reference-dropped-under-hugetlb-lock"],
        },
        new("M11", "The head is looked up and flagged without hugetlb_lock: the hugepage may be gone by then, or be another.",
            "N. Horiguchi, 405ce051236c (v5.18, and stable 5.15)", "v5.14 to v5.17.")
        {
            Bugs = ["type-not-asked-under-lock"],
            Refutations =
            [
                new("dissolved-flags-exact", "linux-5.14") { LastStep = "flag-head" },
                new("error-marks-no-other-page", "linux-5.14") { Correction = "memory-failure-under-lock" },
            ],
            Findings = ["two-lookups-of-memory-failure"],
        },
        new("M12", "An error of a hugepage that is neither free nor in use is not recorded.",
            "N. Horiguchi, 2022 (38f6d29397cc); Fixes: 405ce051236c", "v5.18.")
        {
            Bugs = ["busy-hugepage-not-recorded"],
            Refutations = [new("poison-recorded", "linux-5.18", "linux-5.18+pmd") { LastStep = "failure-finds-busy" }],
            Tests = ["Neither_free_nor_in_use.Isolated_hugepage_is_not_recorded_at_all", "Neither_free_nor_in_use.Hugepage_that_is_being_made_is_not_recorded_and_enters_the_pool"],
        },
        new("M13", "A hugepage with an error is demoted: the flag of its head is then that of its first part, whichever part is bad.",
            "M. Kravetz, March 2022 (v5.18); Fixes: 8531fc6f52f5", "Until v5.17. What is left is a race with the restore, in 6.1 to 7.3.4.")
        {
            Bugs = ["flagged-hugepage-demoted", "flag-asked-for-once"],
            Refutations = [new("demoted-without-errors", "linux-6.1", "linux-6.1+pmd", "linux-6.6", "linux-6.12", "linux-6.14", "linux-6.15", "linux-6.17", "linux-7.1", "linux-7.2", "linux-7.3") { Correction = "demotion-looks-again" }],
            Findings = ["error-in-a-hugepage-that-is-demoted"],
            Open = "In 6.2 to 6.4, 6.7 to 6.10 and 6.12.118 demotion is not followed: in the last it was found on the kernel's own code.",
        },
        new("M14", "Unpoison asks the folio instead of the page: the head's flag decides for every page.",
            "S. Kumar, 6c54312f9689 (v6.5); Fixes: a6fddef49eef", "Until v6.4; mended in each that was read.")
        {
            Bugs = ["unpoison-asks-the-folio"],
            Open = "The pages of the commit were those of a split folio, no hugepage.",
        },
        new("M15", "The second bad page of a hugepage is counted for the machine and not for its node (N13).",
            "Jane Chu, a148a2040191 (January 2026); Fixes: 18f41fa616ee", "Until then; mended in 6.1.192, 6.12.113, 6.12.118, 7.2.13 and 7.3.4.")
        {
            Bugs = ["later-error-not-counted"],
            Findings = ["errors-counted-again"],
            Open = "The machine has one counter, that of the machine: that of a node is not followed. What the mend brought with it is a finding.",
        },
    ];
}
