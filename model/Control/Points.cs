namespace Vmemmap.Model.Control;

/// <summary>The control points of the operation on a folio, in the order of a hugepage's life. At most one operation works on a folio at a time.</summary>
public static class Points
{
    /// <summary>No hugepage: its base pages are in the buddy allocator or with its users.</summary>
    public static ControlPoint Plain { get; } = new(Actor.Hugepage, "plain", Phase.Plain);

    /// <summary>Memory for a hugepage, set aside by memblock: it has no struct pages yet, as no entry of the memory map is there.</summary>
    public static ControlPoint Memblock { get; } = new(Actor.Hugepage, "set aside by memblock", Phase.Boot) { IsAtBoot = true };

    /// <summary><c>prep_compound_page()</c> is writing heads and tails.</summary>
    public static ControlPoint Preparing { get; } = new(Actor.Hugepage, "preparing", Phase.Writing) { Walk = PageWalk.ToTheEnd };

    /// <summary><c>free_pages_prepare()</c> is turning heads and tails back into ordinary pages.</summary>
    public static ControlPoint Destroying { get; } = new(Actor.Hugepage, "destroying", Phase.Writing) { Walk = PageWalk.ToTheEnd };

    /// <summary><c>free_pages_prepare()</c> has found a struct page that is no clean tail, and said "Bad page state": when it has looked at the rest the hugepage is kept from the buddy allocator for ever, its struct pages half unwritten.</summary>
    public static ControlPoint BadPages { get; } = new(Actor.Hugepage, "kept from the allocator", Phase.Writing) { Walk = PageWalk.ToTheEnd };

    /// <summary>What has left the pool to be demoted is taken apart: one tail after the other is none any longer, and then the head.</summary>
    public static ControlPoint TakingApart { get; } = new(Actor.Hugepage, "taking apart", Phase.Writing) { Walk = PageWalk.ToTheEnd };

    /// <summary>Demoted: the struct pages become heads and tails of smaller hugepages, one vmemmap page after the other; those that the walk has passed have the hugetlb type.</summary>
    public static ControlPoint Splitting { get; } = new(Actor.Hugepage, "splitting", Phase.Writing) { Walk = PageWalk.ToTheEnd };

    /// <summary>Demoted: what the walk is at is a smaller hugepage, and lacks the hugetlb type yet.</summary>
    public static ControlPoint SplitOff { get; } = new(Actor.Hugepage, "split off", Phase.Writing) { Walk = PageWalk.ToTheEnd };

    /// <summary>Ours: the struct pages become heads and tails of smaller hugepages, none of which has the hugetlb type.</summary>
    public static ControlPoint SplittingUntyped { get; } = new(Actor.Hugepage, "splitting without the type", Phase.Writing) { Walk = PageWalk.ToTheEnd };

    /// <summary>The smaller hugepages are in their pool, but for those that the walk has passed, which were freed.</summary>
    public static ControlPoint Demoted { get; } = new(Actor.Hugepage, "demoted", Phase.Writing) { Walk = PageWalk.ToTheEnd };

    /// <summary>A compound page, about to enter <c>prep_new_huge_page()</c>.</summary>
    public static ControlPoint Prepared { get; } = new(Actor.Hugepage, "prepared", Phase.Settled);

    /// <summary>A compound page without the type, whose struct pages are looked at, one vmemmap page after the other.</summary>
    public static ControlPoint Scanning { get; } = new(Actor.Hugepage, "scanning flags", Phase.Settled) { Walk = PageWalk.ToTheEnd };

    /// <summary>A compound page with the hugetlb type, about to be optimised.</summary>
    public static ControlPoint Typed { get; } = new(Actor.Hugepage, "typed", Phase.Settled);

    /// <summary><c>vmemmap_get_tail()</c> has found no frame of tails: one is allocated next.</summary>
    public static ControlPoint NoTailFound { get; } = new(Actor.Hugepage, "no frame of tails found", Phase.Settled);

    /// <summary><c>vmemmap_get_tail()</c> has made a frame of tails, the only one in the list, which nobody else knows of: <c>cmpxchg()</c> comes next.</summary>
    public static ControlPoint OwnTailMade { get; } = new(Actor.Hugepage, "frame of tails made", Phase.Settled);

