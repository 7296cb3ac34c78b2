namespace Vmemmap.Model.Memory;

/// <summary>What an entry of a page middle directory over vmemmap is.</summary>
public static class PmdEntry
{
    /// <summary>A huge mapping: <c>pmd_leaf()</c>.</summary>
    public const int Leaf = 0;

    /// <summary>A page table, whose frames each have a reference of their own.</summary>
    public const int Table = 1;

    /// <summary>A page table that has replaced a huge mapping, and nobody has called <c>split_page()</c> for the block.</summary>
    public const int TableOfBlock = 2;

    /// <summary>The names, in order.</summary>
    public static Domain Values { get; } = Domain.Named("pmd", "huge mapping", "page table", "page table over a block that is not split");
}

/// <summary>How the memory of a frame was allocated, which is how it has to be freed.</summary>
public static class Origin
{
    /// <summary>As a page of the buddy allocator with a reference of its own; or it is with that.</summary>
    public const int Single = 0;

    /// <summary>By memblock at boot: PageReserved.</summary>
    public const int Reserved = 1;

    /// <summary>Within a block of higher order of the buddy allocator, and not its first page: its reference count is 0 until <c>split_page()</c>. Blocks of vmemmap are not compound pages.</summary>
    public const int Block = 2;

    /// <summary>From the memory that it describes (<c>memmap_on_memory</c>): PageVmemmapSelfHosted.</summary>
    public const int SelfHosted = 3;

    /// <summary>It was freed otherwise than it was allocated.</summary>
    public const int Misfreed = 4;

    /// <summary>The names, in order.</summary>
    public static Domain Values { get; } = Domain.Named("origin", "a page of its own", "memblock's", "within a block", "of the memory that it describes", "freed otherwise than allocated");
}

/// <summary>Huge mappings of vmemmap and how its frames were allocated, in designs that split such mappings step by step; else null.</summary>
public abstract class HugeMappings<B, N>(Shape shape, ITables<B, N> tables) : Frames<B, N>(shape, tables)
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>Whose page tables a folio's entries are in: those of the folio of this number, which it shares with others. It never changes.</summary>
    public NumberTable<B, N>? PmdOf { get; } = shape.SplitsPmds
        ? tables.Numbers("pmd_of", Domains.Folio, [Folio], empty: 0, says: Words.Whole("has its entries in the page tables of {folio}"))
        : null;

    /// <summary>What is there in the page middle directory: (whose, number of the page table) to what is found there. One of <see cref="PmdEntry"/>.</summary>
    public NumberTable<B, N>? Pmd { get; } = shape.SplitsPmds
        ? tables.Numbers("pmd", PmdEntry.Values, [Folio, Page], empty: PmdEntry.Leaf, says: Words.Whole("has its entry in '{value}'"))
        : null;

    /// <summary>How the frame was allocated. One of <see cref="Memory.Origin"/>.</summary>
    public NumberTable<B, N>? Origin { get; } = shape.SplitsPmds
        ? tables.Numbers("origin", Memory.Origin.Values, [Frame], empty: Memory.Origin.Single, says: Words.Part("the memory", "is {value}"))
        : null;

    /// <summary>What a split took for the struct page of a huge mapping's memory is that of a page table.</summary>
    public TruthTable<B, N>? ReadsTable { get; } = shape.SplitsPmds
        ? tables.Truths("reads_table", [Folio], says: Words.Whole("is split as if a page table were its memory", "is not split as if a page table were its memory"))
        : null;

    /// <summary>An entry was made of the struct page of a page table, or changed where there was no page table.</summary>
    public TruthTable<B, N>? StrayEntry { get; } = shape.SplitsPmds
        ? tables.Truths("stray_entry", [Folio], says: Words.Whole("has had an entry made of what is no page of a memory map", "has had entries made of pages of its memory map alone"))
        : null;
}
