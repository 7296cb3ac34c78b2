using Spectre.Console;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Output;

/// <summary>The front page: designs x invariants.</summary>
internal static class VerdictTable
{
    public static void Write(IAnsiConsole console, IReadOnlyList<Verdict> verdicts)
    {
        var designs = verdicts.Select(v => v.Design).Distinct().ToList();
        var table = new Table().Border(TableBorder.Ascii2).AddColumns("invariant", "covers");
        designs.ForEach(d => table.AddColumn(d));
        foreach (var row in verdicts.GroupBy(v => v.Invariant))
        {
            var byDesign = row.ToDictionary(v => v.Design);
            table.AddRow([row.Key, string.Join(' ', row.First().Ids), .. designs.Select(d => byDesign.TryGetValue(d, out var v) ? Cell(v) : "")]);
        }
        console.Write(table);
        console.WriteLine("proved: for any number of hugepages, frames, pages and slots and any interleaving; refuted (n): shortest counterexample of n steps");
    }

    private static string Cell(Verdict verdict)
    {
        var text = verdict.Ruling switch
        {
            Ruling.Proved => "[green]proved[/]",
            Ruling.Refuted => $"[yellow]refuted ({verdict.Counterexample!.Moves.Count})[/]",
            _ => "[red]UNDECIDED[/]",
        };
        return verdict.IsExpected ? text : $"{text} [red]not expected[/]";
    }
}