    /// <summary>Optimise: <c>vmemmap_remap_range()</c> re-points one page table entry after the other, then flushes.</summary>
    public static ControlPoint Remapping { get; } = new(Actor.Hugepage, "remapping", Phase.Remapped) { Remap = Remap.Optimise, Walk = PageWalk.ToTheEnd };

    /// <summary>Optimise: the walk has seen a huge mapping where it needs a page table, and let go of the page table lock.</summary>
    public static ControlPoint HugeFound { get; } = new(Actor.Hugepage, "huge mapping found", Phase.Remapped) { Remap = Remap.Optimise, Walk = PageWalk.ToTheEnd };

    /// <summary>Optimise: what the huge mapping leads to is read; a page table is allocated next.</summary>
    public static ControlPoint BlockRead { get; } = new(Actor.Hugepage, "block read", Phase.Remapped) { Remap = Remap.Optimise, Walk = PageWalk.ToTheEnd };

    /// <summary>Optimise: a page table is filled, and not installed yet.</summary>
    public static ControlPoint TableFilled { get; } = new(Actor.Hugepage, "table filled", Phase.Remapped) { Remap = Remap.Optimise, Walk = PageWalk.ToTheEnd };

    /// <summary>Optimise: <c>free_vmemmap_page_list()</c> gives the collected frames to the buddy allocator.</summary>
    public static ControlPoint FreeingTails { get; } = new(Actor.Hugepage, "freeing tails", Phase.Remapped) { Remap = Remap.Optimise };

    /// <summary>A rollback has overwritten the head with a tail, and is over: <c>list_for_each_entry()</c> of <c>__hugetlb_vmemmap_optimize_folios()</c> goes on from there.</summary>
    public static ControlPoint HeadLost { get; } = new(Actor.Hugepage, "head overwritten", Phase.Remapped) { IsUncounted = true };

    /// <summary>Optimise failed half-way: the entries already changed get frames of their own back.</summary>
    public static ControlPoint RollingBack { get; } = new(Actor.Hugepage, "rolling back", Phase.Remapped) { Remap = Remap.Optimise, Walk = PageWalk.ToItsEnd };

    /// <summary>Optimise is over, done or not; the hugepage is about to enter the pool.</summary>
    public static ControlPoint Finishing { get; } = new(Actor.Hugepage, "finishing", Phase.Settled);

    /// <summary>Gathered at boot and in the pool, while the zone's frame of tails is still to be made one by a late initcall.</summary>
    public static ControlPoint InPoolAtBoot { get; } = new(Actor.Hugepage, "in the pool at boot", Phase.Settled) { IsAtBoot = true };

    /// <summary>On a list of hugetlb and in the middle of nothing: free, in use, or on its way from one to the other; what it is, its flags and its reference count tell.</summary>
    public static ControlPoint Kept { get; } = new(Actor.Hugepage, "kept by hugetlb", Phase.Settled);

    /// <summary>Taken out of the pool to be freed: <c>__update_and_free_page()</c> has not yet looked whether the raw error list can be relied on.</summary>
    public static ControlPoint Removed { get; } = new(Actor.Hugepage, "removed", Phase.Settled);

    /// <summary>Restore: <c>synchronize_rcu()</c> has not returned yet (bd225530a4c7, v6.11).</summary>
    public static ControlPoint RestoreWaits { get; } = new(Actor.Hugepage, "restore: waiting for readers", Phase.Remapped) { Remap = Remap.Restore };

    /// <summary>Restore: collecting one frame for each shared tail page.</summary>
    public static ControlPoint RestoreAlloc { get; } = new(Actor.Hugepage, "restore: allocating", Phase.Remapped) { Remap = Remap.Restore };

    /// <summary>Restore could not get all frames: giving back those it got.</summary>
    public static ControlPoint RestoreUndo { get; } = new(Actor.Hugepage, "restore: undoing", Phase.Remapped) { Remap = Remap.Restore };

