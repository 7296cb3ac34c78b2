using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Show;

namespace Vmemmap.Verify.Output;

/// <summary>What there is of each kind, for people.</summary>
/// <param name="terminal">where to.</param>
/// <param name="designs">the designs that are spoken of.</param>
internal sealed class ListReport(Terminal terminal, IReadOnlyList<Design> designs)
{
    private static readonly Dictionary<string, Func<IReadOnlyList<Design>, (Column[] Columns, List<string[]> Rows)>> Tables = new()
    {
        ["designs"] = designs => (
            [new("what it is", Breaks: " "), .. Column.Numbers("parts", "refuted")],
            [.. designs.Select(design => new[] { design.Name, design.Title, $"{design.Parts.Count}", $"{design.Refuted.Count}" })]),
        ["parts"] = designs => (
            [new("function", Breaks: " "), new("designs", Breaks: " ")],
            [.. designs.SelectMany(design => design.Parts).Select(part => part.GetType()).Distinct().Select(type => new[] { type.Name, PartVersions.FunctionOf(type, designs), DesignSpan.Of(PartVersions.DesignsWith(type)) })]),
        ["steps"] = designs => (
            [new("function", Breaks: " "), new("designs", Breaks: " ")],
            [.. ListedStep.Of(designs).Select(step => new[] { step.Name, step.Function, DesignSpan.Of(step.Designs) })]),
        ["invariants"] = _ => (
            [new("covers"), new("what it says", Breaks: " ")],
            [.. KnownInvariants.All.Select(property => new[] { property.Name, string.Join(' ', property.Ids), property.Sentence })]),
        ["tables"] = designs => (
            [new("values", Breaks: " "), new("what a cell says", Breaks: " "), new("designs", Breaks: " ")],
            [.. TableSheet.Of(designs).Select(table => new[] { table.Table.Usual, table.Table.Range, table.Says, DesignSpan.Of(table.Designs) })]),
        ["bugs"] = designs => (
            [new("violates"), new("what is wrong", Breaks: " ")],
            [.. SeededBugs.All.Where(bug => designs.Any(bug.AppliesTo)).Select(bug => new[] { bug.Name, bug.Violates, bug.Sentence })]),
        ["claims"] = _ => (
            [new("what has become of it"), new("what it says", Breaks: " ")],
            [.. Claims.All.Select(claim => new[] { claim.Number, claim.Decision, claim.Sentence })]),
        ["findings"] = designs => (
            // One text, not two: beside names as long as these a third column would be a table of its own below.
            [new("what is wrong, and where that is open", Breaks: " ")],
            [.. Finding.Of(designs).Select(finding => new[] { finding.Name, $"{finding.Title.TrimEnd('.')}. {finding.Status}" })]),
    };

    /// <summary>What can be listed.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. Tables.Keys];

    /// <summary>A table with a row for each.</summary>
    public void Write(string kind)
    {
        var (columns, rows) = Tables[kind](designs);
        FittedTable table = new(keys: 1, [new(kind[..^1], Breaks: kind == "findings" ? "-" : ""), .. columns]);
        foreach (var row in rows)
        {
            table.Add([.. row.Select(cell => new Cell(cell))]);
        }
        table.Write(terminal);
    }

    /// <summary>A line for each kind, with how many there are.</summary>
    public void WriteCounts()
    {
        foreach (var kind in Kinds)
        {
            terminal.Say($"{Tables[kind](designs).Rows.Count,4} {kind,-10}  verify list {kind}");
        }
        terminal.Say("'verify explain NAME' tells more of each.");
    }
}
