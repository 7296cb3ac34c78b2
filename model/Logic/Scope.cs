namespace Vmemmap.Model.Logic;

/// <summary>The sizes of one concrete instance of the machine. Proofs leave all of them unknown.</summary>
/// <param name="Folios">hugepages.</param>
/// <param name="Pages">vmemmap pages per folio (V).</param>
/// <param name="Slots">struct pages per vmemmap page (E).</param>
/// <param name="Frames">frames that may hold struct pages: at least one for each vmemmap page, the others begin in the buddy allocator.</param>
/// <param name="Pins">references that drivers may hold on one folio at a time.</param>
/// <param name="ResetCount">struct pages that <c>reset_struct_pages()</c> overwrites in a restored frame (NR_RESET_STRUCT_PAGE); 0 where the design has no need of it.</param>
/// <param name="SpecialSlot">the struct page of the head's vmemmap page that carries data of the folio, such as its order: stands for each of them.</param>
public sealed record Scope(int Folios, int Pages, int Slots, int Frames, int Pins, int ResetCount, int SpecialSlot)
{
    /// <summary>How many values an index has.</summary>
    public int Count(Index index) => index switch
    {
        Index.Folio => Folios,
        Index.Page => Pages,
        Index.Slot => Slots,
        Index.Frame => Frames,
        Index.Entry => Pages,
        _ => Pins,
    };

    /// <summary>A size by the name of its property: those that a machine may read.</summary>
    public int Size(string name) => name switch
    {
        nameof(Pages) => Pages,
        nameof(Slots) => Slots,
        nameof(Pins) => Pins,
        nameof(ResetCount) => ResetCount,
        nameof(SpecialSlot) => SpecialSlot,
        _ => throw new ArgumentException($"'{name}' is not a size that the machine may read.", nameof(name)),
    };

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Folios} folio(s) x {Pages} vmemmap pages x {Slots} struct pages, {Frames} frames, {Pins} pin(s) per folio";
}
