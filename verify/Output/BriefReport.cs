using Vmemmap.Properties.Stories;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Output;

/// <summary>What is not proved, in brief: a line for each verdict, and of each design one story for each root cause.</summary>
internal static class BriefReport
{
    public static void Write(Terminal terminal, JudgedRun run)
    {
        foreach (var verdict in run.Verdicts.Where(verdict => verdict.Ruling != Ruling.Proved || !verdict.IsExpected))
        {
            terminal.Say($"{verdict.Design} {verdict.Invariant}: {Says(verdict)}{(verdict.IsExpected ? "" : ", NOT EXPECTED")}");
        }
        // The order of the table is that of what users care about.
        List<string> order = [.. run.Verdicts.Select(verdict => verdict.Invariant).Distinct()];
        foreach (var design in run.Designs)
        {
            var causes = RootCauses.Of(run.Verdicts.Where(verdict => verdict.Design == design.Name).Select(verdict => verdict.Counterexample).OfType<Properties.Traces.Trace>(), order.IndexOf);
            foreach (var trace in causes.Told)
            {
                terminal.Say();
                terminal.Say(Story.Outline(trace, design, bug: null, terminal.Width));
            }
            if (causes.Others.Count > 0)
            {
                terminal.Say($"From these causes too: {string.Join(", ", causes.Others.Select(trace => trace.Invariant))}.");
            }
        }
        terminal.Say();
        terminal.Say(run.Summary);
    }

    private static string Says(Verdict verdict) => verdict.Ruling switch
    {
        Ruling.Proved => "proved",
        Ruling.Refuted => $"refuted, {VerdictTable.Lengths(verdict)} steps, {verdict.LastStep ?? "at boot"}{(verdict.Remedy is { } remedy ? $"; {(remedy.IsProved ? "holds" : "NOT PROVED")} with {remedy}" : "")}",
        _ => $"UNDECIDED ({ObstacleReport.CauseOf(verdict)}): {verdict.Obstacle!.Name}",
    };
}