    /// <summary>Restore: copying, resetting and mapping one frame after the other, then flushing.</summary>
    public static ControlPoint Restoring { get; } = new(Actor.Hugepage, "restoring", Phase.Remapped) { Remap = Remap.Restore, Walk = PageWalk.ToItsEnd };

    /// <summary>Every struct page has its own frame again; about to be freed to the buddy allocator.</summary>
    public static ControlPoint Dissolving { get; } = new(Actor.Hugepage, "dissolving", Phase.Settled);

    /// <summary>Every struct page has its own frame again; about to be split into smaller hugepages.</summary>
    public static ControlPoint RestoredToDemote { get; } = new(Actor.Hugepage, "restored to be demoted", Phase.Settled);

    /// <summary>RFC of 2020: <c>__free_hugepage()</c> looks at the flags of one vmemmap page of struct pages after the other.</summary>
    public static ControlPoint Sweeping { get; } = new(Actor.Hugepage, "sweeping flags", Phase.Settled) { Walk = PageWalk.ToTheEnd };

    /// <summary>RFC of 2020: the flags are those of single pages; the type is still set.</summary>
    public static ControlPoint Swept { get; } = new(Actor.Hugepage, "flags swept", Phase.Settled);

    /// <summary>The hugetlb type is gone; the raw error records become flags of their own pages.</summary>
    public static ControlPoint MovingPoison { get; } = new(Actor.Hugepage, "moving poison", Phase.Settled);

    /// <summary>6.5 to 6.8: the raw error records have become flags of their own pages, and the type may still be set.</summary>
    public static ControlPoint PoisonMoved { get; } = new(Actor.Hugepage, "poison moved", Phase.Settled);

    /// <summary>About to be given to <c>__free_pages()</c>: the count is no longer frozen.</summary>
    public static ControlPoint Unfrozen { get; } = new(Actor.Hugepage, "unfrozen", Phase.Settled);

    /// <summary>Given to <c>__free_pages()</c>, but somebody else holds a reference on the head: who drops it frees the hugepage.</summary>
    public static ControlPoint AwaitingLastPut { get; } = new(Actor.Hugepage, "awaiting the last put", Phase.Settled);

    /// <summary>Never freed again, because it is not known which of its pages are bad.</summary>
    public static ControlPoint Leaked { get; } = new(Actor.Hugepage, "leaked", Phase.Settled);
}

/// <summary>The control points of a compound page of device memory, from its hot-add to its hot-remove.</summary>
public static class DevicePoints
{
    /// <summary>The memory is the device's own: no entry of a memory map is there.</summary>
    public static ControlPoint Unplugged { get; } = new(Actor.Hugepage, "unplugged", Phase.Plain);

    /// <summary><c>__populate_section_memmap()</c> makes one entry after the other; no <c>pfn_valid()</c> yet.</summary>
    public static ControlPoint Populating { get; } = new(Actor.Hugepage, "device: populating", Phase.Writing) { Walk = PageWalk.ToTheEnd };

    /// <summary>The section is valid, and its struct pages are not initialised.</summary>
    public static ControlPoint Populated { get; } = new(Actor.Hugepage, "device: populated", Phase.Writing);

    /// <summary>The head is initialised, with PG_head; <c>memmap_init_compound()</c> initialises tails.</summary>
    public static ControlPoint HeadSet { get; } = new(Actor.Hugepage, "device: head set", Phase.Writing) { Walk = PageWalk.ToTheEnd };

    /// <summary><c>memremap_pages()</c> has returned: a compound page that processes may map.</summary>
    public static ControlPoint Plugged { get; } = new(Actor.Hugepage, "device: plugged in", Phase.Settled);

    /// <summary><c>vmemmap_free()</c> comes to the next entry.</summary>
    public static ControlPoint Depopulating { get; } = new(Actor.Hugepage, "device: depopulating", Phase.Writing) { Walk = PageWalk.ToItsEnd };

    /// <summary><c>vmemmap_free()</c> has dropped the reference of an entry, which is there still.</summary>
    public static ControlPoint Dropped { get; } = new(Actor.Hugepage, "device: reference dropped", Phase.Writing) { Walk = PageWalk.ToItsEnd };

