-- corrected-5.18: Linux 5.18 with the smallest changes that make every invariant hold but one.
-- With a seeded bug, assigns-in-order: One step swaps two cells, and copies rows that it has just changed.
-- Scope: 1 folio(s) x 2 vmemmap pages x 2 struct pages, 2 frames, 0 pin(s) per folio.
-- Bounds: 0 bad page(s), 0 bad frame(s), without prep-compound-page, scan-again, reject-flagged-page, optimise, remap-tail, flush-remapped, free-tail-frame, set-optimised, optimise-fails, flush-rolled-back, copy-back-begins, copy-back-ends, reset-flags, reset-compound-head, copy-tail-page, reset-struct-page, map-tail-page, put-new-hugepage, enqueue, dequeue, instantiate, isolate, give-back, alloc-surplus, free-surplus, unpin, remove-from-pool, alloc-tail-frame, restore, flush-restored, restore-fails, free-restore-frame, add-back, free-struct-pages, clear-hugetlb-type, leak-hugepage, move-raw-error, unfreeze, free-hugepage, memory-failure, record-raw-error, record-fails, flag-page, dissolve-free-page, unmap-users, leave-file-page, leave-mapped-page, put-failed-page, failure-enqueues, failure-frees-surplus, dissolve-unmapped-page, memory-failure-ends, dissolve-returned, memory-failure-of-frame, frame-to-user, user-overwrites-frame, user-frees-frame, page-to-user, user-frees-page, walker-finds-page, walker-enters, walker-reads-next, walker-loads-count, walker-adds, walker-puts, read-compound-head, read-next-page, reader-ends, failure-reads-compound-head, failure-reads-next-page.
-- Each step is what the kernel does at once. Pages are vmemmap pages; struct pages are contents of frames.
-- One thread walks breadth first, so a counterexample is a shortest one; a state without a successor is no error:
--   rumur --threads 1 --symmetry-reduction off --deadlock-detection off --output checker.c corrected-5.18.assigns-in-order.m
--   cc -O2 checker.c -o checker -lpthread && ./checker

type
  folio_t: 0 .. 0;
  page_t: 0 .. 1;
  slot_t: 0 .. 1;
  frame_t: 0 .. 1;
  entry_t: 0 .. 1;

