using Vmemmap.Proofs.Arithmetic;
using Vmemmap.Properties.Stories;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;

namespace Vmemmap.Verify.Commands;

/// <summary>A run of the main job for people: the table, the stories, and what is not as expected.</summary>
internal static class RunReport
{
    public static void Write(Terminal terminal, JudgedRun run)
    {
        VerdictTable.Write(terminal, run.Verdicts);
        terminal.Say(ArithmeticCommand.Summary(run.Theorems));
        terminal.Say();
        terminal.Say(Story.Legend);
        RefutationReport.Write(terminal, run.Verdicts.Where(v => v.IsExpected && v.Counterexample is not null));
        foreach (var unexpected in run.Verdicts.Where(v => !v.IsExpected).GroupBy(v => v.Design))
        {
            UnexpectedReport.Write(terminal, run.Designs.Single(design => design.Name == unexpected.Key), [.. unexpected]);
        }
        foreach (var theorem in run.Theorems.Where(t => t.Verdict != TheoremVerdict.Proved))
        {
            terminal.Say($"NOT EXPECTED: {theorem}");
        }
        terminal.Say();
        ExceptionsReport.Write(terminal, run.Verdicts);
        terminal.Say(run.Summary);
    }
}
