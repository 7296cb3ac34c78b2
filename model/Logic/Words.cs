namespace Vmemmap.Model.Logic;

/// <summary>
/// How the cells of one table are spoken of: "PG_head is set", "VP2 is mapped to f1". Whom a cell belongs to (a struct page, a frame, a hugepage)
/// follows from the table's indices. In a text <c>{value}</c> stands for what the cell holds, <c>{old}</c> for what it held before, <c>{folio}</c>
/// for the hugepage that it names, <c>{table}</c> for the table's name; what a number names, its <see cref="Domain"/> knows. Words are for readers:
/// no engine sees them.
/// </summary>
/// <param name="Noun">the part of its owner that the cell is; null where the owner itself is spoken of.</param>
/// <param name="Is">what is said of a cell that is not empty: of a truth, that it holds.</param>
/// <param name="IsEmpty">what is said of one that holds the table's empty value; null where that is a value like any other.</param>
public sealed record Words(string? Noun, string Is, string? IsEmpty = null)
{
    /// <summary>What is said when the cell gets a value: null where what it is now says it.</summary>
    public string? Becomes { get; init; }

    /// <summary>What is said when the cell gets the empty value: null where what it is now says it.</summary>
    public string? BecomesEmpty { get; init; }

    /// <summary>Whom the cell of a table without indices belongs to.</summary>
    public string Owner { get; init; } = "memory failure";

    /// <summary>It is the truth about the hardware or its users, rather than something the kernel has written down.</summary>
    public bool IsTruth { get; init; }

    /// <summary>A reader must know it to see that something else ought to hold.</summary>
    public bool IsTelling { get; init; }

    /// <summary>A flag: "PG_head is set", and of a change "PG_head cleared".</summary>
    public static Words Flag(string name = "{table}") => new(name, "is set", "is clear") { Becomes = $"{name} set", BecomesEmpty = $"{name} cleared" };

    /// <summary>What its owner has or has not: "has no hugetlb type", and of a change "hugetlb type cleared".</summary>
    public static Words Has(string thing) => new(null, $"has the {thing}", $"has no {thing}") { Becomes = $"{thing} set", BecomesEmpty = $"{thing} cleared" };

    /// <summary>A field with a number: "_refcount is 1", and of a change "_refcount 0 -> 1".</summary>
    public static Words Field(string says = "is {value}", string? empty = null) =>
        new("{table}", says, empty) { Becomes = "{table} {old} -> {value}", BecomesEmpty = "{table} {old} -> {value}" };

    /// <summary>A part of its owner: "the raw error list is unreliable".</summary>
    public static Words Part(string noun, string says, string? empty = null) => new(noun, says, empty);

    /// <summary>The owner itself: "VP2 is mapped to f1".</summary>
    public static Words Whole(string says, string? empty = null) => new(null, says, empty);

    /// <summary>The truth about a part of its owner: "the page itself is bad".</summary>
    public static Words Truth(string noun, string says, string empty) => new(noun, says, empty) { IsTruth = true };

    /// <summary>The same words, told also where they only explain.</summary>
    public Words Telling() => this with { IsTelling = true };
}
