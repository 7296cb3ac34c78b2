namespace Vmemmap.Model.Logic;

/// <summary>The sizes of one concrete instance of the machine. Proofs leave all of them unknown.</summary>
/// <param name="Folios">hugepages.</param>
/// <param name="Pages">vmemmap pages per folio (V).</param>
/// <param name="Slots">struct pages per vmemmap page (E).</param>
/// <param name="Frames">frames that may hold struct pages: at least one for each vmemmap page, the others begin in the buddy allocator.</param>
/// <param name="Pins">references that drivers may hold on one folio at a time.</param>
public sealed record Scope(int Folios, int Pages, int Slots, int Frames, int Pins)
{
    /// <summary>Vmemmap pages whose entries are in one page table: 512 on x86-64, so one table for a hugepage of 2 MiB and eight for one of 1 GiB. All of a hugepage's unless it is said otherwise.</summary>
    public int PagesPerTable { get; init; } = Pages;

    /// <summary>Of the hugepages, those that begin as memory that was set aside at boot, without struct pages: the last ones. Only in a design in which they may.</summary>
    public int FromMemblock { get; init; }

    /// <summary>Of these, those that lie in two zones: the last ones.</summary>
    public int CrossingZones { get; init; }

    /// <summary>Hugepages that lie in another zone than the first: the last ones. Only in a design in which hugepages of a zone share a frame.</summary>
    public int InAnotherZone { get; init; }

    /// <summary>How the memory map was made. Only where huge mappings are split step by step it may be other than page by page.</summary>
    public MemoryMap Map { get; init; }

    /// <summary>Hugepages whose entries are in the same page table, where one's are all in one: 64 of 2 MiB on x86-64.</summary>
    public int FoliosPerTable { get; init; } = 1;

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

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Folios} folio(s) x {Pages} vmemmap pages x {Slots} struct pages, {(PagesPerTable < Pages ? $"{PagesPerTable} pages to a page table, " : "")}{Frames} frames, {Pins} pin(s) per folio{(Map != MemoryMap.PageByPage ? $", the memory map {MemoryMaps.Says(Map)}" : "")}{(FoliosPerTable > 1 ? $", {FoliosPerTable} folios to a page table" : "")}{(FromMemblock > 0 ? $", {FromMemblock} of the folios set aside by memblock" : "")}{(CrossingZones > 0 ? $", {CrossingZones} in two zones" : "")}{(InAnotherZone > 0 ? $", {InAnotherZone} in another zone" : "")}";
}

/// <summary>A size that steps and invariants may read: a number in a scope, an unknown in a proof.</summary>
/// <param name="Name">its name.</param>
/// <param name="In">its value in a scope.</param>
public sealed record Size(string Name, Func<Scope, int> In)
{
    /// <summary>V: vmemmap pages of a folio.</summary>
    public static Size Pages { get; } = new("Pages", scope => scope.Pages);

    /// <summary>E: struct pages of a vmemmap page.</summary>
    public static Size Slots { get; } = new("Slots", scope => scope.Slots);

    /// <summary>References that drivers can hold on one folio at a time.</summary>
    public static Size Pins { get; } = new("Pins", scope => scope.Pins);
}
