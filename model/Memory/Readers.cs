namespace Vmemmap.Model.Memory;

/// <summary>Speculative readers of struct pages. They change nothing, so one for each folio stands for any number.</summary>
public abstract class Readers<B, N>(Shape shape, ITables<B, N> tables)
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>How far the speculative reader of this folio has got: its control point. A number of <see cref="Shape.Reader"/>.</summary>
    public NumberTable<B, N> ReaderStage { get; } = tables.Numbers("reader_stage", shape.Reader.Values, [Folio], empty: 0, says: Words.Part("the reader", "is '{value}'"));

    /// <summary>Truth: since the first load of the reader the folio has been one and the same compound page.</summary>
    public TruthTable<B, N> ReaderLive { get; } = tables.Truths("reader_live", [Folio], says: Words.Whole("is the one the reader began with", "is not the one it began with"));

    /// <summary>Page of the struct page that the reader asks about.</summary>
    public NumberTable<B, N> ReaderPage { get; } = tables.Numbers("reader_page", Domains.PageOrNone, [Folio], empty: None.Nobody, says: Words.Part("the reader", "asks about {value}", "asks nothing"));

    /// <summary>Its slot.</summary>
    public NumberTable<B, N> ReaderSlot { get; } = tables.Numbers("reader_slot", Domains.Slot, [Folio], empty: 0, says: Words.Part("the reader", "asks about slot {value}"));

    /// <summary>The folio whose head the <c>compound_head()</c> of the reader returns, or nobody where it returns a tail.</summary>
    public NumberTable<B, N> ReaderHead { get; } = tables.Numbers("reader_head", Domains.FolioOrNone, [Folio], empty: None.Nobody, says: Words.Part("the reader", "found {value}", "found a tail"));
}
