using System.CommandLine;
using Vmemmap.Proofs.Solver;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Page;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify report --html FILE</c>: the verdicts as one page to look at.</summary>
internal static class ReportCommand
{
    private static readonly Option<FileInfo> HtmlOption = new("--html") { Description = "write the page to this file", HelpName = "FILE", Required = true };
    private static readonly Option<int> SequencesOption = Numbers.Option("--sequences", "generated sequences of each design, for what they take of it", 1, 100_000, otherwise: 2000);

    private static readonly Option<bool> JsonOption = ForMachines.Option();

    public static Command Create(Terminal terminal, string? defaultStore, Func<uint, ISolver> solverOf)
    {
        Verb command = new("report", "write all verdicts and their stories as one page for a browser", "--html verdicts.html") { HtmlOption, JudgeOptions.Design, JudgeOptions.Invariant, BaselineOptions.File, SequencesOption, JudgeOptions.How, JsonOption };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, terminal, defaultStore, solverOf, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal, string? defaultStore, Func<uint, ISolver> solverOf, CancellationToken cancellation)
    {
        var file = parsed.GetValue(HtmlOption)!;
        var designs = Names.Designs(parsed.GetValue(JudgeOptions.Design)!);
        var invariants = Names.InvariantSet(parsed.GetValue(JudgeOptions.Invariant)!, designs);
        var baseline = BaselineOptions.Of(parsed, designs, invariants, cancellation);
        WholeFile.Prepare(file);
        var run = JudgeOptions.Run(parsed, designs, invariants, shard: null, broke: null, terminal, defaultStore, solverOf, cancellation);
        List<SequenceCoverage> covered = [];
        foreach (var design in designs)
        {
            terminal.Progress($"{design.Name}: generated sequences");
            covered.Add(SequenceCoverage.Of(design, parsed.GetValue(SequencesOption), cancellation));
        }
        terminal.EndProgress();
        var compared = baseline?.With(run);
        WholeFile.Write(file.FullName, HtmlPage.Of(run, covered, compared is null ? "" : ChangesHtml.Of(compared.Name, compared.Changes), DateTimeOffset.UtcNow));
        if (parsed.GetValue(JsonOption))
        {
            JsonLines.Write(terminal.Out, new { Summary = true, Html = $"{file}", run.IsExpected, Says = run.Summary });
        }
        else
        {
            terminal.Say($"{file}: {run.Summary}");
        }
        var isAsCommitted = compared?.Settle(parsed.GetValue(JsonOption) ? terminal.Complain : line => terminal.Say(line)) != false;
        return isAsCommitted && run.IsExpected ? ExitCode.AsExpected : ExitCode.Unexpected;
    }
}
