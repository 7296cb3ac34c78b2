using System.Globalization;

namespace Vmemmap.Model.Geometry;

/// <summary>
/// A hugepage whose first vmemmap pages keep their frames and whose other ones share one: where each struct page is, and what is saved.
/// </summary>
public sealed record Optimization
{
    private Optimization(HugepageGeometry geometry, int keptPages)
    {
        Geometry = geometry;
        KeptPages = keptPages;
    }

    /// <summary>The hugepage.</summary>
    public HugepageGeometry Geometry { get; }

    /// <summary>Vmemmap pages that keep a frame of their own (R): 2 in the proposal of 2020 and in 5.14, 1 since 5.18.</summary>
    public int KeptPages { get; }

    /// <summary>Frames given back per hugepage (V - R).</summary>
    public Frames SavedFrames => new(Geometry.VmemmapPages - KeptPages);

    /// <summary>The memory given back per hugepage, bytes.</summary>
    public Bytes SavedMemory => new(SavedFrames.Count * Geometry.PageSize.Count);

    /// <summary>The struct pages whose frames are given back: 128..511 for 2 MiB, 4 KiB pages, 64 B struct pages and two kept pages.</summary>
    public FreedRange Freed => new(
        new StructPage((long)KeptPages * Geometry.StructPagesPerVmemmapPage),
        new StructPage(Geometry.BasePages.Count - 1));

    /// <summary>Whether a hugepage can be optimised: its struct pages do not straddle and fill more pages than are kept.</summary>
    /// <param name="geometry">the hugepage.</param>
    /// <param name="keptPages">vmemmap pages to keep.</param>
    public static bool IsPossible(HugepageGeometry geometry, int keptPages)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        return keptPages >= 1 && !geometry.StructPagesStraddle && geometry.VmemmapPages > keptPages;
    }

    /// <summary>Optimises a hugepage.</summary>
    /// <param name="geometry">the hugepage.</param>
    /// <param name="keptPages">vmemmap pages to keep, at least 1: the one with the head.</param>
    /// <exception cref="GeometryException">It cannot be optimised.</exception>
    public static Optimization Of(HugepageGeometry geometry, int keptPages)
    {
        if (IsPossible(geometry, keptPages))
            return new Optimization(geometry, keptPages);

        string kept = keptPages.ToString(CultureInfo.InvariantCulture);
        throw new GeometryException(keptPages < 1
            ? $"{kept} vmemmap pages are to be kept, but the one that holds the head must be."
            : geometry.StructPagesStraddle
                ? $"A {geometry} cannot be optimised, because a struct page whose size is not a power of two may cross into the next vmemmap page."
                : $"A {geometry} cannot be optimised, because its struct pages take {geometry.Memmap} and must fill more than the {kept} vmemmap "
                    + $"page(s) of {geometry.PageSize} that are kept.");
    }

    /// <summary>The vmemmap page that holds a struct page, by its address.</summary>
    public VmemmapPage PageOf(StructPage page) => new(Checked(page).Index / Geometry.StructPagesPerVmemmapPage);

    /// <summary>The slot of a struct page in its vmemmap page, and so in whatever frame that page is mapped to.</summary>
    public Slot SlotOf(StructPage page) => new((int)(Checked(page).Index % Geometry.StructPagesPerVmemmapPage));

    /// <summary>The struct page at a slot of a vmemmap page.</summary>
    public StructPage At(VmemmapPage page, Slot slot)
    {
        if (slot.Index < 0 || slot.Index >= Geometry.StructPagesPerVmemmapPage)
            throw new GeometryException($"There is no {slot} in a vmemmap page of {Geometry.StructPagesPerVmemmapPage} struct pages.");

        return Checked(new StructPage((page.Index * Geometry.StructPagesPerVmemmapPage) + slot.Index));
    }

    /// <summary>
    /// The struct page whose memory is read at the address of <paramref name="page"/> when the pages that lost their frame are mapped to
    /// the frame of the last kept one (5.14: the second; 5.18 to 7.0: the first, which makes fake heads).
    /// </summary>
    public StructPage AliasOf(StructPage page) => Freed.Contains(Checked(page))
        ? At(new VmemmapPage(KeptPages - 1), SlotOf(page))
        : page;

    /// <summary>Such as <c>2 MiB hugepage ..., 1 kept vmemmap page(s)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Geometry}, {KeptPages} kept vmemmap page(s)");

    private StructPage Checked(StructPage page) => page.Index >= 0 && page.Index < Geometry.BasePages.Count
        ? page
        : throw new GeometryException($"There is no struct page {page.Index} in a folio of {Geometry.BasePages}.");
}
