using System.Globalization;

namespace Vmemmap.Model.Geometry;

/// <summary>The number of a base page of physical memory (page frame number), counted over the whole machine.</summary>
/// <param name="Number">page frame number.</param>
public readonly record struct Pfn(ulong Number)
{
    /// <summary>The pfn of the base page <paramref name="tail"/> of the folio whose head has the pfn <paramref name="head"/>.</summary>
    public static Pfn operator +(Pfn head, StructPage tail) => new(head.Number + (ulong)tail.Index);

    /// <summary>Such as <c>pfn 0x12345</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"pfn 0x{Number:x}");
}

/// <summary>The place of a struct page in its folio: 0 is the head, the others are tails.</summary>
/// <param name="Index">struct pages before it in the folio.</param>
public readonly record struct StructPage(long Index)
{
    /// <summary>Whether it is the head.</summary>
    public bool IsHead => Index == 0;

    /// <summary>In the words of the kernel: <c>head</c>, <c>head+5</c>.</summary>
    public override string ToString() => IsHead ? "head" : string.Create(CultureInfo.InvariantCulture, $"head+{Index}");
}

/// <summary>The place of a page of vmemmap, that is of struct pages, among those of its folio.</summary>
/// <param name="Index">vmemmap pages before it in the folio.</param>
public readonly record struct VmemmapPage(long Index)
{
    /// <summary>Such as <c>VP2</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"VP{Index}");
}

/// <summary>The place of a struct page in its vmemmap page.</summary>
/// <param name="Index">struct pages before it in the vmemmap page.</param>
public readonly record struct Slot(int Index)
{
    /// <summary>Such as <c>slot 5</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"slot {Index}");
}

/// <summary>The range of struct pages of a folio whose frames are given back: both ends belong to it.</summary>
/// <param name="First">the first struct page that loses its frame.</param>
/// <param name="Last">the last one, which is the last of the folio.</param>
public readonly record struct FreedRange(StructPage First, StructPage Last)
{
    /// <summary>Whether a struct page lies in the range.</summary>
    public bool Contains(StructPage page) => page.Index >= First.Index && page.Index <= Last.Index;

    /// <summary>Such as <c>struct pages 128..511</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"struct pages {First.Index}..{Last.Index}");
}
