using System.CommandLine;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Proofs.Solver;
using Vmemmap.Properties.Traces;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Sharding;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Commands;

/// <summary>The main job: the table of verdicts, and of each refutation the run that it is about and the shortest counterexample.</summary>
internal static class VerifyCommand
{
    private static readonly Option<string?> BugOption = new("--bug") { Description = "what this seeded bug changes: of each design the verdicts without and with it", HelpName = "NAME" };
    private static readonly Option<bool> JsonOption = ForMachines.Option();
    private static readonly Option<bool> BriefOption = new("--brief") { Description = "only what is not proved: a line for each, and a story for each root cause, which is what the same corrections mend" };

    // No environment decides it: what is printed depends on the command line alone.
    private static readonly Option<bool> GithubOption = new("--github") { Description = "annotations of GitHub for what is not as expected, or not as the baseline says, on standard error" };
    private static readonly Option<DirectoryInfo?> SaveOption = new("--save") { Description = "write each counterexample to a JSON file in this directory, and each run that a mail or commit is about" };

    private static readonly Option<string?> ShardOption = new("--shard") { Description = "only this part of the work, as 2/8, as JSON: 'verify merge' makes one of all", HelpName = "PART" };

    // What a run with a seeded bug, which is about what the bug changes, has not.
    private static readonly IReadOnlyList<Option> WithoutBug = [JudgeOptions.Invariant, BriefOption, GithubOption, SaveOption, .. ReportFiles.Options, ShardOption, BaselineOptions.File, BaselineOptions.Update];

    public static void AddTo(RootCommand root, Terminal terminal, string? defaultStore, Func<uint, ISolver> solverOf)
    {
        foreach (var option in (IEnumerable<Option>)[JudgeOptions.Design, JudgeOptions.Invariant, BugOption, JsonOption, BriefOption, GithubOption, SaveOption, .. ReportFiles.Options, ShardOption, BaselineOptions.File, BaselineOptions.Update, .. JudgeOptions.How])
        {
            root.Options.Add(option);
        }
        root.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, terminal, defaultStore, solverOf, cancellation)));
    }

    /// <summary>The part of the work that a command line asks for; null for all.</summary>
    public static Shard? ShardOf(ParseResult parsed) => parsed.GetValue(ShardOption) is { } text ? Shard.Of(text) : null;

    private static int Run(ParseResult parsed, Terminal terminal, string? defaultStore, Func<uint, ISolver> solverOf, CancellationToken cancellation)
    {
        var designs = Names.Designs(parsed.GetValue(JudgeOptions.Design)!);
        var invariants = Names.InvariantSet(parsed.GetValue(JudgeOptions.Invariant)!, designs);
        if (Names.Bug(parsed.GetValue(BugOption)) is { } bug)
        {
            return WithoutBug.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } other
                ? throw new UserErrorException($"With --bug there is no {other.Name}: all that the bug changes is told.")
                : RunWith(bug, designs, parsed, terminal, defaultStore, solverOf, cancellation);
        }
        var shard = ShardOf(parsed);
        var baseline = BaselineOptions.Of(parsed, shard?.Of(designs) ?? designs, invariants, cancellation);
        // Made before the long work whose results go there.
        if (parsed.GetValue(SaveOption) is { } saved)
        {
            WholeFile.Prepare(saved);
        }
        var files = ReportFiles.Of(parsed);
        var isForMachines = parsed.GetValue(JsonOption) || shard is not null;
        var isBrief = parsed.GetValue(BriefOption);
        if (isBrief && isForMachines)
        {
            throw new UserErrorException("--brief is for people, and --json and --shard are for machines: only one of them is allowed.");
        }
        var run = JudgeOptions.Run(
            parsed, designs, invariants, shard, isForMachines || isBrief ? null : (design, obstacles) => ObstacleReport.Write(terminal, design, obstacles),
            terminal, defaultStore, solverOf, cancellation);
        if (parsed.GetValue(SaveOption) is { } directory)
        {
            Save(directory, run.Verdicts);
        }
        var compared = baseline?.With(run);
        var changed = compared?.Complaints ?? [];
        files.Write(() => Reported.Of(run).Against(changed));
        if (isForMachines)
        {
            VerdictJson.Write(terminal.Out, run);
        }
        else if (isBrief)
        {
            BriefReport.Write(terminal, run);
        }
        else
        {
            RunReport.Write(terminal, run);
        }
        foreach (var annotation in parsed.GetValue(GithubOption) ? GithubAnnotations.Of(run, changed) : [])
        {
            terminal.Complain(annotation);
        }
        // Results for machines are nothing else.
        var isAsCommitted = compared?.Settle(isForMachines ? terminal.Complain : line => terminal.Say(line)) != false;
        return isAsCommitted && run.IsExpected ? ExitCode.AsExpected : ExitCode.Unexpected;
    }

    // What holds without the bug is not judged again.
    private static int RunWith(Bug bug, IReadOnlyList<Design> designs, ParseResult parsed, Terminal terminal, string? defaultStore, Func<uint, ISolver> solverOf, CancellationToken cancellation)
    {
        var verdicts = JudgeOptions.Asking(parsed, terminal, defaultStore, solverOf, (solver, _) =>
            designs.Select(design => BugVerdict.Of(design, bug, solver, parsed.GetValue(JudgeOptions.Threads), terminal.Progress, cancellation)).ToList(), cancellation);
        if (parsed.GetValue(JsonOption))
        {
            BugJson.Write(terminal.Out, bug, verdicts);
        }
        else
        {
            BugReport.Write(terminal, bug, verdicts);
        }
        var judged = verdicts.Where(verdict => verdict.Seeded.Unsaid is null).ToList();
        return judged.Count > 0 && judged.TrueForAll(verdict => verdict.IsFound) ? ExitCode.AsExpected : ExitCode.Unexpected;
    }

    private static void Save(DirectoryInfo directory, IReadOnlyList<Verdict> verdicts)
    {
        foreach (var verdict in verdicts)
        {
            Write(verdict.Counterexample, "json");
            Write(verdict.Telling?.Trace, "telling.json");
        }

        void Write(Properties.Traces.Trace? trace, string ending)
        {
            if (trace is not null)
            {
                WholeFile.Write(Path.Combine(directory.FullName, $"{trace.Design}.{trace.Invariant}.{ending}"), TraceJson.Write(trace));
            }
        }
    }
}