    /// <summary>Ours: every entry is cleared and flushed, and the frames are freed.</summary>
    public static ControlPoint Freeing { get; } = new(Actor.Hugepage, "device: freeing frames", Phase.Writing);
}

/// <summary>Where a call of <c>memory_failure()</c> has got to.</summary>
public static class FailurePoints
{
    /// <summary>It is not running; with <c>mf_mutex</c>, that is free.</summary>
    public static ControlPoint Idle { get; } = new(Actor.MemoryFailure, "idle", Phase.Plain);

    /// <summary>The hardware error is reported; nothing is recorded yet.</summary>
    public static ControlPoint Reported { get; } = new(Actor.MemoryFailure, "reported", Phase.Reporting);

    /// <summary>Bit 0 of <c>compound_head</c> was clear at a page-aligned struct page: the fake-head rule looks at PG_head next.</summary>
    public static ControlPoint TestingFlag { get; } = new(Actor.MemoryFailure, "testing PG_head", Phase.Reporting) { IsLookup = true };

    /// <summary>The fake-head rule reads <c>page[1].compound_head</c> next.</summary>
    public static ControlPoint ReadingNext { get; } = new(Actor.MemoryFailure, "reading page[1]", Phase.Reporting) { IsLookup = true };

    /// <summary><c>compound_head(p)</c> has returned.</summary>
    public static ControlPoint LookedUp { get; } = new(Actor.MemoryFailure, "looked up", Phase.Reporting) { IsLookup = true };

    /// <summary>Up to v5.17: seen to be hugetlb; the head is looked up once more.</summary>
    public static ControlPoint SeenHugetlb { get; } = new(Actor.MemoryFailure, "seen to be hugetlb", Phase.Reporting);

    /// <summary>Up to v5.17: looked up twice; what was found the second time is flagged next.</summary>
    public static ControlPoint HeadFound { get; } = new(Actor.MemoryFailure, "head found", Phase.Reporting);

    /// <summary>Seen not to be hugetlb; the page's own flag not yet set.</summary>
    public static ControlPoint Ordinary { get; } = new(Actor.MemoryFailure, "ordinary page", Phase.Reporting);

    /// <summary><c>unpoison_memory()</c>, which holds <c>mf_mutex</c> as memory failure does: the page is flagged, and not in use as far as it can see.</summary>
    public static ControlPoint Unpoisoning { get; } = new(Actor.MemoryFailure, "unpoisoning", Phase.Working);

    /// <summary>...of a hugepage that nobody holds.</summary>
    public static ControlPoint UnpoisoningFree { get; } = new(Actor.MemoryFailure, "unpoisoning what nobody holds", Phase.Working);

    /// <summary>...which it has seen to be a hugepage: it takes the raw error list next, without a lock.</summary>
    public static ControlPoint UnpoisoningList { get; } = new(Actor.MemoryFailure, "taking the list of what nobody holds", Phase.Working);

    /// <summary>...of a hugepage that somebody holds, with a reference of its own.</summary>
    public static ControlPoint UnpoisoningHeld { get; } = new(Actor.MemoryFailure, "unpoisoning what is held", Phase.Working);

    /// <summary><c>soft_offline_page()</c>, which holds <c>mf_mutex</c> as memory failure does: the page has not been taken out of use as far as it can see.</summary>
    public static ControlPoint SoftOfflining { get; } = new(Actor.MemoryFailure, "soft offlining", Phase.Working);

    /// <summary>...of a hugepage in use, with a reference of its own.</summary>
    public static ControlPoint SoftOfflineHolding { get; } = new(Actor.MemoryFailure, "holding what to soft offline", Phase.Working);

    /// <summary>...which is isolated: nobody else migrates it.</summary>
    public static ControlPoint SoftOfflineMigrating { get; } = new(Actor.MemoryFailure, "migrating to soft offline", Phase.Working);

    /// <summary>...whose user has another by now.</summary>
    public static ControlPoint SoftOfflineMigrated { get; } = new(Actor.MemoryFailure, "migrated to soft offline", Phase.Working);

