using Vmemmap.Kernel.Protocol;
using Vmemmap.Model.Memory;

namespace Vmemmap.Kernel.Abstraction;

/// <summary>What the words of one struct page say, in the model's terms.</summary>
/// <param name="layout">where the words are.</param>
/// <param name="plan">the machine: which blocks there are.</param>
/// <param name="window">the hugepages that are shown.</param>
public sealed class StructPageWords(StructPageLayout layout, RunPlan plan, Window window)
{
    private const int BytesOfWord = 8;
    private const ulong Bit0 = 1;
    private const ulong BytesOfStructPage = 64;

    // MAGIC_HWPOISON, the mark in page->private of a page that memory failure took off the buddy allocator: include/linux/page-flags.h (6.1), mm/memory-failure.c (7.3).
    private const ulong TakenOff = 0x48575053;

    private readonly (int Flags, int CompoundHead, int Private, int Data) wordOf = layout.WordOf;
    private readonly int refcount = layout.ByteOfRefcount;
    private readonly ulong first = layout["struct_page_of_first_block"];
    private readonly ulong bytesOfBlock = (1UL << window.Order) * BytesOfStructPage;
    private readonly ulong bytesOfMachine = ((ulong)plan.Blocks << plan.Order) * BytesOfStructPage;
    private readonly int head = (int)layout["PG_head"], poison = (int)layout["PG_hwpoison"];
    private readonly ulong tag = layout["data_tag"];

    /// <summary>PG_head.</summary>
    public bool IsHead(IReadOnlyList<ulong> words) => IsSet(words[wordOf.Flags], head);

    /// <summary>PG_hwpoison.</summary>
    public bool IsPoisoned(IReadOnlyList<ulong> words) => IsSet(words[wordOf.Flags], poison);

    /// <summary>
    /// The block whose head <c>compound_head</c> points to; <see cref="None.Nobody"/> where bit 0 is clear, <see cref="None.Garbage"/> where it points elsewhere. Where it is a mask, that of a block's order is the
    /// same for all blocks, and stands as <see cref="None.Mask"/>.
    /// </summary>
    public int CompoundHead(IReadOnlyList<ulong> words)
    {
        var word = words[wordOf.CompoundHead];
        var offset = word - Bit0 - first;
        return (word & Bit0) == 0 ? None.Nobody
            : layout.LeadsByMask ? word == ((0 - bytesOfBlock) | Bit0) ? None.Mask : None.Garbage
            : word > first && offset % bytesOfBlock == 0 && offset < bytesOfMachine ? FolioOr(window.IsOfParts ? plan.Blocks + (int)(offset / bytesOfBlock) : (int)(offset / bytesOfBlock))
            : None.Garbage;
    }

    /// <summary><c>_refcount</c>.</summary>
    public int Refcount(IReadOnlyList<ulong> words) => (int)(words[refcount / BytesOfWord] >> (refcount % BytesOfWord * 8));

    /// <summary>The block whose data a tail carries: the one whose mark is in it, nobody where it is clean, garbage for all else. What a head carries is not asked here.</summary>
    public int Data(IReadOnlyList<ulong> words)
    {
        var (data, ownPrivate) = (words[wordOf.Data], words[wordOf.Private]);
        var isHead = IsHead(words) && (words[wordOf.CompoundHead] & Bit0) == 0;
        return isHead || (data == 0 && ownPrivate == 0) ? None.Nobody
            : data >= tag && data < tag + (ulong)plan.Units ? FolioOr((int)(data - tag))
            : None.Garbage;
    }

    /// <summary>A flag of hugetlb (HPG_...), of the words of a head.</summary>
    public bool HasFlag(IReadOnlyList<ulong> headWords, string flag) => headWords[wordOf.Private] != TakenOff && IsSet(headWords[wordOf.Private], (int)layout[flag]);

    /// <summary>Who made the hugepage gives it up at once: HPG_temporary, of the words of a head.</summary>
    public bool IsTemporary(IReadOnlyList<ulong> headWords) => layout.Knows("HPG_temporary") && HasFlag(headWords, "HPG_temporary");

    /// <summary>The struct page of a hugepage that says whether it is one of hugetlb: the head, or the one after it.</summary>
    public int TypeSlot => layout.Type.Slot;

    /// <summary>The type is hugetlb's, of the words of that struct page.</summary>
    public bool IsHugetlb(IReadOnlyList<ulong> words) => layout.IsHugetlb(words);

    /// <summary>The head was taken off a list: <c>list_del()</c> leaves LIST_POISON1 in page->lru.</summary>
    public bool IsOffList(IReadOnlyList<ulong> headWords) => headWords[wordOf.CompoundHead] == layout["LIST_POISON1"];

    private int FolioOr(int unit) => window.FolioOf(unit) is >= 0 and var folio ? folio : None.Garbage;

    private static bool IsSet(ulong word, int bit) => (word >> bit & 1) != 0;
}
