---- MODULE corrected_5_18_assigns_in_order ----
\* corrected-5.18: Linux 5.18 with the smallest changes that make every invariant hold but one.
\* With a seeded bug, assigns-in-order: One step swaps two cells, and copies rows that it has just changed.
\* Scope: 1 folio(s) x 2 vmemmap pages x 2 struct pages, 2 frames, 0 pin(s) per folio.
\* Bounds: 0 bad page(s), 0 bad frame(s), without prep-compound-page, scan-again, reject-flagged-page, optimise, remap-tail, flush-remapped, free-tail-frame, set-optimised, optimise-fails, flush-rolled-back, copy-back-begins, copy-back-ends, reset-flags, reset-compound-head, copy-tail-page, reset-struct-page, map-tail-page, put-new-hugepage, enqueue, dequeue, instantiate, isolate, give-back, alloc-surplus, free-surplus, unpin, remove-from-pool, alloc-tail-frame, restore, flush-restored, restore-fails, free-restore-frame, add-back, free-struct-pages, clear-hugetlb-type, leak-hugepage, move-raw-error, unfreeze, free-hugepage, memory-failure, record-raw-error, record-fails, flag-page, dissolve-free-page, unmap-users, leave-file-page, leave-mapped-page, put-failed-page, failure-enqueues, failure-frees-surplus, dissolve-unmapped-page, memory-failure-ends, dissolve-returned, memory-failure-of-frame, frame-to-user, user-overwrites-frame, user-frees-frame, page-to-user, user-frees-page, walker-finds-page, walker-enters, walker-reads-next, walker-loads-count, walker-adds, walker-puts, read-compound-head, read-next-page, reader-ends, failure-reads-compound-head, failure-reads-next-page.
\* Each step is what the kernel does at once. Pages are vmemmap pages; struct pages are contents of frames.
\*   java -cp tla2tools.jar tlc2.TLC -config corrected_5_18_assigns_in_order.cfg corrected_5_18_assigns_in_order.tla
EXTENDS Integers, TLC

Folios == 0 .. 0
Pages == 0 .. 1
Slots == 0 .. 1
Frames == 0 .. 1
Entries == 0 .. 1
Pins == 0 .. -1

VARIABLES
  pte, \* frame
  writable,
  page_table, \* page table
  stale,
  owner, \* 0 buddy, 1 vmemmap, 2 collected, 3 another user, 4 retired
  owner_folio, \* folio
  owner_index, \* entries
  frame_bad,
  fresh,
  PG_head,
  compound_head, \* folio
  PG_hwpoison,
  _refcount, \* references
  hugetlb_data, \* folio
  stage, \* 0 plain, 1 preparing, 2 destroying, 3 prepared, 4 scanning flags, 5 typed, 6 awaiting the last put, 7 finishing, 8 kept by hugetlb, 9 dissolving, 10 moving poison, 11 unfrozen, 12 leaked, 13 remapping, 14 freeing tails, 15 rolling back, 16 restoring, 17 restore: allocating, 18 restore: undoing
  cursor, \* page
  walk_end, \* entries
  reset, \* struct pages reset
  reset_half, \* 0 nothing, 1 flags, 2 compound_head
  list_taken, \* entries
  list_length, \* entries
  list, \* frame
  hugetlb,
  unflagged_since,
  vmemmap_optimized,
  in_bulk,
  freed,
  migratable,
  inflight,
  user_holds,
  held_by_failure,
  raw_page, \* page
  raw_slot, \* slot
  raw_hwp_list,
  raw_hwp_unreliable,
  copied_list,
  copied_unreliable,
  counted,
  miscounted,
  pin_count, \* pins
  pin_page, \* page
  pin_slot, \* slot
  bad,
  struck,
  lent,
  stray_store,
  lost_store,
  speculative_store,
  broken_list,
  oops,
  lost_reference,
  failure_stage, \* 0 idle, 1 reported, 2 looked up, 3 reading page[1], 4 found free, 5 found in use, 6 unmapped, 7 freeing, 8 reference dropped, 9 dissolving
  failure_holds,
  failure_folio, \* folio
  failure_page, \* page
  failure_slot, \* slot
  failure_head, \* folio
  walker_at, \* 0 looking, 1 about to take a reference, 2 testing PG_head, 3 reading page[1], 4 about to load the count, 5 about to compare and add, 6 holding a reference
  walker_folio, \* folio
  walker_page, \* page
  walker_slot, \* slot
  walker_count, \* references
  reader_stage, \* 0 idle, 1 reading page[1], 2 answered
  reader_live,
  reader_page, \* page
  reader_slot, \* slot
  reader_head \* folio

