namespace Vmemmap.Model.Geometry;

/// <summary>What the optimisation of one kind of hugepage gives back and costs, computed from its sizes.</summary>
/// <param name="Hugepage">the kind of hugepage.</param>
public sealed record SavingsRow(StandardHugepage Hugepage)
{
    // A page table fills one page on the architectures concerned, with entries of 8 bytes.
    private const int BytesPerPageTableEntry = 8;

    /// <summary>Its sizes.</summary>
    public HugepageGeometry Geometry => Hugepage.Geometry;

    /// <summary>Vmemmap pages per hugepage (V); below 1 where the struct pages do not fill one.</summary>
    public Ratio VmemmapPages => Ratio.Of(Geometry.Memmap, Geometry.PageSize);

    /// <summary>
    /// Page tables (of one page) needed per hugepage where the vmemmap was mapped by PMDs: one describes as much memory as a PMD leaf of
    /// vmemmap has struct pages for, and all hugepages in that memory share it. Nothing where no PMD is split.
    /// </summary>
    public Ratio? PageTablesPerHugepage => Hugepage.Mechanism == Mechanism.HugeTlb && Optimization.IsPossible(Geometry, keptPages: 1)
        ? Ratio.Of(Geometry.HugepageSize, MemoryPerPageTable)
        : null;

    /// <summary>The memory whose struct pages one page table of vmemmap maps, bytes: 128 MiB with 4 KiB pages.</summary>
    public Bytes MemoryPerPageTable
    {
        get
        {
            long entries = Geometry.PageSize.Count / BytesPerPageTableEntry;
            long structPages = entries * Geometry.PageSize.Count / Geometry.StructPageSize.Count;
            return new Bytes(structPages * Geometry.PageSize.Count);
        }
    }

    /// <summary>Frames given back per hugepage; none where it cannot be optimised.</summary>
    /// <param name="keptPages">vmemmap pages that keep their frame: 2 until 5.17, 1 since 5.18.</param>
    public Frames SavedFrames(int keptPages) => Optimization.IsPossible(Geometry, keptPages)
        ? Optimization.Of(Geometry, keptPages).SavedFrames
        : new Frames(0);

    /// <summary>The part of the frames of a hugepage's struct pages that is given back, percent.</summary>
    /// <param name="keptPages">vmemmap pages that keep their frame.</param>
    public decimal SavedPercent(int keptPages) => 100 * SavedFrames(keptPages).Count / VmemmapPages.Value;

    /// <summary>GiB given back per TiB of such hugepages, page tables not counted.</summary>
    /// <param name="keptPages">vmemmap pages that keep their frame.</param>
    public decimal SavedGiBPerTiB(int keptPages)
    {
        decimal hugepages = (decimal)Bytes.TiB(1).Count / Geometry.HugepageSize.Count;
        return SavedFrames(keptPages).Count * Geometry.PageSize.Count * hugepages / Bytes.GiB(1).Count;
    }

    /// <summary>
    /// Frames given back less the page tables a lone hugepage needs: 5 for 2 MiB and 4086 for 1 GiB on x86-64 with two kept pages, as
    /// Mike Kravetz measured the proposal (linux-mm, 2020-10-07).
    /// </summary>
    /// <param name="keptPages">vmemmap pages that keep their frame.</param>
    public Frames NetFramesOfLoneHugepage(int keptPages)
    {
        long tables = PageTablesPerHugepage is { } ratio ? (long)decimal.Ceiling(ratio.Value) : 0;
        return new Frames(Math.Max(0, SavedFrames(keptPages).Count - tables));
    }
}

/// <summary>The savings of every standard hugepage.</summary>
public static class SavingsTable
{
    /// <summary>Vmemmap pages that keep their frame, until v5.17.</summary>
    public const int KeptUntil517 = 2;

    /// <summary>Vmemmap pages that keep their frame, since v5.18.</summary>
    public const int KeptSince518 = 1;

    /// <summary>One row per kind of hugepage, in the order of <see cref="StandardHugepages.All"/>.</summary>
    public static IReadOnlyList<SavingsRow> Rows { get; } = [.. StandardHugepages.All.Select(hugepage => new SavingsRow(hugepage))];

    /// <summary>The row of a standard hugepage.</summary>
    public static SavingsRow Of(StandardHugepage hugepage) => new(hugepage);
}
