using System.Globalization;

namespace Vmemmap.Model.Geometry;

/// <summary>
/// The sizes of one kind of hugepage, and what follows from them. Kernel: <c>hugetlb_vmemmap_optimizable_size()</c> in
/// <c>mm/hugetlb_vmemmap.h</c>, <c>Documentation/mm/vmemmap_dedup.rst</c>.
/// </summary>
public sealed record HugepageGeometry
{
    private static readonly Bytes SmallestPage = Bytes.KiB(4);
    private static readonly Bytes LargestPage = Bytes.KiB(64);

    // 64 KiB << 30 is 64 TiB: far above any hugepage, far below an overflow of the numbers here.
    private const int LargestOrder = 30;

    /// <summary>Describes a kind of hugepage.</summary>
    /// <param name="pageSize">size of a base page, bytes: a power of two from 4 KiB to 64 KiB.</param>
    /// <param name="structPageSize"><c>sizeof(struct page)</c>, bytes: at least 8, at most a base page; not necessarily a power of two.</param>
    /// <param name="order">the hugepage has 2^order base pages.</param>
    /// <exception cref="GeometryException">A size is not allowed.</exception>
    public HugepageGeometry(Bytes pageSize, Bytes structPageSize, int order)
    {
        if (!pageSize.IsPowerOfTwo || pageSize.Count < SmallestPage.Count || pageSize.Count > LargestPage.Count)
            throw new GeometryException($"The page size is {pageSize}, but it must be a power of two from {SmallestPage} to {LargestPage}.");

        if (structPageSize.Count < 8 || structPageSize.Count > pageSize.Count)
            throw new GeometryException($"The size of a struct page is {structPageSize}, but it must be from 8 B to one page ({pageSize}).");

        if (order is < 0 or > LargestOrder)
            throw new GeometryException(string.Create(CultureInfo.InvariantCulture, $"The order is {order}, but it must be from 0 to {LargestOrder}."));

        PageSize = pageSize;
        StructPageSize = structPageSize;
        Order = order;
    }

    /// <summary>Size of a base page and of a frame (P), bytes.</summary>
    public Bytes PageSize { get; }

    /// <summary><c>sizeof(struct page)</c> (S), bytes.</summary>
    public Bytes StructPageSize { get; }

    /// <summary>Base-2 logarithm of the number of base pages.</summary>
    public int Order { get; }

    /// <summary>Base pages, and so struct pages, of the hugepage (n).</summary>
    public BasePages BasePages => new(1L << Order);

    /// <summary>Size of the hugepage (H), bytes.</summary>
    public Bytes HugepageSize => new(PageSize.Count << Order);

    /// <summary>Size of all its struct pages together, bytes.</summary>
    public Bytes Memmap => new(BasePages.Count * StructPageSize.Count);

    /// <summary>Whole struct pages that fit in a vmemmap page (E).</summary>
    public int StructPagesPerVmemmapPage => (int)(PageSize.Count / StructPageSize.Count);

    /// <summary>Vmemmap pages that the struct pages fill completely (V); 0 if they do not fill one.</summary>
    public long VmemmapPages => Memmap.Count / PageSize.Count;

    /// <summary>Whether some struct page may begin in one vmemmap page and end in the next.</summary>
    public bool StructPagesStraddle => !StructPageSize.IsPowerOfTwo;

    /// <summary>The sizes of a hugepage given by its own size instead of its order.</summary>
    /// <param name="pageSize">size of a base page, bytes.</param>
    /// <param name="structPageSize"><c>sizeof(struct page)</c>, bytes.</param>
    /// <param name="hugepageSize">size of the hugepage, bytes: a power of two, at least a page.</param>
    /// <exception cref="GeometryException">A size is not allowed.</exception>
    public static HugepageGeometry OfSize(Bytes pageSize, Bytes structPageSize, Bytes hugepageSize)
    {
        if (!hugepageSize.IsPowerOfTwo || hugepageSize.Count < pageSize.Count)
            throw new GeometryException($"The hugepage size is {hugepageSize}, but it must be a power of two of at least one page ({pageSize}).");

        return new HugepageGeometry(pageSize, structPageSize, hugepageSize.Log2 - pageSize.Log2);
    }

    /// <summary>Such as <c>2 MiB hugepage of 4 KiB pages, 64 B struct pages</c>.</summary>
    public override string ToString() => $"{HugepageSize} hugepage of {PageSize} pages, {StructPageSize} struct pages";
}