vars == <<pte, writable, page_table, stale, owner, owner_folio, owner_index, frame_bad, fresh, PG_head, compound_head, PG_hwpoison, _refcount, hugetlb_data, stage, cursor, walk_end, reset, reset_half, list_taken, list_length, list, hugetlb, unflagged_since, vmemmap_optimized, in_bulk, freed, migratable, inflight, user_holds, held_by_failure, raw_page, raw_slot, raw_hwp_list, raw_hwp_unreliable, copied_list, copied_unreliable, counted, miscounted, pin_count, pin_page, pin_slot, bad, struck, lent, stray_store, lost_store, speculative_store, broken_list, oops, lost_reference, failure_stage, failure_holds, failure_folio, failure_page, failure_slot, failure_head, walker_at, walker_folio, walker_page, walker_slot, walker_count, reader_stage, reader_live, reader_page, reader_slot, reader_head>>

TypeOK ==
  /\ pte \in [Folios -> [Pages -> 0 .. 1]]
  /\ writable \in [Folios -> [Pages -> BOOLEAN]]
  /\ page_table \in [Pages -> 0 .. 1]
  /\ stale \in [Folios -> [Pages -> [Frames -> BOOLEAN]]]
  /\ owner \in [Frames -> 0 .. 4]
  /\ owner_folio \in [Frames -> -2 .. 0]
  /\ owner_index \in [Frames -> 0 .. 2]
  /\ frame_bad \in [Frames -> BOOLEAN]
  /\ fresh \in [Frames -> BOOLEAN]
  /\ PG_head \in [Frames -> [Slots -> BOOLEAN]]
  /\ compound_head \in [Frames -> [Slots -> -2 .. 0]]
  /\ PG_hwpoison \in [Frames -> [Slots -> BOOLEAN]]
  /\ _refcount \in [Frames -> [Slots -> -1 .. 3]]
  /\ hugetlb_data \in [Frames -> [Slots -> -2 .. 0]]
  /\ stage \in [Folios -> 0 .. 18]
  /\ cursor \in [Folios -> -1 .. 2]
  /\ walk_end \in [Folios -> 0 .. 2]
  /\ reset \in [Folios -> -2 .. 1]
  /\ reset_half \in [Folios -> 0 .. 2]
  /\ list_taken \in [Folios -> 0 .. 2]
  /\ list_length \in [Folios -> 0 .. 2]
  /\ list \in [Folios -> [Entries -> -1 .. 1]]
  /\ hugetlb \in [Folios -> BOOLEAN]
  /\ unflagged_since \in [Folios -> BOOLEAN]
  /\ vmemmap_optimized \in [Folios -> BOOLEAN]
  /\ in_bulk \in [Folios -> BOOLEAN]
  /\ freed \in [Folios -> BOOLEAN]
  /\ migratable \in [Folios -> BOOLEAN]
  /\ inflight \in [Folios -> BOOLEAN]
  /\ user_holds \in [Folios -> BOOLEAN]
  /\ held_by_failure \in [Folios -> BOOLEAN]
  /\ raw_page \in [Folios -> -1 .. 2]
  /\ raw_slot \in [Folios -> 0 .. 1]
  /\ raw_hwp_list \in [Folios -> [Pages -> [Slots -> BOOLEAN]]]
  /\ raw_hwp_unreliable \in [Folios -> BOOLEAN]
  /\ copied_list \in [Folios -> [Pages -> [Slots -> BOOLEAN]]]
  /\ copied_unreliable \in [Folios -> BOOLEAN]
  /\ counted \in [Folios -> [Pages -> [Slots -> BOOLEAN]]]
  /\ miscounted \in [Folios -> BOOLEAN]
  /\ pin_count \in [Folios -> 0 .. 0]
  /\ pin_page \in [Folios -> [Pins -> -1 .. 2]]
  /\ pin_slot \in [Folios -> [Pins -> 0 .. 1]]
  /\ bad \in [Folios -> [Pages -> [Slots -> BOOLEAN]]]
  /\ struck \in [Folios -> [Pages -> [Slots -> BOOLEAN]]]
  /\ lent \in [Folios -> [Pages -> [Slots -> BOOLEAN]]]
  /\ stray_store \in [Folios -> BOOLEAN]
  /\ lost_store \in [Folios -> BOOLEAN]
  /\ speculative_store \in [Folios -> BOOLEAN]
  /\ broken_list \in [Folios -> BOOLEAN]
  /\ oops \in BOOLEAN
  /\ lost_reference \in [Folios -> BOOLEAN]
  /\ failure_stage \in 0 .. 9
  /\ failure_holds \in BOOLEAN
  /\ failure_folio \in -2 .. 0
  /\ failure_page \in -1 .. 2
  /\ failure_slot \in 0 .. 1
  /\ failure_head \in -2 .. 0
  /\ walker_at \in 0 .. 6
  /\ walker_folio \in -2 .. 0
  /\ walker_page \in -1 .. 2
  /\ walker_slot \in 0 .. 1
  /\ walker_count \in -1 .. 3
  /\ reader_stage \in [Folios -> 0 .. 2]
  /\ reader_live \in [Folios -> BOOLEAN]
  /\ reader_page \in [Folios -> -1 .. 2]
  /\ reader_slot \in [Folios -> 0 .. 1]
  /\ reader_head \in [Folios -> -2 .. 0]

