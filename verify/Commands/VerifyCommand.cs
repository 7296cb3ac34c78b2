using System.CommandLine;
using System.Diagnostics;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Proofs.Arithmetic;
using Vmemmap.Proofs.Controls;
using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Solver;
using Vmemmap.Proofs.Store;
using Vmemmap.Properties.Stories;
using Vmemmap.Properties.Traces;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Store;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Commands;

/// <summary>The main job: the table of verdicts, and of each refutation the run that it is about and the shortest counterexample.</summary>
internal static class VerifyCommand
{
    private const int MostThreads = 1024;
    private static readonly Option<string[]> DesignOption = Names.Repeatable("--design", "only this design");
    private static readonly Option<string[]> InvariantOption = Names.Repeatable("--invariant", "only this invariant");
    private static readonly Option<string?> BugOption = new("--bug") { Description = "what this seeded bug changes: of each design the verdicts without and with it", HelpName = "NAME" };
    private static readonly Option<bool> JsonOption = new("--json") { Description = "one JSON object per line, as SCHEMA.md says" };
    private static readonly Option<DirectoryInfo?> SaveOption = new("--save") { Description = "write each counterexample to a JSON file in this directory, and each run that a mail or commit is about" };
    private static readonly Option<DirectoryInfo?> StoreOption =
        new("--store") { Description = "directory of the answers of earlier runs; by default in the user's cache" };
    private static readonly Option<bool> FreshOption = new("--fresh") { Description = "ask the solver everything, once: without a store" };
    private static readonly Option<int> ThreadsOption = Numbers.Option("--threads", "worker threads, 0 for one per core", 0, MostThreads, otherwise: 0);
    private static readonly Option<long> LimitOption =
        Numbers.Option<long>("--rlimit", "the solver's resources for one obligation", 1, uint.MaxValue, InductiveProver.DefaultResourceLimit);

    public static void AddTo(RootCommand root, Terminal terminal, string? defaultStore, Func<uint, ISolver> solverOf)
    {
        root.Options.Add(DesignOption);
        root.Options.Add(InvariantOption);
        root.Options.Add(BugOption);
        root.Options.Add(JsonOption);
        root.Options.Add(SaveOption);
        root.Options.Add(StoreOption);
        root.Options.Add(FreshOption);
        root.Options.Add(ThreadsOption);
        root.Options.Add(LimitOption);
        root.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, terminal, defaultStore, solverOf, cancellation)));
    }

    private static int Run(ParseResult parsed, Terminal terminal, string? defaultStore, Func<uint, ISolver> solverOf, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        var designs = Names.Designs(parsed.GetValue(DesignOption)!);
        var invariants = Names.InvariantSet(parsed.GetValue(InvariantOption)!, designs);
        var bug = Names.Bug(parsed.GetValue(BugOption));
        if (bug is not null && new Option[] { InvariantOption, SaveOption }.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } other)
        {
            throw new UserErrorException($"With --bug there is no {other.Name}: all that the bug changes is told.");
        }
        var solverVersion = Z3Solver.Version;
        // Made before the long work whose results go there.
        if (parsed.GetValue(SaveOption) is { } saved)
        {
            WholeFile.Prepare(saved);
        }
        // Before anything is believed that a solver says, or is said to have said.
        ControlledSolver.RequireZ3();
        var store = StoreFile.Open(parsed.GetValue(FreshOption) ? null : parsed.GetValue(StoreOption)?.FullName ?? defaultStore, terminal, cancellation);
        RememberingSolver asked = new(solverOf((uint)parsed.GetValue(LimitOption)));
        StoredSolver solver = new(asked, store.Answers);
        if (bug is not null)
        {
            return RunWith(bug, designs, parsed, solver, store, terminal, cancellation);
        }
        var judge = new Judge(parsed.GetValue(ThreadsOption), solver) { Progress = terminal.Progress };
        if (!parsed.GetValue(JsonOption))
        {
            judge.Broke = (design, obstacles) => ObstacleReport.Write(terminal, design, obstacles);
        }

        List<Verdict> verdicts;
        IReadOnlyList<TheoremResult> theorems;
        try
        {
            verdicts = [.. designs.SelectMany(d => judge.Of(d, invariants, cancellation)).Where(v => invariants.Contains(v.Invariant))];
            theorems = ArithmeticCommand.Proved(solver, terminal, cancellation);
        }
        finally
        {
            // An interrupted run keeps what it has.
            terminal.EndProgress();
            store.Save();
        }
        var figures = new RunFigures(Stopwatch.GetElapsedTime(start).TotalSeconds, solverVersion, solver.Questions, solver.FromStore, asked.Repeated);
        if (parsed.GetValue(SaveOption) is { } directory)
        {
            Save(directory, verdicts);
        }
        if (parsed.GetValue(JsonOption))
        {
            VerdictJson.Write(terminal.Out, verdicts, theorems, figures);
        }
        else
        {
            Write(terminal, designs, verdicts, theorems, figures);
        }
        return verdicts.All(v => v.IsExpected) && theorems.All(t => t.Verdict == TheoremVerdict.Proved)
            ? ExitCode.AsExpected
            : ExitCode.Unexpected;
    }

    // What holds without the bug is not judged again.
    private static int RunWith(Bug bug, IReadOnlyList<Design> designs, ParseResult parsed, ISolver solver, StoreFile store, Terminal terminal, CancellationToken cancellation)
    {
        List<BugVerdict> verdicts;
        try
        {
            verdicts = [.. designs.Select(design => BugVerdict.Of(design, bug, solver, parsed.GetValue(ThreadsOption), terminal.Progress, cancellation))];
        }
        finally
        {
            terminal.EndProgress();
            store.Save();
        }
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

    private static void Write(Terminal terminal, IReadOnlyList<Design> designs, List<Verdict> verdicts, IReadOnlyList<TheoremResult> theorems, RunFigures figures)
    {
        VerdictTable.Write(terminal, verdicts);
        terminal.Say(ArithmeticCommand.Summary(theorems));
        terminal.Say();
        terminal.Say(Story.Legend);
        RefutationReport.Write(terminal, verdicts.Where(v => v.IsExpected && v.Counterexample is not null));
        foreach (var unexpected in verdicts.Where(v => !v.IsExpected).GroupBy(v => v.Design))
        {
            UnexpectedReport.Write(terminal, designs.Single(design => design.Name == unexpected.Key), [.. unexpected]);
        }
        foreach (var theorem in theorems.Where(t => t.Verdict != TheoremVerdict.Proved))
        {
            terminal.Say($"NOT EXPECTED: {theorem}");
        }
        terminal.Say();
        ExceptionsReport.Write(terminal, verdicts);
        terminal.Say(
            $"{verdicts.Count} verdicts, {verdicts.Count(v => v.Ruling == Ruling.Proved)} proved, {verdicts.Count(v => v.Ruling == Ruling.Refuted)} refuted, "
            + $"{verdicts.Count(v => v.Ruling == Ruling.Undecided)} undecided, {verdicts.Count(v => !v.IsExpected)} not as expected; {figures}");
    }

    private static void Save(DirectoryInfo directory, List<Verdict> verdicts)
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
