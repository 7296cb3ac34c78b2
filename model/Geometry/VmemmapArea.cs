namespace Vmemmap.Model.Geometry;

/// <summary>
/// The array of all struct pages in the kernel's address space (<c>vmemmap</c>, <c>include/asm-generic/memory_model.h</c>): struct page
/// address &lt;-&gt; pfn &lt;-&gt; physical address, for folios of one kind.
/// </summary>
public sealed record VmemmapArea
{
    /// <summary>Places the array.</summary>
    /// <param name="geometry">the kind of folio.</param>
    /// <param name="start">the address of the struct page of pfn 0.</param>
    /// <exception cref="GeometryException">The start is not aligned to a folio's struct pages, as <c>sparse_init()</c> checks since 7.1.</exception>
    public VmemmapArea(HugepageGeometry geometry, VirtualAddress start)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        if (geometry.StructPagesStraddle)
            throw new GeometryException($"The struct pages of {geometry.StructPageSize} cannot be aligned to a folio; their size must be a power of two.");

        if (!start.IsAlignedTo(geometry.Memmap))
        {
            throw new GeometryException(
                $"The vmemmap starts at {start}, but it must be aligned to the {geometry.Memmap} of struct pages of a {geometry.HugepageSize} folio.");
        }

        Geometry = geometry;
        Start = start;
    }

    /// <summary>The kind of folio.</summary>
    public HugepageGeometry Geometry { get; }

    /// <summary>The address of the struct page of pfn 0.</summary>
    public VirtualAddress Start { get; }

    /// <summary>The struct page of a base page (<c>pfn_to_page</c>).</summary>
    public VirtualAddress AddressOf(Pfn pfn) => new(Start.Value + (pfn.Number << Geometry.StructPageSize.Log2));

    /// <summary>The base page of a struct page (<c>page_to_pfn</c>).</summary>
    /// <exception cref="GeometryException">No struct page begins at the address.</exception>
    public Pfn PfnOf(VirtualAddress address) => address.Value >= Start.Value && address.IsAlignedTo(Geometry.StructPageSize)
        ? new Pfn((address.Value - Start.Value) >> Geometry.StructPageSize.Log2)
        : throw new GeometryException($"No struct page begins at {address}: they begin at {Start} and every {Geometry.StructPageSize} from there.");

    /// <summary>The first base page of the folio that a base page is part of.</summary>
    public Pfn HeadOf(Pfn pfn) => new(pfn.Number & ~((ulong)Geometry.BasePages.Count - 1));

    /// <summary>The place of a base page's struct page in its folio.</summary>
    public StructPage PlaceOf(Pfn pfn) => new((long)(pfn.Number - HeadOf(pfn).Number));

    /// <summary>Where a base page begins in physical memory (<c>PFN_PHYS</c>).</summary>
    public PhysicalAddress PhysicalOf(Pfn pfn) => new(pfn.Number << Geometry.PageSize.Log2);

    /// <summary>The base page that a physical address is in (<c>PHYS_PFN</c>).</summary>
    public Pfn PfnAt(PhysicalAddress address) => new(address.Value >> Geometry.PageSize.Log2);
}
