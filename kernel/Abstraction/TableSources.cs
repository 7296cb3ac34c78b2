namespace Vmemmap.Kernel.Abstraction;

/// <summary>Where a table of the model's state comes from when it stands for the state of a child.</summary>
public enum TableSource
{
    /// <summary>Read from the child's memory: contents of frames, entries of page tables.</summary>
    Memory,

    /// <summary>Known to the harness: what it did, what it saw the code do, and where in which call the code is.</summary>
    Harness,

    /// <summary>Known to the harness when a call returns, while the design changes it within the call: judged, and not compared.</summary>
    Judged,

    /// <summary>The truth about something that the harness does not do yet, such as reporting memory errors: the table stays empty, which is the truth, but nothing that rests on it is put to the test.</summary>
    Idle,

    /// <summary>What a monitor of the model remembers about steps, and local variables of the code. No state of a child says it: the steps that the code is found to take advance it.</summary>
    Ghost,
}

/// <summary>The abstraction on one page: each table of the model's state, and what it is read from. <see cref="ChildState"/> does what is said here. Tables from memory and of the harness are compared with those of
/// the design, cell by cell, after each event (<see cref="Refinement.RefinementCheck"/>); those judged are not; ghosts are the design's own.</summary>
public static class TableSources
{
    /// <summary>By the table's name.</summary>
    public static IReadOnlyDictionary<string, (TableSource Source, string Reading)> Of { get; } = new Dictionary<string, (TableSource, string)>
    {
        // The page table over vmemmap.
        ["pte"] = (TableSource.Memory, "the frame in the entry of the page table, as it was last stored"),
        ["writable"] = (TableSource.Memory, "the entry's permission"),
        ["page_table"] = (TableSource.Harness, "the page of vmemmap over 512"),
        ["zone_tail"] = (TableSource.Harness, "since v7.1: the frame of tails that the code has made"),
        ["zone_in_tail"] = (TableSource.Ghost, "the zone of that frame: the harness gives the code one"),
        ["stale"] = (TableSource.Harness, "entries changed since the last flush of their page, whether the run is lazy or not"),

        // Struct pages: words of frames, at the places that the tree's own headers say.
        ["PG_head"] = (TableSource.Memory, "bit PG_head of page->flags"),
        ["compound_head"] = (TableSource.Memory, "page->compound_head: the block whose head it points to where bit 0 is set; since v7.1 compound_info: whether it is the mask of a block's order. All else is garbage"),
        ["PG_hwpoison"] = (TableSource.Memory, "bit PG_hwpoison of page->flags"),
        ["_refcount"] = (TableSource.Memory, "page->_refcount"),
        ["hugetlb_data"] = (TableSource.Memory, "of a tail: page->private or the word after compound_head is not 0; the mark that the harness put into struct page 2 names the block, all else is garbage"),

        // Frames.
        ["owner"] = (TableSource.Harness, "with the buddy allocator from its free to its allocation; with a vmemmap page while its entry is the one that was given it; else collected. A page table is another user's; a frame of tails is collected until it is published or freed; the frame of tails that a zone has is of the memory map, of no one page"),
        ["owner_folio"] = (TableSource.Harness, "the block that the call works on"),
        ["owner_index"] = (TableSource.Harness, "the vmemmap page, or the place in the list"),
        ["frame_bad"] = (TableSource.Idle, "no frame fails"),
        ["fresh"] = (TableSource.Harness, "allocated in a restore, and nothing stored to it since"),

        // What hugetlb knows: read from the head through the page table.
        ["hugetlb"] = (TableSource.Memory, "the type is hugetlb's: page_type of the head, before v6.7 the destructor in struct page 1"),
        ["vmemmap_optimized"] = (TableSource.Memory, "HPG_vmemmap_optimized in the head's private"),
        ["key_counts"] = (TableSource.Ghost, "the key is one number for all blocks and is not read: what is judged is what the place that the code has got to says of it. That it is 0 where the code does not go on with the fake-head test is compared"),
        ["zone"] = (TableSource.Idle, "all memory is of one zone"),
        ["freed"] = (TableSource.Memory, "HPG_freed in the head's private"),
        ["migratable"] = (TableSource.Memory, "HPG_migratable in the head's private"),
        ["raw_hwp_unreliable"] = (TableSource.Memory, "HPG_raw_hwp_unreliable in the head's private"),
        ["raw_hwp_list"] = (TableSource.Memory, "the raw error list of the head, read whenever hugetlb_lock is released; while its entries become flags, or are taken back, it is not compared; it is empty when they are flags"),
        ["counted"] = (TableSource.Judged, "num_poisoned_pages, read when memory_failure(), unpoison_memory() or soft_offline_page() returns: what it has gone up by is put down to the page of the call"),
        ["miscounted"] = (TableSource.Judged, "it went up by a page that was counted already, or down by one that was not"),
        ["copied_list"] = (TableSource.Ghost, "what the design remembers of a page that nobody reads yet"),
        ["copied_unreliable"] = (TableSource.Ghost, "what the design remembers of a page that nobody reads yet"),
        ["raw_page"] = (TableSource.Ghost, "a variable of designs before 5.18"),
        ["raw_slot"] = (TableSource.Ghost, "a variable of designs before 5.18"),

        // What the pool counts, where a run has reservations.
        ["free_huge_pages"] = (TableSource.Memory, "h->free_huge_pages of the size of blocks, read whenever hugetlb_lock is released"),
        ["resv_huge_pages"] = (TableSource.Memory, "h->resv_huge_pages of the size of blocks, read whenever hugetlb_lock is released"),
        ["fit_huge_pages"] = (TableSource.Ghost, "a monitor of what is promised"),
        ["restores_reserve"] = (TableSource.Ghost, "HPG_restore_reserve in the head's private, and from when it is cleared there a local variable of free_huge_folio()"),
        ["overpromised"] = (TableSource.Ghost, "a monitor of what is promised"),
        ["nr_huge_pages"] = (TableSource.Memory, "h->nr_huge_pages of the size of blocks, read whenever hugetlb_lock is released"),
        ["surplus_huge_pages"] = (TableSource.Memory, "h->surplus_huge_pages of the size of blocks, read whenever hugetlb_lock is released"),
        ["counted_as"] = (TableSource.Ghost, "a local position of who makes it"),
        ["temporary"] = (TableSource.Ghost, "HPG_temporary in the head's private: no release sets it in what is called; a patched one does where it gives up what it made, and that alone is followed"),
        ["migration_target"] = (TableSource.Ghost, "a local variable of migrate_pages(), which is not called"),
        ["back_as_surplus"] = (TableSource.Ghost, "a local variable of the code: how it calls add_hugetlb_folio()"),
        ["surplus_left"] = (TableSource.Ghost, "a monitor of what is surplus"),

        // Where the code is: from the calls, the entry to and the return from optimise and restore, and from what was stored in between.
        ["stage"] = (TableSource.Harness, "the control point: see ChildState.Position"),
        ["cursor"] = (TableSource.Harness, "the page after the one whose entry was stored last, or the first tail page where a walk begins; compared where there is a walk"),
        ["walk_end"] = (TableSource.Ghost, "a local variable of the code"),
        ["reset"] = (TableSource.Ghost, "a local variable of the code; its copies are seen store by store"),
        ["reset_half"] = (TableSource.Ghost, "a local variable of the code"),
        ["list_taken"] = (TableSource.Harness, "frames taken from the front of the list; the place of one that was taken out of turn stays empty"),
        ["list_length"] = (TableSource.Harness, "frames collected by the running operation"),
        ["list"] = (TableSource.Harness, "these frames, in the order in which they came"),
        ["in_bulk"] = (TableSource.Ghost, "a local variable of the code: the list that it was given"),
        ["inflight"] = (TableSource.Ghost, "a local position of free_huge_page()"),
        ["demoting"] = (TableSource.Ghost, "a local variable of the code: the list that it was given"),
        ["unflagged_since"] = (TableSource.Ghost, "a monitor of a correction of ours"),
        ["user_holds"] = (TableSource.Harness, "taken into use, and his reference not dropped"),

        ["held_by_failure"] = (TableSource.Idle, "no hugepage is one of a file"),

        // Readers without a reference: calls of compound_head().
        ["reader_stage"] = (TableSource.Harness, "a lookup has answered"),
        ["reader_live"] = (TableSource.Harness, "the block was one hugepage from the first load of the lookup to its answer"),
        ["reader_page"] = (TableSource.Harness, "the struct page that it asked about"),
        ["reader_slot"] = (TableSource.Harness, "the struct page that it asked about"),
        ["reader_head"] = (TableSource.Harness, "the block where the answer is its head; else nobody"),

        // Actors that the harness does not play yet.
        ["pin_count"] = (TableSource.Idle, "no driver holds a page"),
        ["pin_page"] = (TableSource.Idle, "no driver holds a page"),
        ["pin_slot"] = (TableSource.Idle, "no driver holds a page"),
        ["failure_stage"] = (TableSource.Harness, "reported, from the call of memory_failure() to its return, taking an error back, from that of unpoison_memory(), and soft offlining, from that of soft_offline_page(); where it is in between is the design's, and must be over with the call"),
        ["failure_holds"] = (TableSource.Ghost, "a local position of memory_failure()"),
        ["failure_folio"] = (TableSource.Judged, "the block that the error is in"),
        ["failure_page"] = (TableSource.Judged, "the base page that the error is in"),
        ["failure_slot"] = (TableSource.Judged, "the base page that the error is in"),
        ["failure_head"] = (TableSource.Ghost, "a local variable of memory_failure()"),
        ["walker_at"] = (TableSource.Idle, "nobody walks page frame numbers"),
        ["walker_folio"] = (TableSource.Idle, "nobody walks page frame numbers"),
        ["walker_page"] = (TableSource.Idle, "nobody walks page frame numbers"),
        ["walker_slot"] = (TableSource.Idle, "nobody walks page frame numbers"),
        ["walker_count"] = (TableSource.Idle, "nobody walks page frame numbers"),
        ["bad"] = (TableSource.Harness, "memory_failure() was called for the page, and no unpoison_memory() that returned 0 for it, or, unless a correction has it take back one error, for the hugepage that it is in; or soft_offline_page() returned 0 for it"),
        ["struck"] = (TableSource.Judged, "memory_failure() was called for the page while somebody used it: where he had mapped it, it unmapped it and left him an entry that tells; where he had not, that he is told is taken for granted, then and, where the error is recorded, when it returns"),
        ["lent"] = (TableSource.Idle, "base pages have no users of their own"),

        // Truths.
        ["oops"] = (TableSource.Harness, "the CPU faulted"),
        ["stray_store"] = (TableSource.Harness, "a store faulted, as the entry of its struct page does not allow it"),
        ["lost_store"] = (TableSource.Harness, "memory_failure() has set PG_hwpoison in the frame that the head's page had before, or, where the design has a point for that, in the head's page after it was copied; nobody walks page frame numbers"),
        ["speculative_store"] = (TableSource.Idle, "nobody walks page frame numbers"),
        ["stolen_reference"] = (TableSource.Ghost, "a monitor of errors that are taken back"),
        ["stray_walk"] = (TableSource.Ghost, "a monitor of errors that are taken back"),
        ["broken_list"] = (TableSource.Ghost, "a monitor of lists"),
        ["lost_reference"] = (TableSource.Idle, "no driver holds a page"),
    };
}
