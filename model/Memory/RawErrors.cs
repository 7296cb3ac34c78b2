namespace Vmemmap.Model.Memory;

/// <summary>What hugetlb remembers of errors in a folio beside the flag of its head.</summary>
public abstract class RawErrors<B, N>(Shape shape, ITables<B, N> tables) : PoolCounters<B, N>(shape, tables)
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>Page of the one raw error that dissolve was told of, or nobody.</summary>
    public NumberTable<B, N> RawPage { get; } = tables.Numbers("raw_page", Domains.PageOrNone, [Folio], empty: None.Nobody, says: Words.Part("the error known to dissolve", "is in {value}", "is none"));

    /// <summary>Slot of that error.</summary>
    public NumberTable<B, N> RawSlot { get; } = tables.Numbers("raw_slot", Domains.Slot, [Folio], empty: 0, says: Words.Part("the error known to dissolve", "is in slot {value}"));

    /// <summary>The raw error list of a hugetlb folio: which of its base pages failed.</summary>
    public TruthTable<B, N> RawList { get; } = tables.Truths("raw_hwp_list", [Folio, Page, Slot], says: Words.Whole("is in the raw error list", "is not in the raw error list"));

    /// <summary>An entry of the raw error list could not be allocated.</summary>
    public TruthTable<B, N> Unreliable { get; } = tables.Truths("raw_hwp_unreliable", [Folio], says: Words.Part("the raw error list", "is unreliable", "can be relied on"));

    /// <summary>The raw error list as the copy of the head's page has it, from when that is made until the page is moved, or is not: entries made in between are in the old page alone.</summary>
    public TruthTable<B, N> CopiedList { get; } = tables.Truths("copied_list", [Folio, Page, Slot], says: Words.Whole("is in the raw error list of the head's copy", "is not in the raw error list of the head's copy"));

    /// <summary>The mark of an unreliable list as that copy has it.</summary>
    public TruthTable<B, N> CopiedUnreliable { get; } = tables.Truths("copied_unreliable", [Folio], says: Words.Part("the raw error list of the head's copy", "is unreliable", "can be relied on"));

    /// <summary>
    /// <c>num_poisoned_pages</c>, what HardwareCorrupted of /proc/meminfo shows: which base pages are counted there. The kernel keeps the sum, and one for each memory block since v6.2, but never which they are. Null for device memory.
    /// </summary>
    public TruthTable<B, N>? Counted { get; } = shape.IsOfDevice ? null : tables.Truths("counted", [Folio, Page, Slot], says: Words.Whole("is counted in num_poisoned_pages", "is not counted in num_poisoned_pages"));

    /// <summary>Truth: a page of the folio was counted there when it was counted already, or taken out when it was not: the sum is wrong since. Null for device memory.</summary>
    public TruthTable<B, N>? Miscounted { get; } = shape.IsOfDevice ? null : tables.Truths("miscounted", [Folio], says: Words.Whole("had a page counted twice in num_poisoned_pages, or taken out once too often", "had each page counted once at most"));
}