    /// <summary>...waiting for <c>dissolve_free_hugetlb_folio()</c> of the page's hugepage.</summary>
    public static ControlPoint SoftOfflineDissolving { get; } = new(Actor.MemoryFailure, "dissolving to soft offline", Phase.Working);

    /// <summary>Up to v5.17: recorded; <c>get_hwpoison_page()</c> comes next.</summary>
    public static ControlPoint Recorded { get; } = new(Actor.MemoryFailure, "recorded", Phase.Working);

    /// <summary>Recorded, and the hugepage was found free: about to be dissolved.</summary>
    public static ControlPoint FoundFree { get; } = new(Actor.MemoryFailure, "found free", Phase.Working);

    /// <summary>Recorded, and a reference taken: about to be unmapped from its users.</summary>
    public static ControlPoint FoundInUse { get; } = new(Actor.MemoryFailure, "found in use", Phase.Working);

    /// <summary>v5.18 until 3c2d42b8ee34: an error of the hugepage was recorded before, and the reference that was taken to record this one is about to be dropped, under <c>hugetlb_lock</c> still.</summary>
    public static ControlPoint PuttingUnderLock { get; } = new(Actor.MemoryFailure, "dropping its reference under hugetlb_lock", Phase.Working) { HoldsLock = true };

    /// <summary>That reference was the last: in <c>free_huge_page()</c>, which spins on the lock that its own CPU holds, for ever.</summary>
    public static ControlPoint WaitingForItself { get; } = new(Actor.MemoryFailure, "waiting for the lock that it holds", Phase.Working) { HoldsLock = true };

    /// <summary>Unmapped from its users; the reference is about to be dropped.</summary>
    public static ControlPoint Unmapped { get; } = new(Actor.MemoryFailure, "unmapped", Phase.Working);

    /// <summary>The reference was the last: in <c>free_huge_page()</c>, without the lock yet.</summary>
    public static ControlPoint Freeing { get; } = new(Actor.MemoryFailure, "freeing", Phase.Working);

    /// <summary>The reference is dropped; about to be dissolved if nobody else holds one.</summary>
    public static ControlPoint Put { get; } = new(Actor.MemoryFailure, "reference dropped", Phase.Working);

    /// <summary>Waiting for <c>dissolve_free_huge_page()</c> of the page.</summary>
    public static ControlPoint Dissolving { get; } = new(Actor.MemoryFailure, "dissolving", Phase.Working);

    /// <summary>The dissolve has returned; <c>take_page_off_buddy()</c> comes next.</summary>
    public static ControlPoint TakingOff { get; } = new(Actor.MemoryFailure, "taking the page off the buddy allocator", Phase.Working);

    /// <summary>A page that had no user is flagged; <c>take_page_off_buddy()</c> comes next.</summary>
    public static ControlPoint TakingOffFree { get; } = new(Actor.MemoryFailure, "taking a free page off the buddy allocator", Phase.Working);

    /// <summary>Device memory: its head is flagged and its users are collected; they are about to be unmapped and killed.</summary>
    public static ControlPoint Collected { get; } = new(Actor.MemoryFailure, "users collected", Phase.Working);
}

/// <summary>Where the speculative reader of a folio's struct pages has got to within one <c>compound_head()</c>.</summary>
public static class ReaderPoints
{
    /// <summary>Not reading.</summary>
    public static ControlPoint Idle { get; } = new(Actor.Reader, "idle", Phase.Plain);

    /// <summary>Bit 0 of <c>compound_head</c> was clear at a page-aligned struct page: the fake-head rule looks at PG_head next.</summary>
    public static ControlPoint TestingFlag { get; } = new(Actor.Reader, "testing PG_head", Phase.Working);

    /// <summary>The fake-head rule reads <c>page[1].compound_head</c> next.</summary>
    public static ControlPoint ReadingNext { get; } = new(Actor.Reader, "reading page[1]", Phase.Working);

    /// <summary>Has an answer.</summary>
    public static ControlPoint Answered { get; } = new(Actor.Reader, "answered", Phase.Working);
}
