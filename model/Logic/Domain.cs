namespace Vmemmap.Model.Logic;

/// <summary>The values that the cells of a table of numbers can take: printed by name, packed by range.</summary>
/// <param name="Name">what the numbers are.</param>
/// <param name="Low">least value in a scope.</param>
/// <param name="High">greatest value in a scope.</param>
/// <param name="Names">names of the values 0, 1, ..., where they are control points or kinds.</param>
/// <param name="Of">the index whose values the numbers from 0 on are, where they name folios, frames, pages or slots; a negative number names none.</param>
public sealed record Domain(string Name, Func<Scope, int> Low, Func<Scope, int> High, IReadOnlyList<string>? Names = null, Index? Of = null)
{
    /// <summary>A domain whose values are an enumeration.</summary>
    public static Domain Named(string name, params string[] names) => new(name, _ => 0, _ => names.Length - 1, names);

    /// <summary>How the numbers read, where neither names nor figures do.</summary>
    public Func<int, string>? Reads { get; init; }

    /// <summary>The value as a reader wants to see it.</summary>
    public string Show(int value) => Reads is not null ? Reads(value) : Names is not null && value >= 0 && value < Names.Count ? Names[value] : $"{value}";
}
