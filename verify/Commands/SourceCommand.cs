using System.CommandLine;
using System.Text;
using Vmemmap.Kernel.Abstraction;
using Vmemmap.Kernel.Build;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Kernel.Refinement;
using Vmemmap.Kernel.Runs;
using Vmemmap.Model.Designs;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify source DIR</c>: the kernel's own code under test.</summary>
internal static class SourceCommand
{
    private static readonly Argument<string> TreeArgument = new("tree") { Description = "a kernel's source tree; it is only read" };
    private static readonly Option<string?> ConfigOption = new("--config") { Description = "a .config to compile with: what the harness needs is put over it" };
    private static readonly Option<string?> FileOption = new("--file") { Description = "a file to compile in the place of mm/hugetlb_vmemmap.c" };
    private static readonly Option<string?> DesignOption = new("--design") { Description = "the design that the code is taken for; that of its release unless it is said" };
    private static readonly Option<string[]> WithOption = Names.Repeatable("--with", "a correction that the tree is patched with");
    private static readonly Option<bool> JsonOption = ForMachines.Option();
    private static readonly Option<int> MinutesOption = Numbers.Option("--minutes", "go on with generated sequences for so long", 1, 100_000, otherwise: 0);
    private static readonly Option<int> SequencesOption = Numbers.Option("--sequences", "generated sequences of the standard run", 0, 10_000_000, otherwise: 400);
    private static readonly Option<int> SeedOption = Numbers.Option("--seed", "where generated sequences start", 1, int.MaxValue, otherwise: 1);
    private static readonly Option<string?> RepeatOption = new("--repeat") { Description = "do one run, as a finding names it" };
    private static readonly Option<FileInfo?> RecordOption = new("--record") { Description = "with --repeat: write down what the code did" };

    // Some ten times what the largest of these files has.
    private const int MostBytes = 8 << 20;

    /// <param name="terminal">where output goes.</param>
    /// <param name="store">directory of the user's store, or null for none.</param>
    public static Command Create(Terminal terminal, string? store)
    {
        Verb command = new("source", "put the kernel's own code under test: compile it from a source tree, run it, and evaluate the properties on what it does", "~/linux-source-6.12")
        {
            TreeArgument, ConfigOption, FileOption, DesignOption, WithOption, JsonOption, MinutesOption, SequencesOption, SeedOption, RepeatOption, RecordOption,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, terminal, store ?? Path.GetTempPath(), cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal, string cache, CancellationToken cancellation)
    {
        var repeated = PlanOf(parsed.GetValue(RepeatOption));
        if (repeated is null && parsed.GetValue(RecordOption) is not null)
        {
            throw new UserErrorException("--record writes down one run: --repeat must say which.");
        }
        var (configuration, patched) = (parsed.GetValue(ConfigOption), parsed.GetValue(FileOption));
        var options = configuration is null ? "" : Read(configuration, "configuration", cancellation);
        if (patched is not null)
        {
            // The compiler opens it itself, and waits for a pipe.
            _ = Read(patched, "file to compile", cancellation);
        }
        var corrections = Names.Corrections(parsed.GetValue(WithOption) ?? []);
        var tree = SourceTree.Open(parsed.GetValue(TreeArgument)!);
        var design = Patched(Names.Design(parsed.GetValue(DesignOption) ?? tree.Design), corrections);
        if (Position.Objection(design) is { } objection)
        {
            throw new UserErrorException(objection);
        }
        terminal.Progress($"building {tree.Release}");
        var build = HarnessBuild.Of(tree, cache, options, patched);
        terminal.EndProgress();
        using Laboratory laboratory = new(build, design, refines: BoundCode.IsBound(design));
        if (repeated is not null && parsed.GetValue(RecordOption) is { } file)
        {
            WholeFile.Write(file.FullName, string.Concat(laboratory.Record(repeated).Select(line => $"{line}\n").Prepend($"plan {repeated}\n")));
            return ExitCode.AsExpected;
        }
        var report = new SourceReport(terminal, build, design, CommandFor(parsed), parsed.GetValue(JsonOption));
        report.Begin();
        var campaign = new Campaign(laboratory);
        if (repeated is not null)
        {
            report.Done(campaign.Do("the run asked for", [repeated], null, cancellation));
        }
        else
        {
            RunAll(parsed, terminal, laboratory, campaign, report, cancellation);
        }
        cancellation.ThrowIfCancellationRequested();
        var findings = campaign.Findings(kind => terminal.Progress($"shrinking {kind}"), shrinks: repeated is null);
        terminal.EndProgress();
        foreach (var finding in findings)
        {
            report.Tell(finding, laboratory.Tell(finding.Plan, finding.Alarm, terminal.Width));
        }
        var isVacuous = report.End(findings) && repeated is null;
        return findings.Any(finding => finding.Alarm.IsOfHarness) ? ExitCode.Fault
            : findings.Count > 0 || isVacuous ? ExitCode.Unexpected
            : ExitCode.AsExpected;
    }

    private static void RunAll(ParseResult parsed, Terminal terminal, Laboratory laboratory, Campaign campaign, SourceReport report, CancellationToken cancellation)
    {
        var seed = (ulong)parsed.GetValue(SeedOption);
        foreach (var part in StandardRun.Parts(parsed.GetValue(SequencesOption), seed))
        {
            report.Done(campaign.Do(part.Name, part.Plans(laboratory), runs => terminal.Progress($"{part.Name}: {runs:N0} runs"), cancellation));
        }
        if (parsed.GetValue(MinutesOption) is > 0 and var minutes)
        {
            using var clock = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            clock.CancelAfter(TimeSpan.FromMinutes(minutes));
            report.Done(campaign.Do("more generated sequences", StandardRun.Endless(seed), runs => terminal.Progress($"generated sequences: {runs:N0} runs"), clock.Token));
        }
        terminal.EndProgress();
    }

    private static string Read(string file, string what, CancellationToken cancellation)
    {
        try
        {
            return Encoding.UTF8.GetString(InputFile.Read(file, MostBytes, cancellation));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"The {what} '{file}' cannot be read: {e.Message}");
        }
    }

    private static Design Patched(Design release, IReadOnlyList<Correction> corrections) => PatchedCode.Idle(release, corrections) is { } idle
        ? throw new UserErrorException($"The correction '{idle}' changes nothing of what the code of {release.Name} is called for.")
        : PatchedCode.Of(release, corrections);

    private static RunPlan? PlanOf(string? text)
    {
        try
        {
            return text is null ? null : RunPlan.Parse(text);
        }
        catch (FormatException e)
        {
            throw new UserErrorException(e.Message);
        }
    }

    // The command line that repeats a run, up to the plan.
    private static string CommandFor(ParseResult parsed)
    {
        var command = $"verify source {parsed.GetValue(TreeArgument)}";
        foreach (var (option, value) in new[] { ("--config", parsed.GetValue(ConfigOption)), ("--file", parsed.GetValue(FileOption)), ("--design", parsed.GetValue(DesignOption)) })
        {
            command += value is null ? "" : $" {option} {value}";
        }
        return command + string.Concat((parsed.GetValue(WithOption) ?? []).Select(name => $" --with {name}"));
    }
}