var
  pte: array [folio_t] of array [page_t] of 0 .. 1; -- frame
  writable: array [folio_t] of array [page_t] of boolean;
  page_table: array [page_t] of 0 .. 1; -- page table
  stale: array [folio_t] of array [page_t] of array [frame_t] of boolean;
  owner: array [frame_t] of 0 .. 4; -- 0 buddy, 1 vmemmap, 2 collected, 3 another user, 4 retired
  owner_folio: array [frame_t] of -2 .. 0; -- folio
  owner_index: array [frame_t] of 0 .. 2; -- entries
  frame_bad: array [frame_t] of boolean;
  fresh: array [frame_t] of boolean;
  PG_head: array [frame_t] of array [slot_t] of boolean;
  compound_head: array [frame_t] of array [slot_t] of -2 .. 0; -- folio
  PG_hwpoison: array [frame_t] of array [slot_t] of boolean;
  refcount: array [frame_t] of array [slot_t] of -1 .. 3; -- references
  hugetlb_data: array [frame_t] of array [slot_t] of -2 .. 0; -- folio
  stage: array [folio_t] of 0 .. 18; -- 0 plain, 1 preparing, 2 destroying, 3 prepared, 4 scanning flags, 5 typed, 6 awaiting the last put, 7 finishing, 8 kept by hugetlb, 9 dissolving, 10 moving poison, 11 unfrozen, 12 leaked, 13 remapping, 14 freeing tails, 15 rolling back, 16 restoring, 17 restore: allocating, 18 restore: undoing
  cursor: array [folio_t] of -1 .. 2; -- page
  walk_end: array [folio_t] of 0 .. 2; -- entries
  reset: array [folio_t] of -2 .. 1; -- struct pages reset
  reset_half: array [folio_t] of 0 .. 2; -- 0 nothing, 1 flags, 2 compound_head
  list_taken: array [folio_t] of 0 .. 2; -- entries
  list_length: array [folio_t] of 0 .. 2; -- entries
  list: array [folio_t] of array [entry_t] of -1 .. 1; -- frame
  hugetlb: array [folio_t] of boolean;
  unflagged_since: array [folio_t] of boolean;
  vmemmap_optimized: array [folio_t] of boolean;
  in_bulk: array [folio_t] of boolean;
  freed: array [folio_t] of boolean;
  migratable: array [folio_t] of boolean;
  inflight: array [folio_t] of boolean;
  user_holds: array [folio_t] of boolean;
  held_by_failure: array [folio_t] of boolean;
  raw_page: array [folio_t] of -1 .. 2; -- page
  raw_slot: array [folio_t] of 0 .. 1; -- slot
  raw_hwp_list: array [folio_t] of array [page_t] of array [slot_t] of boolean;
  raw_hwp_unreliable: array [folio_t] of boolean;
  copied_list: array [folio_t] of array [page_t] of array [slot_t] of boolean;
  copied_unreliable: array [folio_t] of boolean;
  counted: array [folio_t] of array [page_t] of array [slot_t] of boolean;
  miscounted: array [folio_t] of boolean;
  pin_count: array [folio_t] of 0 .. 0; -- pins
  bad: array [folio_t] of array [page_t] of array [slot_t] of boolean;
  struck: array [folio_t] of array [page_t] of array [slot_t] of boolean;
  lent: array [folio_t] of array [page_t] of array [slot_t] of boolean;
  stray_store: array [folio_t] of boolean;
  lost_store: array [folio_t] of boolean;
  speculative_store: array [folio_t] of boolean;
  broken_list: array [folio_t] of boolean;
  oops: boolean;
  lost_reference: array [folio_t] of boolean;
  failure_stage: 0 .. 9; -- 0 idle, 1 reported, 2 looked up, 3 reading page[1], 4 found free, 5 found in use, 6 unmapped, 7 freeing, 8 reference dropped, 9 dissolving
  failure_holds: boolean;
  failure_folio: -2 .. 0; -- folio
  failure_page: -1 .. 2; -- page
  failure_slot: 0 .. 1; -- slot
  failure_head: -2 .. 0; -- folio
  walker_at: 0 .. 6; -- 0 looking, 1 about to take a reference, 2 testing PG_head, 3 reading page[1], 4 about to load the count, 5 about to compare and add, 6 holding a reference
  walker_folio: -2 .. 0; -- folio
  walker_page: -1 .. 2; -- page
  walker_slot: 0 .. 1; -- slot
  walker_count: -1 .. 3; -- references
  reader_stage: array [folio_t] of 0 .. 2; -- 0 idle, 1 reading page[1], 2 answered
  reader_live: array [folio_t] of boolean;
  reader_page: array [folio_t] of -1 .. 2; -- page
  reader_slot: array [folio_t] of 0 .. 1; -- slot
  reader_head: array [folio_t] of -2 .. 0; -- folio

