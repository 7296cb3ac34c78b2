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
            terminal.Say(VerdictText.Line(verdict));
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
}
