using Vmemmap.Model.Logic;

namespace Vmemmap.Model.Machine;

/// <summary>
/// Where the code that works on a folio has got to: the machine's program counter, one per folio, as at most one operation works on a folio at a time.
/// From <see cref="Prepared"/> on, the struct pages are those of a compound page.
/// </summary>
public static class Stage
{
    /// <summary>No hugepage: its base pages are in the buddy allocator or with its users.</summary>
    public const int Plain = 0;

    /// <summary><c>prep_compound_page()</c> is writing heads and tails.</summary>
    public const int Preparing = 1;

    /// <summary><c>free_pages_prepare()</c> is turning heads and tails back into ordinary pages.</summary>
    public const int Destroying = 2;

    /// <summary>A compound page, about to enter <c>prep_new_huge_page()</c>.</summary>
    public const int Prepared = 3;

    /// <summary>Optimise: <c>vmemmap_remap_range()</c> re-points one page table entry after the other, then flushes.</summary>
    public const int Remapping = 4;

    /// <summary>Optimise: <c>free_vmemmap_page_list()</c> gives the collected frames to the buddy allocator.</summary>
    public const int FreeingTails = 5;

    /// <summary>Optimise failed half-way: the entries already changed get frames of their own back.</summary>
    public const int RollingBack = 6;

    /// <summary>Optimise is over, done or not; the hugepage is about to enter the pool.</summary>
    public const int Finishing = 7;

    /// <summary>Free in the hugetlb pool.</summary>
    public const int Pool = 8;

    /// <summary>Taken into use.</summary>
    public const int InUse = 9;

    /// <summary>Restore: collecting one frame for each shared tail page.</summary>
    public const int RestoreAlloc = 10;

    /// <summary>Restore could not get all frames: giving back those it got.</summary>
    public const int RestoreUndo = 11;

    /// <summary>Restore: copying, resetting and mapping one frame after the other, then flushing.</summary>
    public const int Restoring = 12;

    /// <summary>Every struct page has its own frame again; about to be freed to the buddy allocator.</summary>
    public const int Dissolving = 13;

    /// <summary>The hugetlb type is gone; the raw error records become flags of their own pages.</summary>
    public const int MovingPoison = 14;

    /// <summary>Never freed again, because it is not known which of its pages are bad.</summary>
    public const int Leaked = 15;

    /// <summary>The names, in order.</summary>
    public static Domain Values { get; } = Domain.Named("stage",
        "plain", "preparing", "destroying", "prepared", "remapping", "freeing tails", "rolling back", "finishing", "pool", "in use",
        "restore: allocating", "restore: undoing", "restoring", "dissolving", "moving poison", "leaked");
}

/// <summary>Who a frame belongs to.</summary>
public static class Owner
{
    /// <summary>The buddy allocator: anyone may get it next.</summary>
    public const int Buddy = 0;

    /// <summary>One vmemmap page of one folio.</summary>
    public const int Vmemmap = 1;

    /// <summary>The list of a running optimise or restore.</summary>
    public const int Collected = 2;

    /// <summary>Another user, who writes what he likes.</summary>
    public const int User = 3;

    /// <summary>Nobody ever again: its memory is bad.</summary>
    public const int Retired = 4;

    /// <summary>The names, in order.</summary>
    public static Domain Values { get; } = Domain.Named("owner", "buddy", "vmemmap", "collected", "another user", "retired");
}

/// <summary>Where the one <c>memory_failure()</c> that <c>mf_mutex</c> admits has got to.</summary>
public static class Failure
{
    /// <summary><c>mf_mutex</c> is free.</summary>
    public const int Idle = 0;

    /// <summary>The hardware error is reported; nothing is recorded yet.</summary>
    public const int Reported = 1;

    /// <summary>Up to v5.17: seen to be hugetlb, the head's flag not yet set.</summary>
    public const int HeadFound = 2;

    /// <summary>Seen not to be hugetlb; the page's own flag not yet set.</summary>
    public const int Ordinary = 3;

    /// <summary>Recorded; a free hugepage is about to be dissolved, one in use to be unmapped.</summary>
    public const int Recorded = 4;

    /// <summary>Unmapped from its users; about to be dissolved if nobody else holds it.</summary>
    public const int Unmapped = 5;

    /// <summary>Waiting for <c>dissolve_free_huge_page()</c> of the page.</summary>
    public const int Dissolving = 6;

    /// <summary>The names, in order.</summary>
    public static Domain Values { get; } = Domain.Named("memory failure", "idle", "reported", "head found", "ordinary page", "recorded", "unmapped", "dissolving");
}

/// <summary>Where the speculative reader of a folio's struct pages has got to within one <c>compound_head()</c>.</summary>
public static class Reader
{
    /// <summary>Not reading.</summary>
    public const int Idle = 0;

    /// <summary>Bit 0 of <c>compound_head</c> was clear at a page-aligned struct page: the fake-head rule looks at PG_head next.</summary>
    public const int TestingFlag = 1;

    /// <summary>The fake-head rule reads <c>page[1].compound_head</c> next.</summary>
    public const int ReadingNext = 2;

    /// <summary>Has an answer.</summary>
    public const int Answered = 3;

    /// <summary>The names, in order.</summary>
    public static Domain Values { get; } = Domain.Named("reader", "idle", "testing PG_head", "reading page[1]", "answered");
}

/// <summary>Values that stand for no folio or page.</summary>
public static class None
{
    /// <summary>No folio, no page; as a <c>compound_head</c>: bit 0 is clear.</summary>
    public const int Nobody = -1;

    /// <summary>A <c>compound_head</c> that someone who is not the kernel's memory map has written.</summary>
    public const int Garbage = -2;
}