startstate "boot"
begin
  pte[0][0] := 0;
  pte[0][1] := 1;
  for k1: folio_t do for k2: page_t do writable[k1][k2] := true; end; end;
  for k1: page_t do page_table[k1] := 0; end;
  for k1: folio_t do for k2: page_t do for k3: frame_t do stale[k1][k2][k3] := false; end; end; end;
  for k1: frame_t do owner[k1] := 1; end;
  for k1: frame_t do owner_folio[k1] := 0; end;
  owner_index[0] := 0;
  owner_index[1] := 1;
  for k1: frame_t do frame_bad[k1] := false; end;
  for k1: frame_t do fresh[k1] := false; end;
  PG_head[0][0] := true;
  PG_head[0][1] := false;
  PG_head[1][0] := false;
  PG_head[1][1] := false;
  compound_head[0][0] := -1;
  compound_head[0][1] := 0;
  compound_head[1][0] := 0;
  compound_head[1][1] := 0;
  for k1: frame_t do for k2: slot_t do PG_hwpoison[k1][k2] := false; end; end;
  for k1: frame_t do for k2: slot_t do refcount[k1][k2] := 0; end; end;
  hugetlb_data[0][0] := 0;
  hugetlb_data[0][1] := -1;
  hugetlb_data[1][0] := -1;
  hugetlb_data[1][1] := -1;
  for k1: folio_t do stage[k1] := 3; end;
  for k1: folio_t do cursor[k1] := 2; end;
  for k1: folio_t do walk_end[k1] := 0; end;
  for k1: folio_t do reset[k1] := -1; end;
  for k1: folio_t do reset_half[k1] := 0; end;
  for k1: folio_t do list_taken[k1] := 0; end;
  for k1: folio_t do list_length[k1] := 0; end;
  for k1: folio_t do for k2: entry_t do list[k1][k2] := -1; end; end;
  for k1: folio_t do hugetlb[k1] := false; end;
  for k1: folio_t do unflagged_since[k1] := false; end;
  for k1: folio_t do vmemmap_optimized[k1] := false; end;
  for k1: folio_t do in_bulk[k1] := false; end;
  for k1: folio_t do freed[k1] := false; end;
  for k1: folio_t do migratable[k1] := false; end;
  for k1: folio_t do inflight[k1] := false; end;
  for k1: folio_t do user_holds[k1] := false; end;
  for k1: folio_t do held_by_failure[k1] := false; end;
  for k1: folio_t do raw_page[k1] := -1; end;
  for k1: folio_t do raw_slot[k1] := 0; end;
  for k1: folio_t do for k2: page_t do for k3: slot_t do raw_hwp_list[k1][k2][k3] := false; end; end; end;
  for k1: folio_t do raw_hwp_unreliable[k1] := false; end;
  for k1: folio_t do for k2: page_t do for k3: slot_t do copied_list[k1][k2][k3] := false; end; end; end;
  for k1: folio_t do copied_unreliable[k1] := false; end;
  for k1: folio_t do for k2: page_t do for k3: slot_t do counted[k1][k2][k3] := false; end; end; end;
  for k1: folio_t do miscounted[k1] := false; end;
  for k1: folio_t do pin_count[k1] := 0; end;
  for k1: folio_t do for k2: page_t do for k3: slot_t do bad[k1][k2][k3] := false; end; end; end;
  for k1: folio_t do for k2: page_t do for k3: slot_t do struck[k1][k2][k3] := false; end; end; end;
  for k1: folio_t do for k2: page_t do for k3: slot_t do lent[k1][k2][k3] := false; end; end; end;
  for k1: folio_t do stray_store[k1] := false; end;
  for k1: folio_t do lost_store[k1] := false; end;
  for k1: folio_t do speculative_store[k1] := false; end;
  for k1: folio_t do broken_list[k1] := false; end;
  oops := false;
  for k1: folio_t do lost_reference[k1] := false; end;
  failure_stage := 0;
  failure_holds := false;
  failure_folio := -1;
  failure_page := -1;
  failure_slot := 0;
  failure_head := -1;
  walker_at := 0;
  walker_folio := -1;
  walker_page := -1;
  walker_slot := 0;
  walker_count := 0;
  for k1: folio_t do reader_stage[k1] := 0; end;
  for k1: folio_t do reader_live[k1] := false; end;
  for k1: folio_t do reader_page[k1] := -1; end;
  for k1: folio_t do reader_slot[k1] := 0; end;
  for k1: folio_t do reader_head[k1] := -1; end;
end;

ruleset folio: folio_t do
rule "alloc-hugepage"
  stage[folio] = 0 -- stage is 'plain'
  & !oops -- the kernel has not oopsed
  & (forall page: page_t do forall slot: slot_t do (!lent[folio][page][slot] & refcount[pte[folio][page]][slot] = 0) end end) -- every base page is free in the buddy allocator
  & (forall page: page_t do forall slot: slot_t do !PG_hwpoison[pte[folio][page]][slot] end end) -- check_new_pages() finds no flag
==>
begin
  stage[folio] := 1;
  cursor[folio] := 0;
end; end;

ruleset folio: folio_t do
rule "scan-begins"
  stage[folio] = 3 -- stage is 'prepared'
  & !oops -- the kernel has not oopsed
==>
begin
  stage[folio] := 4;
  cursor[folio] := 0;
  unflagged_since[folio] := true;
end; end;

ruleset folio: folio_t do
rule "scan-page"
  stage[folio] = 4 -- stage is 'scanning flags'
  & cursor[folio] < 2 -- a vmemmap page is left to look at
  & !oops -- the kernel has not oopsed
  & (forall slot: slot_t do !PG_hwpoison[0 <= cursor[folio] & cursor[folio] <= 1 ? pte[folio][cursor[folio]] : 0][slot] end) -- none of its struct pages is flagged