Init ==
  /\ pte = [k1 \in Folios |-> (0 :> 0 @@ 1 :> 1)]
  /\ writable = [k1 \in Folios |-> [k2 \in Pages |-> TRUE]]
  /\ page_table = [k1 \in Pages |-> 0]
  /\ stale = [k1 \in Folios |-> [k2 \in Pages |-> [k3 \in Frames |-> FALSE]]]
  /\ owner = [k1 \in Frames |-> 1]
  /\ owner_folio = [k1 \in Frames |-> 0]
  /\ owner_index = (0 :> 0 @@ 1 :> 1)
  /\ frame_bad = [k1 \in Frames |-> FALSE]
  /\ fresh = [k1 \in Frames |-> FALSE]
  /\ PG_head = (0 :> (0 :> TRUE @@ 1 :> FALSE) @@ 1 :> [k2 \in Slots |-> FALSE])
  /\ compound_head = (0 :> (0 :> -1 @@ 1 :> 0) @@ 1 :> [k2 \in Slots |-> 0])
  /\ PG_hwpoison = [k1 \in Frames |-> [k2 \in Slots |-> FALSE]]
  /\ _refcount = [k1 \in Frames |-> [k2 \in Slots |-> 0]]
  /\ hugetlb_data = (0 :> (0 :> 0 @@ 1 :> -1) @@ 1 :> [k2 \in Slots |-> -1])
  /\ stage = [k1 \in Folios |-> 3]
  /\ cursor = [k1 \in Folios |-> 2]
  /\ walk_end = [k1 \in Folios |-> 0]
  /\ reset = [k1 \in Folios |-> -1]
  /\ reset_half = [k1 \in Folios |-> 0]
  /\ list_taken = [k1 \in Folios |-> 0]
  /\ list_length = [k1 \in Folios |-> 0]
  /\ list = [k1 \in Folios |-> [k2 \in Entries |-> -1]]
  /\ hugetlb = [k1 \in Folios |-> FALSE]
  /\ unflagged_since = [k1 \in Folios |-> FALSE]
  /\ vmemmap_optimized = [k1 \in Folios |-> FALSE]
  /\ in_bulk = [k1 \in Folios |-> FALSE]
  /\ freed = [k1 \in Folios |-> FALSE]
  /\ migratable = [k1 \in Folios |-> FALSE]
  /\ inflight = [k1 \in Folios |-> FALSE]
  /\ user_holds = [k1 \in Folios |-> FALSE]
  /\ held_by_failure = [k1 \in Folios |-> FALSE]
  /\ raw_page = [k1 \in Folios |-> -1]
  /\ raw_slot = [k1 \in Folios |-> 0]
  /\ raw_hwp_list = [k1 \in Folios |-> [k2 \in Pages |-> [k3 \in Slots |-> FALSE]]]
  /\ raw_hwp_unreliable = [k1 \in Folios |-> FALSE]
  /\ copied_list = [k1 \in Folios |-> [k2 \in Pages |-> [k3 \in Slots |-> FALSE]]]
  /\ copied_unreliable = [k1 \in Folios |-> FALSE]
  /\ counted = [k1 \in Folios |-> [k2 \in Pages |-> [k3 \in Slots |-> FALSE]]]
  /\ miscounted = [k1 \in Folios |-> FALSE]
  /\ pin_count = [k1 \in Folios |-> 0]
  /\ pin_page = [k1 \in Folios |-> [k2 \in Pins |-> 0]]
  /\ pin_slot = [k1 \in Folios |-> [k2 \in Pins |-> 0]]
  /\ bad = [k1 \in Folios |-> [k2 \in Pages |-> [k3 \in Slots |-> FALSE]]]
  /\ struck = [k1 \in Folios |-> [k2 \in Pages |-> [k3 \in Slots |-> FALSE]]]
  /\ lent = [k1 \in Folios |-> [k2 \in Pages |-> [k3 \in Slots |-> FALSE]]]
  /\ stray_store = [k1 \in Folios |-> FALSE]
  /\ lost_store = [k1 \in Folios |-> FALSE]
  /\ speculative_store = [k1 \in Folios |-> FALSE]
  /\ broken_list = [k1 \in Folios |-> FALSE]
  /\ oops = FALSE
  /\ lost_reference = [k1 \in Folios |-> FALSE]
  /\ failure_stage = 0
  /\ failure_holds = FALSE
  /\ failure_folio = -1
  /\ failure_page = -1
  /\ failure_slot = 0
  /\ failure_head = -1
  /\ walker_at = 0
  /\ walker_folio = -1
  /\ walker_page = -1
  /\ walker_slot = 0
  /\ walker_count = 0
  /\ reader_stage = [k1 \in Folios |-> 0]
  /\ reader_live = [k1 \in Folios |-> FALSE]
  /\ reader_page = [k1 \in Folios |-> -1]
  /\ reader_slot = [k1 \in Folios |-> 0]
  /\ reader_head = [k1 \in Folios |-> -1]

