using System.Text.RegularExpressions;
using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Symbolic;
using Vmemmap.Verify.Trust;

namespace Vmemmap.Verify.Show;

/// <summary>A table of the machine.</summary>
/// <param name="Table">its name, its indices and its values.</param>
/// <param name="File">where it is declared.</param>
/// <param name="Says">what it is.</param>
/// <param name="Designs">who has it.</param>
internal sealed partial record TableSheet(TableName Table, SourceFile File, string Says, IReadOnlyList<Design> Designs)
{
    private const string Folder = "model/Memory/";
    private const int Patience = 5000;
    private const string Named = "{name}";

    private static readonly IReadOnlyDictionary<string, (SourceFile File, string Says)> Declared = SourceFile.All.Where(file => file.Path.StartsWith(Folder, StringComparison.Ordinal)).SelectMany(Declarations)
        .GroupBy(one => one.Name).ToDictionary(same => same.Key, same => (same.First().File, same.First().Says));

    /// <summary>Those of some designs, in the order of their declaration.</summary>
    public static IReadOnlyList<TableSheet> Of(IReadOnlyList<Design> designs) =>
    [
        .. designs.SelectMany(design => new Instance(design, design.SmallScope).Memory.Layouts.Select(table => (Table: table, Design: design))).GroupBy(one => one.Table.Name)
            .Select(same => (First: same.First().Table, Found: DeclarationOf(same.Key), Designs: same.Select(one => one.Design).ToList()))
            .Select(one => new TableSheet(TableName.Of(one.First), one.Found.File, one.Found.Says, one.Designs)),
    ];

    /// <summary>The invariants that read each table, in the order of the catalogue.</summary>
    public static ILookup<string, string> Readers
    {
        get
        {
            var tables = Catalogue.All.SelectMany(Read).Distinct().ToLookup(one => one.Invariant, one => one.Table);
            return KnownInvariants.All.SelectMany(known => tables[known.Name].Select(table => (Table: table, Invariant: known.Name))).ToLookup(one => one.Table, one => one.Invariant);
        }
    }

    private static IEnumerable<(string Table, string Invariant)> Read(Design design)
    {
        Machine<Formula, Integer> machine = new(design);
        var state = machine.NewState(new SymbolicTables());
        var x = TermVariables.All;
        return
        [
            .. machine.Properties.SelectMany(property => new TermUses([.. property.Premises.Select(premise => premise(state, x).Term), property.Conclusion(state, x).Term]).InOrder
                .Where(term => term.Kind == TermKind.Cell).Select(term => (term.Table.Name, property.Name))).Distinct(),
        ];
    }

    // What a call of memory failure has is declared once for all calls.
    private static (SourceFile File, string Says) DeclarationOf(string table) => Declared.TryGetValue(table, out var own) ? own
        : Declared.First(one => one.Key.StartsWith(Named, StringComparison.Ordinal) && table.EndsWith(one.Key[Named.Length..], StringComparison.Ordinal)).Value;

    private static IEnumerable<(string Name, SourceFile File, string Says)> Declarations(SourceFile file)
    {
        foreach (Match table in Declaration().Matches(file.Text))
        {
            var above = file.Text[..(file.Text.LastIndexOf("\n    public ", table.Index, StringComparison.Ordinal) + 1)];
            yield return (table.Groups["name"].Value, file, Docstring.SentenceAbove(above) ?? throw new InvalidOperationException($"The table {table.Groups["name"].Value} has no docstring."));
        }
    }

    [GeneratedRegex("""tables\.(?:Numbers|Truths)\(\$?"(?<name>[^"]+)"(?=,)""", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Declaration();
}
