using System.Globalization;
using Vmemmap.Bench.Checkers;
using Vmemmap.Bench.Peers;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;

namespace Vmemmap.Bench.Parts;

/// <summary>One checker on the abstract model in one size.</summary>
/// <param name="Size">the size.</param>
/// <param name="Checked">what is checked in every state.</param>
/// <param name="Checker">the checker.</param>
/// <param name="Cores">cores that it uses.</param>
/// <param name="PreparedIn">seconds to record, translate and compile the model.</param>
/// <param name="Walked">the run that is the median.</param>
/// <param name="SpeedUp">against the same checker on one core; null for that one.</param>
/// <param name="AreCountsRight">states and transitions are those that were counted before.</param>
internal sealed record CheckerFigures(
    string Size, string Checked, string Checker, int Cores, double PreparedIn, Walked Walked, double? SpeedUp, bool AreCountsRight)
{
    /// <summary>Transitions per second.</summary>
    public double Rate => Walked.Transitions / Walked.Seconds;
}

/// <summary>Model checkers on the abstract model: ours alone, or side by side with others.</summary>
internal sealed class CheckersPart(bool withOthers) : IPart
{
    private const string NoInvariants = "nothing";
    private const string EveryInvariant = "I1 to I5";

    public string Name => withOthers ? "peers" : "explorer";

    public bool WithOthers => withOthers;

    private IEnumerable<IChecker> Checkers
    {
        get
        {
            int[] cores = [.. new[] { 1, Environment.ProcessorCount }.Distinct()];
            IEnumerable<IChecker> ours = cores.Select(count => new OurExplorer(count));
            return withOthers
                ? [.. ours, new Spin(), .. cores.Select(count => new Rumur(count)), new Tlc(Environment.ProcessorCount)]
                : ours;
        }
    }

    public object Run(Measuring measuring, ICollection<string> complaints)
    {
        var present = Checkers.Where(checker => checker.Missing is null).ToList();
        List<CheckerFigures> rows = [];
        foreach (var size in CountedSize.All)
        {
            foreach (var withInvariants in new[] { false, true })
            {
                foreach (var checker in present.Where(checker => measuring.IsPatient || size.Transitions <= checker.MostTransitions))
                {
                    rows.Add(Measure(checker, size, withInvariants, measuring, rows));
                }
            }
        }
        Write(measuring.Terminal, rows);
        foreach (var row in rows.Where(row => !row.AreCountsRight))
        {
            complaints.Add(
                $"{row.Checker} on {row.Cores} core(s) counts {row.Walked.States:N0} states and {row.Walked.Transitions:N0} transitions of {row.Size}: the counts do not agree.");
        }
        if (complaints.Count == 0)
        {
            measuring.Terminal.Out.WriteLine("Counts agree: every checker counts as many states and transitions of each size as hand-written C did.");
        }
        foreach (var missing in Checkers.Where(checker => checker.Missing is not null).DistinctBy(checker => checker.Name))
        {
            measuring.Terminal.Out.WriteLine($"{missing.Name}: {missing.Missing}, left out.");
        }
        foreach (var slow in present.Where(checker => !measuring.IsPatient && CountedSize.All.Any(size => size.Transitions > checker.MostTransitions)).DistinctBy(checker => checker.Name))
        {
            measuring.Terminal.Out.WriteLine($"{slow.Name}: sizes of more than {slow.MostTransitions:N0} transitions take it minutes, left out without --patient.");
        }
        return rows;
    }

    private static CheckerFigures Measure(IChecker checker, CountedSize size, bool withInvariants, Measuring measuring, IEnumerable<CheckerFigures> before)
    {
        var name = $"{size.Size}, {checker.Name} on {checker.Cores} core(s)";
        measuring.Terminal.Progress($"{name}: preparing");
        var (checkerOfSize, preparedIn) = Timed.Run(() => checker.Prepare(size, withInvariants, measuring.Cancellation));
        using var prepared = checkerOfSize;

        var walked = measuring.Median(name, checker.WarmsUp, () => prepared.Walk(measuring.Cancellation), run => run.Seconds);

        var (sizes, checks) = ($"{size.Size}", withInvariants ? EveryInvariant : NoInvariants);
        var onOneCore = before.FirstOrDefault(row => (row.Size, row.Checked, row.Checker, row.Cores) == (sizes, checks, checker.Name, 1));
        return new(
            sizes, checks, checker.Name, checker.Cores, preparedIn, walked, onOneCore?.Walked.Seconds / walked.Seconds,
            (walked.States, walked.Transitions) == (size.States, size.Transitions));
    }

    private static void Write(Terminal terminal, IReadOnlyList<CheckerFigures> rows)
    {
        FittedTable table = new(keys: 3, [new("size"), new("checked"), new("checker"), .. Column.Numbers("cores", "states", "transitions", "seconds", "transitions/s", "bytes/state", "speed-up", "prepared in", "counts")]);
        foreach (var row in rows)
        {
            var isFirst = row == rows.First(other => (other.Size, other.Checked) == (row.Size, row.Checked));
            table.Add(
                isFirst ? row.Size : "", isFirst ? row.Checked : "", row.Checker, $"{row.Cores}", $"{row.Walked.States:N0}", $"{row.Walked.Transitions:N0}",
                Text(row.Walked.Seconds, "0.000"), $"{row.Rate:N0}", Text(row.Walked.Bytes / row.Walked.States, "0.0"), Text(row.SpeedUp, "0.00"),
                Text(row.PreparedIn, "0.00 s"), row.AreCountsRight ? "agree" : new Cell("DIFFER", "red"));
        }
        table.Write(terminal);
        terminal.Say("seconds: of our explorer, the walk; of the others, the whole process. Prepared: recorded, translated, compiled. Bytes: the states and the table that finds them.");
        terminal.Say("SPIN walks depth first, the others breadth first; rumur also checks ranges at each assignment. SPIN's state before the boot is not counted.");
    }

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
