namespace Vmemmap.Model.Kernel.Lookup;

/// <summary>PageHead() and PageTail() of the struct page. fs/proc/page.c <c>stable_page_flags()</c> up to v6.9.</summary>
[KernelFunction("stable_page_flags()", "6.1.192, fs/proc/page.c")]
public sealed record StablePageFlags : Observer
{
    public override Reported<B> Report<B, N>(HeadLookup lookup, N folio, N page, N slot, Loaded<B, N> words)
    {
        ArgumentNullException.ThrowIfNull(lookup);
        return new(lookup.PageHead(folio, page, slot, words), lookup.PageTail(folio, page, slot, words));
    }
}

/// <summary>
/// The folio of the struct page is looked up with compound_head(): where it begins with this struct page PG_head is reported, and a tail everywhere else. fs/proc/page.c <c>stable_page_flags()</c>, v6.10 (dee3d0bef2b0) to v6.16.
/// </summary>
[KernelFunction("stable_page_flags(): page_folio()", "6.12.113, fs/proc/page.c")]
public sealed record StablePageFlagsOfFolio : Observer
{
    public override Reported<B> Report<B, N>(HeadLookup lookup, N folio, N page, N slot, Loaded<B, N> words)
    {
        ArgumentNullException.ThrowIfNull(lookup);
        var head = lookup.HeadOf(folio, page, slot, words);
        var isFirst = head == None.Nobody | (head == folio & page == 0 & slot == 0);
        return new(isFirst & words.PgHead, !isFirst);
    }
}

/// <summary>
/// The struct page is copied first, and the copy is asked: where bit 0 of its compound_head is clear and PG_head is set, it is taken for the head. Nobody looks for fake heads.
/// mm/util.c <c>snapshot_page()</c>, fs/proc/page.c <c>stable_page_flags()</c>, v6.17 and later: from v7.1 on there are none.
/// </summary>
[KernelFunction("snapshot_page(), stable_page_flags()", "as merged in v6.17, mm/util.c, fs/proc/page.c (patch \"mm/util: introduce snapshot_page()\", third version); the same test in 7.2.13 and 7.3.4")]
public sealed record StablePageFlagsOfSnapshot : Observer
{
    public override Reported<B> Report<B, N>(HeadLookup lookup, N folio, N page, N slot, Loaded<B, N> words)
    {
        var isTail = words.CompoundHead != None.Nobody;
        return new(!isTail & words.PgHead, isTail);
    }
}