AllocHugepage(folio) ==
  /\ stage[folio] = 0 \* stage is 'plain'
  /\ ~oops \* the kernel has not oopsed
  /\ \A page \in Pages : \A slot \in Slots : (~lent[folio][page][slot] /\ _refcount[pte[folio][page]][slot] = 0) \* every base page is free in the buddy allocator
  /\ \A page \in Pages : \A slot \in Slots : ~PG_hwpoison[pte[folio][page]][slot] \* check_new_pages() finds no flag
  /\ UNCHANGED <<pte, writable, page_table, stale, owner, owner_folio, owner_index, frame_bad, fresh, PG_head, compound_head, PG_hwpoison, _refcount, hugetlb_data, walk_end, reset, reset_half, list_taken, list_length, list, hugetlb, unflagged_since, vmemmap_optimized, in_bulk, freed, migratable, inflight, user_holds, held_by_failure, raw_page, raw_slot, raw_hwp_list, raw_hwp_unreliable, copied_list, copied_unreliable, counted, miscounted, pin_count, pin_page, pin_slot, bad, struck, lent, stray_store, lost_store, speculative_store, broken_list, oops, lost_reference, failure_stage, failure_holds, failure_folio, failure_page, failure_slot, failure_head, walker_at, walker_folio, walker_page, walker_slot, walker_count, reader_stage, reader_live, reader_page, reader_slot, reader_head>>
  /\ stage' = [stage EXCEPT ![folio] = 1]
  /\ cursor' = [cursor EXCEPT ![folio] = 0]

