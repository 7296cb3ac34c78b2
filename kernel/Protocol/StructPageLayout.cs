using System.Globalization;

namespace Vmemmap.Kernel.Protocol;

/// <summary>Where the tree's own headers put what a struct page says: the compiler's answers, which the child tells before anything else. Places of whole words are counted in words, the others in bytes.</summary>
public sealed class StructPageLayout
{
    private const int BytesOfWord = 8;
    private readonly Dictionary<string, ulong> values;

    private StructPageLayout(Dictionary<string, ulong> values) => this.values = values;

    /// <summary>The words that carry flags, <c>compound_head</c>, <c>private</c>, and what stands for data of a folio.</summary>
    public (int Flags, int CompoundHead, int Private, int Data) WordOf => ((int)values["flags"], (int)values["compound_head"], (int)values["private"], (int)values["data"]);

    /// <summary>The byte that <c>_refcount</c> begins at.</summary>
    public int ByteOfRefcount => (int)values["refcount"];

    /// <summary>Which struct page of a hugepage says that it is one, the byte of it that does, and its value.</summary>
    public (int Slot, int Byte, ulong Hugetlb) Type => ((int)values["type_page"], (int)values["type_byte"], values["type_hugetlb"]);

    /// <summary>The type is hugetlb's, of the words of that struct page.</summary>
    public bool IsHugetlb(IReadOnlyList<ulong> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return (words[Type.Byte / BytesOfWord] >> (Type.Byte % BytesOfWord * 8) & 0xff) == Type.Hugetlb;
    }

    /// <summary>A tail leads to its head by a mask of its own address; else by a pointer.</summary>
    public bool LeadsByMask => values["leads_by_mask"] != 0;

    /// <summary>The lines, as they were told.</summary>
    public IEnumerable<string> Lines => values.Select(value => $"layout {value.Key} {value.Value}");

    /// <summary>The release, from LINUX_VERSION_CODE.</summary>
    public string Release => $"{values["version"] >> 16}.{values["version"] >> 8 & 0xff}.{values["version"] & 0xff}";

    /// <summary>A constant: the number of a bit, a type, an address.</summary>
    public ulong this[string constant] => values[constant];

    /// <summary>The constant is told. Of runs that were recorded before it was, it is not.</summary>
    public bool Knows(string constant) => values.ContainsKey(constant);

    /// <summary>Reads the lines that a child begins with.</summary>
    /// <exception cref="FormatException">They are none such, or one is missing.</exception>
    public static StructPageLayout Read(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        Dictionary<string, ulong> told = [];
        foreach (var line in lines)
        {
            if (line.Split(' ') is not ["layout", var name, var digits] || !ulong.TryParse(digits, CultureInfo.InvariantCulture, out var value))
            {
                throw new FormatException($"The line '{line}' says nothing of the layout of a struct page.");
            }
            told[name] = value;
        }
        string[] needed = ["version", "flags", "compound_head", "private", "data", "refcount", "type_page", "type_byte", "type_hugetlb", "leads_by_mask", "data_tag", "struct_page_of_first_block", "PG_head", "PG_hwpoison", "LIST_POISON1"];
        return needed.FirstOrDefault(name => !told.ContainsKey(name)) is { } missing
            ? throw new FormatException($"The layout of a struct page does not say '{missing}'.")
            : new(told);
    }
}
