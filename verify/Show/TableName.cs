using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Verify.Show;

/// <summary>A table as an expression names it.</summary>
/// <param name="Name">its name.</param>
/// <param name="Values">what its numbers are; null where it is one of truth values.</param>
/// <param name="Indices">what it is indexed by.</param>
internal sealed record TableName(string Name, Domain? Values, IReadOnlyList<Index> Indices)
{
    /// <summary>A table of a state.</summary>
    public static TableName Of(TableLayout table) => new(table.Name, table.Values, table.Indices);

    /// <summary>What its values are, in words.</summary>
    public string Range => Values switch
    {
        null => "true or false",
        { Names: { } names } => string.Join(", ", names.Select(name => $"'{name}'")),
        { Of: { } of } => $"a {Notation.Kind(of)}",
        var other => $"a number: {other.Name}",
    };

    /// <summary>A cell.</summary>
    public string Cell(IReadOnlyList<object> indices) => indices.Count == 0 ? Name : $"{Name}[{string.Join(", ", indices)}]";

    /// <summary>The cell of the variables.</summary>
    public string Usual => Cell([.. Indices.Select(Notation.Letter)]);
}

/// <summary>The words of expressions that are no names of tables.</summary>
internal static class Notation
{
    /// <summary>Vmemmap pages of a hugepage.</summary>
    public const string Pages = "V";

    /// <summary>Struct pages of a vmemmap page.</summary>
    public const string Slots = "E";

    /// <summary>Vmemmap pages that keep their frame.</summary>
    public const string Kept = "R";

    /// <summary>A slot of the head's vmemmap page whose struct page carries data of the hugepage.</summary>
    public const string Special = "special";

    /// <summary>No hugepage, no frame, no page.</summary>
    public const string Nobody = "none";

    /// <summary>Characters that an expression may have: far more than anybody types; and what is nested deeper would need too much stack.</summary>
    public const int Longest = 1000;

    /// <summary>The variables, with other ways to write them.</summary>
    public static IReadOnlyDictionary<string, Index> Variables { get; } = new Dictionary<string, Index>
    {
        ["h"] = Index.Folio, ["v"] = Index.Page, ["s"] = Index.Slot, ["f"] = Index.Frame, ["e"] = Index.Entry, ["p"] = Index.Pin, ["VP"] = Index.Page,
    };

    /// <summary>The letter of a variable.</summary>
    public static string Letter(Index of) => Variables.First(one => one.Value == of).Key;

    /// <summary>What a variable stands for.</summary>
    public static string Kind(Index of) => of switch
    {
        Index.Folio => "hugepage",
        Index.Page => "vmemmap page",
        Index.Slot => "slot",
        Index.Frame => "frame",
        Index.Entry => "place in a list",
        _ => "pin",
    };
}