ScanBegins(folio) ==
  /\ stage[folio] = 3 \* stage is 'prepared'
  /\ ~oops \* the kernel has not oopsed
  /\ UNCHANGED <<pte, writable, page_table, stale, owner, owner_folio, owner_index, frame_bad, fresh, PG_head, compound_head, PG_hwpoison, _refcount, hugetlb_data, walk_end, reset, reset_half, list_taken, list_length, list, hugetlb, vmemmap_optimized, in_bulk, freed, migratable, inflight, user_holds, held_by_failure, raw_page, raw_slot, raw_hwp_list, raw_hwp_unreliable, copied_list, copied_unreliable, counted, miscounted, pin_count, pin_page, pin_slot, bad, struck, lent, stray_store, lost_store, speculative_store, broken_list, oops, lost_reference, failure_stage, failure_holds, failure_folio, failure_page, failure_slot, failure_head, walker_at, walker_folio, walker_page, walker_slot, walker_count, reader_stage, reader_live, reader_page, reader_slot, reader_head>>
  /\ stage' = [stage EXCEPT ![folio] = 4]
  /\ cursor' = [cursor EXCEPT ![folio] = 0]
  /\ unflagged_since' = [unflagged_since EXCEPT ![folio] = TRUE]

ScanPage(folio) ==
  /\ stage[folio] = 4 \* stage is 'scanning flags'
  /\ cursor[folio] < 2 \* a vmemmap page is left to look at
  /\ ~oops \* the kernel has not oopsed
  /\ \A slot \in Slots : ~PG_hwpoison[IF 0 <= cursor[folio] /\ cursor[folio] <= 1 THEN pte[folio][cursor[folio]] ELSE 0][slot] \* none of its struct pages is flagged
  /\ UNCHANGED <<pte, writable, page_table, stale, owner, owner_folio, owner_index, frame_bad, fresh, PG_head, compound_head, PG_hwpoison, _refcount, hugetlb_data, stage, walk_end, reset, reset_half, list_taken, list_length, list, hugetlb, unflagged_since, vmemmap_optimized, in_bulk, freed, migratable, inflight, user_holds, held_by_failure, raw_page, raw_slot, raw_hwp_list, raw_hwp_unreliable, copied_list, copied_unreliable, counted, miscounted, pin_count, pin_page, pin_slot, bad, struck, lent, stray_store, lost_store, speculative_store, broken_list, oops, lost_reference, failure_stage, failure_holds, failure_folio, failure_page, failure_slot, failure_head, walker_at, walker_folio, walker_page, walker_slot, walker_count, reader_stage, reader_live, reader_page, reader_slot, reader_head>>
  /\ cursor' = [cursor EXCEPT ![folio] = cursor[folio] + 1]

