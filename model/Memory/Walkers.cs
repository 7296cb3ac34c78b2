namespace Vmemmap.Model.Memory;

/// <summary>Where the walker of page frame numbers has got to within one <c>get_page_unless_zero()</c>.</summary>
public static class Walker
{
    /// <summary>Looking for a page.</summary>
    public const int Idle = 0;

    /// <summary>Has seen a page in use, some time ago, and is about to take a reference on it.</summary>
    public const int Found = 1;

    /// <summary>v6.11 and later: in an RCU section, about to look whether the struct page is a fake head: at its PG_head.</summary>
    public const int TestingFlag = 2;

    /// <summary>v6.11 and later: in an RCU section, about to look at <c>page[1].compound_head</c>.</summary>
    public const int ReadingNext = 3;

    /// <summary>v6.11 and later: in an RCU section, and the struct page was no fake head.</summary>
    public const int Tested = 4;

    /// <summary>Has loaded a count that is not 0 and is about to compare and add.</summary>
    public const int Loaded = 5;

    /// <summary>Holds a reference.</summary>
    public const int Holding = 6;

    /// <summary>The names, in order.</summary>
    public static Domain Values { get; } = Domain.Named(
        "walker", "looking", "about to take a reference", "testing PG_head", "reading page[1]", "about to load the count", "about to compare and add", "holding a reference");
}

/// <summary>The walker of page frame numbers that takes references: one stands for any number, as they never wait for one another.</summary>
public abstract class Walkers<B, N>(Shape shape, ITables<B, N> tables) : Readers<B, N>(shape, tables)
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>How far it has got. One of <see cref="Walker"/>.</summary>
    public NumberTable<B, N> WalkerAt { get; } = tables.Numbers("walker_at", Walker.Values, [], empty: Walker.Idle, says: Words.Whole("is '{value}'") with { Owner = "the walker" });

    /// <summary>Folio of its page.</summary>
    public NumberTable<B, N> WalkerFolio { get; } = tables.Numbers("walker_folio", Domains.FolioOrNone, [], empty: None.Nobody, says: Words.Whole("is in {folio}", "is in no block") with { Owner = "the walker" });

    /// <summary>Vmemmap page of its struct page.</summary>
    public NumberTable<B, N> WalkerPage { get; } = tables.Numbers("walker_page", Domains.PageOrNone, [], empty: None.Nobody, says: Words.Whole("is in {value}", "is in no page") with { Owner = "the walker" });

    /// <summary>Slot of its struct page.</summary>
    public NumberTable<B, N> WalkerSlot { get; } = tables.Numbers("walker_slot", Domains.Slot, [], empty: 0, says: Words.Whole("is in slot {value}") with { Owner = "the walker" });

    /// <summary>The count that it has loaded and is about to compare with; 0 where it has loaded none.</summary>
    public NumberTable<B, N> WalkerCount { get; } = tables.Numbers("walker_count", Domains.References, [], empty: 0, says: Words.Whole("has loaded the count {value}", "has loaded no count") with { Owner = "the walker" });
}
