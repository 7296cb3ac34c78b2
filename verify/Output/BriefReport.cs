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
        foreach (var design in run.Designs)
        {
            foreach (var cause in RootCause.Of(run.Verdicts.Where(verdict => verdict.Design == design.Name && verdict.Ruling == Ruling.Refuted)))
            {
                terminal.Say();
                terminal.Say(Story.Outline(cause.Told.Counterexample!, design, bug: null, terminal.Width));
                if (Says(cause) is { } says)
                {
                    terminal.Say(says);
                }
            }
        }
        terminal.Say();
        terminal.Say(run.Summary);
    }

    private static string? Says(RootCause cause)
    {
        var others = string.Join(", ", cause.Others.Select(verdict => verdict.Invariant));
        return cause.Remedy is { } remedy ? $"Holds with {remedy}{(others.Length > 0 ? $"; of the same cause: {others}" : "")}."
            : others.Length > 0 ? $"No remedy explains these either, and mostly they follow from the same: {others}. '--invariant' and a name tells of one."
            : null;
    }
}
