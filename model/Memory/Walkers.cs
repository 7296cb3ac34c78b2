namespace Vmemmap.Model.Memory;

/// <summary>Where the walker of page frame numbers has got to within one <c>get_page_unless_zero()</c>.</summary>
public static class Walker
{
    /// <summary>Looking for a page.</summary>
    public const int Idle = 0;

    /// <summary>Has loaded a count that is not 0 and is about to compare and add.</summary>
    public const int Loaded = 1;

    /// <summary>Holds a reference.</summary>
    public const int Holding = 2;

    /// <summary>The names, in order.</summary>
    internal static Domain Values { get; } = Domain.Named("walker", "looking", "about to compare and add", "holding a reference");
}

/// <summary>The walker of page frame numbers that takes references: one stands for any number, as they never wait for one another.</summary>
public abstract class Walkers<B, N>(Shape shape, ITables<B, N> tables) : Readers<B, N>(shape, tables)
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>How far it has got: <see cref="Walker"/>.</summary>
    public NumberTable<B, N> WalkerAt { get; } = tables.Numbers("walker_at", Walker.Values, [], empty: Walker.Idle, says: Words.Whole("is '{value}'") with { Owner = "the walker" });

    /// <summary>Folio of its page.</summary>
    public NumberTable<B, N> WalkerFolio { get; } = tables.Numbers("walker_folio", Domains.FolioOrNone, [], empty: None.Nobody, says: Words.Whole("is in {folio}", "is in no block") with { Owner = "the walker" });

    /// <summary>Vmemmap page of its struct page.</summary>
    public NumberTable<B, N> WalkerPage { get; } = tables.Numbers("walker_page", Domains.PageOrNone, [], empty: None.Nobody, says: Words.Whole("is in {value}", "is in no page") with { Owner = "the walker" });

    /// <summary>Slot of its struct page.</summary>
    public NumberTable<B, N> WalkerSlot { get; } = tables.Numbers("walker_slot", Domains.Slot, [], empty: 0, says: Words.Whole("is in slot {value}") with { Owner = "the walker" });
}