SetHugetlbType(folio) ==
  /\ stage[folio] = 4 \* stage is 'scanning flags'
  /\ cursor[folio] = 2 \* every struct page was looked at
  /\ unflagged_since[folio] \* no page was flagged since
  /\ ~(failure_stage >= 2 /\ 3 >= failure_stage) \* hugetlb_lock is free
  /\ ~oops \* the kernel has not oopsed
  /\ UNCHANGED <<pte, writable, page_table, stale, owner, owner_folio, owner_index, frame_bad, fresh, PG_head, compound_head, PG_hwpoison, _refcount, hugetlb_data, cursor, walk_end, reset, reset_half, list_taken, list_length, list, vmemmap_optimized, in_bulk, freed, migratable, inflight, user_holds, held_by_failure, raw_page, raw_slot, raw_hwp_list, raw_hwp_unreliable, copied_list, copied_unreliable, counted, miscounted, pin_count, pin_page, pin_slot, bad, struck, lent, stray_store, lost_store, speculative_store, broken_list, oops, lost_reference, failure_stage, failure_holds, failure_folio, failure_page, failure_slot, failure_head, walker_at, walker_folio, walker_page, walker_slot, walker_count, reader_stage, reader_live, reader_page, reader_slot, reader_head>>
  /\ stage' = [stage EXCEPT ![folio] = 5]
  /\ hugetlb' = [hugetlb EXCEPT ![folio] = TRUE]
  /\ unflagged_since' = [unflagged_since EXCEPT ![folio] = FALSE]

LeaveUnoptimised(folio) ==
  /\ stage[folio] = 5 \* stage is 'typed'
  /\ ~oops \* the kernel has not oopsed
  /\ UNCHANGED <<pte, writable, page_table, stale, owner, owner_folio, owner_index, frame_bad, fresh, PG_head, _refcount, hugetlb_data, stage, cursor, walk_end, reset, reset_half, list_taken, list_length, list, hugetlb, unflagged_since, vmemmap_optimized, in_bulk, freed, migratable, inflight, user_holds, held_by_failure, raw_page, raw_slot, raw_hwp_list, raw_hwp_unreliable, copied_list, copied_unreliable, counted, miscounted, pin_count, pin_page, pin_slot, bad, struck, lent, stray_store, lost_store, speculative_store, broken_list, oops, lost_reference, failure_stage, failure_holds, failure_folio, failure_page, failure_slot, failure_head, walker_at, walker_folio, walker_page, walker_slot, walker_count, reader_stage, reader_live, reader_page, reader_slot, reader_head>>
  /\ LET
        v1 == pte[folio][0]
        v2 == pte[folio][1]
        v3 == PG_head[v1][1]
      IN
      /\ compound_head' = [compound_head EXCEPT ![v1][0] = compound_head[v1][1], ![v1][1] = compound_head[v1][0]]
      /\ PG_hwpoison' = [[PG_hwpoison EXCEPT ![v2] = [k2 \in Slots |-> TRUE], ![v2][0] = v3] EXCEPT ![v1] = ([PG_hwpoison EXCEPT ![v2] = [k2 \in Slots |-> TRUE], ![v2][0] = v3])[v2], ![v2][1] = v3]

