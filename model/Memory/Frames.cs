namespace Vmemmap.Model.Memory;

/// <summary>Physical frames that hold, held or may hold struct pages: whose they are.</summary>
public abstract class Frames<B, N>(Shape shape, ITables<B, N> tables) : StructPages<B, N>(shape, tables)
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>Who the frame belongs to. One of <see cref="Memory.Owner"/>.</summary>
    public NumberTable<B, N> Owner { get; } = tables.Numbers("owner", Memory.Owner.Values, [Frame], empty: Memory.Owner.Buddy, says: Words.Part("the owner", "is '{value}'"));

    /// <summary>The folio that a frame owned by vmemmap or by a list belongs to.</summary>
    public NumberTable<B, N> OwnerFolio { get; } = tables.Numbers("owner_folio", Domains.FolioOrNone, [Frame], empty: None.Nobody, says: Words.Part("the owner", "is of {folio}", "is of no hugepage"));

    /// <summary>The vmemmap page that owns the frame, or its position in the list.</summary>
    public NumberTable<B, N> OwnerIndex { get; } = tables.Numbers("owner_index", Domains.Length, [Frame], empty: 0, says: Words.Part("the owner", "is number {value}"));

    /// <summary>Truth: the memory of the frame has failed and memory failure was told.</summary>
    public TruthTable<B, N> FrameBad { get; } = tables.Truths("frame_bad", [Frame], says: Words.Truth("the memory", "is bad", "is healthy"));

    /// <summary>Truth: allocated for a restore, contents not yet written.</summary>
    public TruthTable<B, N> Fresh { get; } = tables.Truths("fresh", [Frame], says: Words.Whole("is not written yet", "is written"));
}
