namespace Vmemmap.Model.Memory;

/// <summary>What hugetlb knows of a folio, and how far the operation on it has got.</summary>
public abstract class Hugepages<B, N>(Shape shape, ITables<B, N> tables) : RawErrors<B, N>(shape, tables)
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>How far the operation on the folio has got: its control point. A number of <see cref="Shape.Hugepage"/>.</summary>
    public NumberTable<B, N> Stage { get; } = tables.Numbers("stage", shape.Hugepage.Values, [Folio], empty: 0, says: Words.Whole("is at stage '{value}'").Telling());

    /// <summary>Vmemmap page that the running walk is at.</summary>
    public NumberTable<B, N> Cursor { get; } = tables.Numbers("cursor", Domains.PageOrNone, [Folio], empty: 0, says: Words.Part("the walk", "is at {value}"));

    /// <summary>
    /// Vmemmap page that the running walk ends before, where it is one that gives frames back: the last page restored and one, or how far a failed optimise got (<c>walk.nr_walked</c>); 0 where there is none.
    /// </summary>
    public NumberTable<B, N> WalkEnd { get; } = tables.Numbers("walk_end", Domains.Length, [Folio], empty: 0, says: Words.Part("the end of the walk", "is {value}"));

    /// <summary>How far the frame at the front of the list is written: not begun, being copied, or how many struct pages of the copy are reset. The former are <see cref="Memory.Writing.NotBegun"/> and <see cref="Memory.Writing.Copying"/>.</summary>
    public NumberTable<B, N> Reset { get; } = tables.Numbers("reset", Writing.Values(shape), [Folio], empty: Writing.NotBegun, says: Words.Part("the copy", "is {value}"));

    /// <summary>Of the struct page that is being reset, the word that is written already. One of <see cref="Memory.HalfReset"/>.</summary>
    public NumberTable<B, N> ResetHalf { get; } = tables.Numbers("reset_half", HalfReset.Values, [Folio], empty: HalfReset.None, says: Words.Part("the struct page being reset", "has '{value}' written"));

    /// <summary>Frames taken from the head of the list, where it is first in, first out.</summary>
    public NumberTable<B, N> ListTaken { get; } = tables.Numbers("list_taken", Domains.Length, [Folio], empty: 0, says: Words.Part("the number of frames taken from the list", "is {value}"));

    /// <summary>Frames in the list of the running operation, with those taken from its head.</summary>
    public NumberTable<B, N> ListLength { get; } = tables.Numbers("list_length", Domains.Length, [Folio], empty: 0, says: Words.Part("the length of the list of frames", "is {value}"));

    /// <summary>The list, in the order of insertion: (folio, entry) to frame.</summary>
    public NumberTable<B, N> List { get; } = tables.Numbers("list", Domains.FrameOrNone, [Folio, Entry], empty: None.Nobody, says: Words.Whole("is {value}", "is empty"));

    /// <summary>The folio is recognisable as hugetlb (destructor or page type), under <c>hugetlb_lock</c>.</summary>
    public TruthTable<B, N> Hugetlb { get; } = tables.Truths("hugetlb", [Folio], says: Words.Has("hugetlb type").Telling());

    /// <summary>No page of the folio has been flagged since the scan of its flags began: a count of flagged pages, read under <c>hugetlb_lock</c> before and after, is the same.</summary>
    public TruthTable<B, N> UnflaggedSince { get; } = tables.Truths("unflagged_since", [Folio], says: Words.Whole("has had no page flagged since the scan began", "is not being scanned, or had a page flagged"));

    /// <summary>HPageVmemmapOptimized.</summary>
    public TruthTable<B, N> Optimised { get; } = tables.Truths("vmemmap_optimized", [Folio], says: Words.Flag("HPageVmemmapOptimized").Telling());

    /// <summary>How often <c>hugetlb_optimize_vmemmap_key</c> counts this hugepage: the key is the sum over all of them. Where the fake-head test asks it (v6.1).</summary>
    public NumberTable<B, N>? KeyCounts { get; } = shape.HasKey ? tables.Numbers("key_counts", Domains.Counted, [Folio], empty: 0, says: Words.Whole("counts {value} in the key of the fake-head test")) : null;

    /// <summary>The zone that its first page lies in, which its head shows: <c>folio_zone()</c>. It never changes. One for all where no frame is shared by hugepages.</summary>
    public NumberTable<B, N>? Zone { get; } = shape.Layout.IsTailOfZone ? tables.Numbers("zone", Domains.Zone, [Folio], empty: Zones.Followed, says: Words.Whole("lies in zone {value}").Telling() with { IsTruth = true }) : null;

    /// <summary>Its last page lies in another zone than its first: <c>pfn_range_intersects_zones()</c>. It never changes. Of what is set aside at boot alone, as the page allocator has no such block.</summary>
    public TruthTable<B, N>? CrossesZones { get; } = shape.BeginsInMemblock ? tables.Truths("crosses_zones", [Folio], says: Words.Whole("lies in two zones", "lies in one zone").Telling() with { IsTruth = true }) : null;

    /// <summary>It is one of a list of hugepages that are freed together: <c>update_and_free_pages_bulk()</c> (v6.7).</summary>
    public TruthTable<B, N> InBulk { get; } = tables.Truths("in_bulk", [Folio], says: Words.Whole("is freed with others", "is not freed with others"));

    /// <summary>It left the pool to be demoted, and its vmemmap is to be restored first. Null where nothing is demoted.</summary>
    public TruthTable<B, N>? Demoting { get; } = shape.Demotes ? tables.Truths("demoting", [Folio], says: Words.Whole("is restored to be demoted", "is not restored to be demoted")) : null;

    /// <summary>HPageFreed: on the free list, or last heard of there: up to v6.10 it stays set when the hugepage is removed. In v5.9 there is no such flag: there it stands for the list itself.</summary>
    public TruthTable<B, N> Freed { get; } = tables.Truths("freed", [Folio], says: Words.Flag("HPageFreed"));

    /// <summary>HPageMigratable, in v5.9 PageHugeActive.</summary>
    public TruthTable<B, N> Migratable { get; } = tables.Truths("migratable", [Folio], says: Words.Flag("HPageMigratable"));

    /// <summary>Somebody has dropped the last reference and is in <c>free_huge_page()</c>, without <c>hugetlb_lock</c> yet. One stands for several: where there is no HPageFreed, a dissolve may have come in between.</summary>
    public TruthTable<B, N> Inflight { get; } = tables.Truths("inflight", [Folio], says: Words.Whole("has lost its last reference and is not yet enqueued", "is in nobody's free_huge_page()"));

    /// <summary>The one who took the hugepage into use has not given it back.</summary>
    public TruthTable<B, N> UserHolds { get; } = tables.Truths("user_holds", [Folio], says: Words.Whole("is held by its user", "is held by no user"));

    /// <summary>Memory failure was done with the hugepage, one of a file, and has left its reference there. Only <c>unpoison_memory()</c> would drop it.</summary>
    public TruthTable<B, N> HeldByFailure { get; } = tables.Truths("held_by_failure", [Folio], says: Words.Whole("is held by a memory failure that has returned", "is held by no memory failure that has returned"));
}
