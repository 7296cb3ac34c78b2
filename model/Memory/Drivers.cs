namespace Vmemmap.Model.Memory;

/// <summary>References that drivers hold on a folio through one of its struct pages.</summary>
public abstract class Drivers<B, N>(Shape shape, ITables<B, N> tables) : Truth<B, N>(shape, tables)
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>How many references drivers hold.</summary>
    public NumberTable<B, N> PinCount { get; } = tables.Numbers("pin_count", Domains.Pins, [Folio], empty: 0, says: Words.Part("the number of pins", "is {value}"));

    /// <summary>Page of the struct page that the driver of a pin holds.</summary>
    public NumberTable<B, N> PinPage { get; } = tables.Numbers("pin_page", Domains.PageOrNone, [Folio, Pin], empty: None.Nobody, says: Words.Whole("is on {value}", "is on no page"));

    /// <summary>Slot of the struct page that the driver of a pin holds.</summary>
    public NumberTable<B, N> PinSlot { get; } = tables.Numbers("pin_slot", Domains.Slot, [Folio, Pin], empty: 0, says: Words.Whole("is on slot {value}"));
}
