using Spectre.Console;
using Vmemmap.Verify.Verdicts;
using Trace = Vmemmap.Properties.Traces.Trace;

namespace Vmemmap.Verify.Output;

/// <summary>The front page: designs x invariants.</summary>
internal static class VerdictTable
{
    public static void Write(IAnsiConsole console, IReadOnlyList<Verdict> verdicts)
    {
        var designs = verdicts.Select(v => v.Design).Distinct().ToList();
        var table = new Table().Border(TableBorder.Ascii2).AddColumns([.. new[] { "invariant", "covers" }.Concat(designs).Select(name => new TableColumn(name).NoWrap())]);
        foreach (var row in verdicts.GroupBy(v => v.Invariant))
        {
            var byDesign = row.ToDictionary(v => v.Design);
            table.AddRow([row.Key, string.Join(' ', row.First().Ids), .. designs.Select(d => byDesign.TryGetValue(d, out var v) ? Cell(v) : "")]);
        }
        console.Write(table);
        console.WriteLine("proved: for any number of hugepages, frames, pages and slots and any interleaving; n: refuted, the shortest counterexample has n steps");
        if (verdicts.Any(v => v.Telling is not null))
        {
            console.WriteLine("n; m: told by a run of m steps, the one that the mail or commit is about; the shortest takes a short cut");
        }
        foreach (var design in verdicts.DistinctBy(v => v.Design))
        {
            console.WriteLine($"{design.Design} is read in: {design.Source}");
        }
    }

    private static string Cell(Verdict verdict)
    {
        var text = verdict.Ruling switch
        {
            Ruling.Proved => "[green]proved[/]",
            Ruling.Refuted => $"[yellow]{Lengths(verdict)}[/]",
            _ => "[red]UNDECIDED[/]",
        };
        return verdict.IsExpected ? text : $"{text} [red]not expected[/]";
    }

    private static string Lengths(Verdict verdict) =>
        string.Join("; ", new[] { verdict.Counterexample, verdict.Telling?.Trace }.OfType<Trace>().Select(trace => trace.Moves.Count));
}