Pin(folio, page, slot, frame) ==
  /\ user_holds[folio] \* the user has the page mapped
  /\ (pin_count[folio] < 0 /\ (~lost_reference[folio] \/ 0 >= _refcount[pte[folio][0]][0])) \* a pin is left
  /\ ~oops \* the kernel has not oopsed
  /\ (pte[folio][page] = frame \/ stale[folio][page][frame]) \* a CPU may hold this translation
  /\ UNCHANGED <<pte, writable, page_table, stale, owner, owner_folio, owner_index, frame_bad, fresh, PG_head, compound_head, PG_hwpoison, hugetlb_data, stage, cursor, walk_end, reset, reset_half, list_taken, list_length, list, hugetlb, unflagged_since, vmemmap_optimized, in_bulk, freed, migratable, inflight, user_holds, held_by_failure, raw_page, raw_slot, raw_hwp_list, raw_hwp_unreliable, copied_list, copied_unreliable, counted, miscounted, bad, struck, lent, stray_store, lost_store, speculative_store, broken_list, oops, failure_stage, failure_holds, failure_folio, failure_page, failure_slot, failure_head, walker_at, walker_folio, walker_page, walker_slot, walker_count, reader_stage, reader_live, reader_page, reader_slot, reader_head>>
  /\ LET
        v1 == pte[folio][0]
        v2 == compound_head[frame][slot]
        v3 == slot = 0
        v4 == compound_head[frame][1]
        v5 == (IF v2 = -1 THEN (IF (v3 /\ v4 # -1) THEN v4 ELSE (IF (page = 0 /\ v3) THEN folio ELSE -1)) ELSE v2) = folio
        v6 == pin_count[folio]
      IN
      /\ _refcount' = [_refcount EXCEPT ![v1][0] = _refcount[v1][0] + (IF v5 THEN 1 ELSE 0)]
      /\ pin_count' = [pin_count EXCEPT ![folio] = v6 + 1]
      /\ pin_page' = [pin_page EXCEPT ![folio][v6] = page]
      /\ pin_slot' = [pin_slot EXCEPT ![folio][v6] = slot]
      /\ lost_reference' = [lost_reference EXCEPT ![folio] = lost_reference[folio] \/ ~v5]

Next ==
  \/ \E folio \in Folios : AllocHugepage(folio)
  \/ \E folio \in Folios : ScanBegins(folio)
  \/ \E folio \in Folios : ScanPage(folio)
  \/ \E folio \in Folios : SetHugetlbType(folio)
  \/ \E folio \in Folios : LeaveUnoptimised(folio)
  \/ \E folio \in Folios : \E page \in Pages : \E slot \in Slots : \E frame \in Frames : Pin(folio, page, slot, frame)

Spec == Init /\ [][Next]_vars

\* Whoever holds head + i finds the head when it is done, whatever happened in between, and its reference is dropped there.
\* Origin: Matthew Wilcox, 2020-09-15: a 2 KiB I/O at offset 0x5000 of a 2 MiB page keeps head + 5; get_user_pages().
PinnedPageFindsItsHead ==
  \A folio \in Folios :
    \A pin \in Pins :
      pin < pin_count[folio] =>
      \A frame \in Frames :
        ((IF 0 <= 0 /\ 0 <= 1 THEN pte[folio][0] ELSE 0) = frame \/ (IF 0 <= 0 /\ 0 <= 1 THEN stale[folio][0][frame] ELSE FALSE)) =>
        (stage[folio] >= 3 /\ ~lost_reference[folio] /\ (IF compound_head[frame][0] = -1 THEN (IF (0 = 0 /\ compound_head[frame][1] # -1) THEN compound_head[frame][1] ELSE (IF (0 = 0 /\ 0 = 0) THEN folio ELSE -1)) ELSE compound_head[frame][0]) = folio)

\* A tail page that is mapped to the shared frame is mapped read-only.
\* Origin: Matthew Wilcox, 2020-09-30: some architectures set PG_arch_1 on subpages; v3 maps PAGE_KERNEL_RO.
SharedTailsReadOnly ==
  \A folio \in Folios :
    \A page \in Pages :
      (page >= 1 /\ pte[folio][page] = pte[folio][0]) =>
      ~writable[folio][page]

\* A frame is written before any struct page is mapped to it.
\* Origin: vmemmap_restore_pte(): copy, reset, smp_wmb(), set_pte_at().
ContentsBeforeMapping ==
  \A folio \in Folios :
    \A page \in Pages :
      \A frame \in Frames :
        (pte[folio][page] = frame \/ stale[folio][page][frame]) =>
        ~fresh[frame]
====
