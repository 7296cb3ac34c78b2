using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Verdicts;
using Trace = Vmemmap.Properties.Traces.Trace;

namespace Vmemmap.Verify.Output;

/// <summary>The front page: designs x invariants.</summary>
internal static class VerdictTable
{
    public static void Write(Terminal terminal, IReadOnlyList<Verdict> verdicts)
    {
        var designs = verdicts.Select(v => v.Design).Distinct().ToList();
        FittedTable table = new(keys: 1, [new("invariant"), new("covers"), .. designs.Select(name => new Column(name))]);
        foreach (var row in verdicts.GroupBy(v => v.Invariant))
        {
            var byDesign = row.ToDictionary(v => v.Design);
            table.Add([row.Key, string.Join(' ', row.First().Ids), .. designs.Select(d => byDesign.TryGetValue(d, out var v) ? CellOf(v) : "")]);
        }
        table.Write(terminal);
        terminal.Say("proved: for any number of hugepages, frames, pages and slots and any interleaving; n: refuted, the shortest counterexample has n steps");
        if (verdicts.Any(v => v.Telling is not null))
        {
            terminal.Say("n; m: told by a run of m steps, the one that the mail or commit is about; the shortest takes a short cut");
        }
        if (verdicts.GroupBy(v => v.Invariant).Any(row => row.DistinctBy(v => v.Design).Count() < designs.Count && row.First().Ids is not ["range"]))
        {
            terminal.Say("no verdict: the invariant does not apply to the design; 'verify explain' and its name says why");
        }
        foreach (var undecided in verdicts.Where(v => v.Ruling == Ruling.Undecided).DistinctBy(v => (v.Design, v.Obstacle!.Name)))
        {
            terminal.Say($"{undecided.Design}, undecided ({ObstacleReport.CauseOf(undecided)}): {undecided.Obstacle!.Name}");
        }
        foreach (var design in verdicts.DistinctBy(v => v.Design))
        {
            terminal.Say($"{design.Design} is read in: {design.Source}");
        }
    }

    private static Cell CellOf(Verdict verdict)
    {
        Cell cell = verdict.Ruling switch
        {
            Ruling.Proved => new("proved", "green"),
            Ruling.Refuted => new(Lengths(verdict), "yellow"),
            _ => new($"UNDECIDED ({ObstacleReport.CauseOf(verdict)})", "red"),
        };
        return verdict.IsExpected ? cell : new($"{cell.Text} not expected", "red");
    }

    /// <summary>The same in words.</summary>
    public static string Steps(Verdict verdict) => Lengths(verdict) is var lengths && lengths == "1" ? "1 step" : $"{lengths} steps";

    /// <summary>The steps of the shortest counterexample, and of the run that is told.</summary>
    public static string Lengths(Verdict verdict) =>
        string.Join("; ", new[] { verdict.Counterexample, verdict.Telling?.Trace }.OfType<Trace>().Select(trace => trace.Moves.Count));
}