==>
var
  v1: 0 .. 3;
begin
  v1 := cursor[folio] + 1;
  cursor[folio] := v1;
end; end;

ruleset folio: folio_t do
rule "set-hugetlb-type"
  stage[folio] = 4 -- stage is 'scanning flags'
  & cursor[folio] = 2 -- every struct page was looked at
  & unflagged_since[folio] -- no page was flagged since
  & !(failure_stage >= 2 & 3 >= failure_stage) -- hugetlb_lock is free
  & !oops -- the kernel has not oopsed
==>
begin
  stage[folio] := 5;
  hugetlb[folio] := true;
  unflagged_since[folio] := false;
end; end;

ruleset folio: folio_t do
rule "leave-unoptimised"
  stage[folio] = 5 -- stage is 'typed'
  & !oops -- the kernel has not oopsed
==>
var
  v1: 0 .. 1;
  v2: -2 .. 0;
  v3: -2 .. 0;
  v4: 0 .. 1;
  v5: boolean;
begin
  v1 := pte[folio][0];
  v2 := compound_head[v1][1];
  v3 := compound_head[v1][0];
  v4 := pte[folio][1];
  v5 := PG_head[v1][1];
  compound_head[v1][0] := v2;
  compound_head[v1][1] := v3;
  for k1: slot_t do PG_hwpoison[v4][k1] := true; end;
  PG_hwpoison[v4][0] := v5;
  PG_hwpoison[v1] := PG_hwpoison[v4];
  PG_hwpoison[v4][1] := v5;
end; end;

ruleset folio: folio_t do
ruleset page: page_t do
ruleset slot: slot_t do
ruleset frame: frame_t do
rule "pin"
  user_holds[folio] -- the user has the page mapped
  & (pin_count[folio] < 0 & (!lost_reference[folio] | 0 >= refcount[pte[folio][0]][0])) -- a pin is left
  & !oops -- the kernel has not oopsed
  & (pte[folio][page] = frame | stale[folio][page][frame]) -- a CPU may hold this translation
==>
var
  v1: 0 .. 1;
  v2: -2 .. 0;
  v3: boolean;
  v4: -2 .. 0;
  v5: boolean;
  v6: -1 .. 4;
  v7: 0 .. 0;
  v8: 1 .. 1;
  v9: boolean;
begin
  v1 := pte[folio][0];
  v2 := compound_head[frame][slot];
  v3 := slot = 0;
  v4 := compound_head[frame][1];
  v5 := (v2 = -1 ? ((v3 & v4 != -1) ? v4 : ((page = 0 & v3) ? folio : -1)) : v2) = folio;
  v6 := refcount[v1][0] + (v5 ? 1 : 0);
  v7 := pin_count[folio];
  v8 := v7 + 1;
  v9 := lost_reference[folio] | !v5;
  refcount[v1][0] := v6;
  pin_count[folio] := v8;
  error "assignment outside pin_page";
  error "assignment outside pin_slot";
  lost_reference[folio] := v9;
end; end; end; end; end;

-- Whoever holds head + i finds the head when it is done, whatever happened in between, and its reference is dropped there.
-- Origin: Matthew Wilcox, 2020-09-15: a 2 KiB I/O at offset 0x5000 of a 2 MiB page keeps head + 5; get_user_pages().
invariant "pinned-page-finds-its-head"
  true
;

-- A tail page that is mapped to the shared frame is mapped read-only.
-- Origin: Matthew Wilcox, 2020-09-30: some architectures set PG_arch_1 on subpages; v3 maps PAGE_KERNEL_RO.
invariant "shared-tails-read-only"
  forall folio: folio_t do
    forall page: page_t do
      (page >= 1 & pte[folio][page] = pte[folio][0]) ->
      !writable[folio][page]
    end
  end
;

-- A frame is written before any struct page is mapped to it.
-- Origin: vmemmap_restore_pte(): copy, reset, smp_wmb(), set_pte_at().
invariant "contents-before-mapping"
  forall folio: folio_t do
    forall page: page_t do
      forall frame: frame_t do
        (pte[folio][page] = frame | stale[folio][page][frame]) ->
        !fresh[frame]
      end
    end
  end
;
