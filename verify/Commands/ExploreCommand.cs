using System.CommandLine;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Exploration.Packed;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify explore</c>: walks all states of a small scope.</summary>
internal sealed class ExploreCommand
{
    private readonly Option<string> design = new("--design") { Description = "the design to explore", HelpName = "NAME", Required = true };
    private readonly Option<long?> states = Numbers.Optional("--states", "stop after so many states", 1, long.MaxValue);
    private readonly Option<long?> memory = Numbers.Optional("--memory", "stop where the states take so many MiB (half of what there is)", 1, long.MaxValue >> 20);
    private readonly Option<int> threads = Numbers.Option("--threads", "worker threads; 0: one per core", 0, 1024, otherwise: 0);
    private readonly Option<bool> symmetric = new("--symmetric") { Description = "of states that differ in the names of hugepages and frames only, walk one" };
    private readonly Option<bool> allowIncomplete = new("--allow-incomplete") { Description = "a walk that stops at --states or --memory is as good as a complete one: 0 instead of 4" };
    private readonly Option<FileInfo?> checkpoint = new("--checkpoint") { Description = "where to write what was reached, now and then and if it stops early", HelpName = "FILE" };
    private readonly Option<int> every = Numbers.Option("--every", "seconds from one checkpoint to the next", 1, 86_400, otherwise: 600);
    private readonly Option<FileInfo?> resume = new("--resume") { Description = "go on from a checkpoint of the same exploration; what it says was reached is believed", HelpName = "FILE" };
    private readonly Option<bool> all = new("--all") { Description = "tell of each violation, not of one for each root cause" };
    private readonly Option<bool> json = ForMachines.Option();
    private readonly ScopeOptions scope;
    private readonly Terminal terminal;

    private ExploreCommand(Terminal terminal, Command command)
    {
        this.terminal = terminal;
        command.Options.Add(design);
        scope = new(command, withBug: "with this seeded bug: ends once the bug is found; where neither sizes nor bounds are given, in one scope after the other");
        foreach (var option in new Option[] { states, memory, threads, symmetric, allowIncomplete, checkpoint, every, resume, all, json })
        {
            command.Options.Add(option);
        }
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
    }

    public static Command Create(Terminal terminal)
    {
        Verb command = new("explore", "walk all states of a small scope, breadth first", "--design linux-5.18 --symmetric");
        _ = new ExploreCommand(terminal, command);
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var chosen = Names.Design(parsed.GetValue(design)!);
        if (scope.Bug(parsed, chosen) is { } bug)
        {
            if (BugReport.JudgedIn(terminal, chosen, bug, parsed.GetValue(json)) is not { } judged)
            {
                return ExitCode.Unexpected;
            }
            chosen = judged;
            if (!IsLimited(parsed))
            {
                return Seek(parsed, chosen, bug, cancellation);
            }
        }
        var (instance, bounds) = scope.Read(parsed, chosen);
        var file = parsed.GetValue(checkpoint);
        if (file is not null)
        {
            WholeFile.Prepare(file.Directory!);
        }
        Explorer explorer = new(instance, bounds, options: OptionsOf(parsed)) { Progress = progress => terminal.Progress($"{progress}") };
        Resume(explorer, parsed.GetValue(resume), cancellation);
        var result = Explore(explorer, parsed, instance.Bug, cancellation);
        Tell(parsed, chosen, instance.Bug, new(instance.Scope, bounds, result.States), result);
        if (file is not null && !parsed.GetValue(json) && result.Ending is not (Ending.Complete or Ending.Found))
        {
            terminal.Say($"What was reached is in {Printable.Of($"{file}")}: the same command with --resume {Printable.Of($"{file}")} goes on.");
        }
        cancellation.ThrowIfCancellationRequested();
        return Expected.ExitCodeFor(chosen, instance.Bug, result, parsed.GetValue(allowIncomplete));
    }

    // The user has not said what to walk, so that it can be walked until the bug is found.
    private bool IsLimited(ParseResult parsed) => new Option[] { states, checkpoint, resume }.Concat(scope.Limits).Any(option => parsed.GetResult(option) is { Implicit: false });

    private int Seek(ParseResult parsed, Design chosen, Bug bug, CancellationToken cancellation)
    {
        var result = Widening.Find(chosen, bug, new HashSet<string> { bug.Violates }, OptionsOf(parsed), progress => terminal.Progress($"{progress}"), cancellation);
        terminal.EndProgress();
        foreach (var (vain, walked) in result.Walks.SkipLast(1))
        {
            if (parsed.GetValue(json))
            {
                new FoundJson(terminal.Out, chosen, bug).WriteInVain(vain, walked);
            }
            else
            {
                ExplorationReport.WriteInVain(terminal, vain, walked);
            }
        }
        cancellation.ThrowIfCancellationRequested();
        var (outlook, last) = result.Walks[^1];
        var found = last with { Violations = result.Found };
        Tell(parsed, chosen, bug, outlook, found);
        // What was to be walked was walked: where the bug is not found, that is the result.
        return Expected.ExitCodeFor(chosen, bug, found.Violations.Keys);
    }

    private void Tell(ParseResult parsed, Design chosen, Bug? bug, Outlook outlook, ExplorationResult result)
    {
        if (parsed.GetValue(json))
        {
            new FoundJson(terminal.Out, chosen, bug).Write(outlook, result);
        }
        else
        {
            ExplorationReport.Write(terminal, chosen, bug, outlook, result, parsed.GetValue(all));
        }
    }

    // A walk with a checkpoint stops now and then to write it, and goes on.
    private ExplorationResult Explore(Explorer explorer, ParseResult parsed, Bug? bug, CancellationToken cancellation)
    {
        var (file, until) = (parsed.GetValue(checkpoint), bug is null ? null : new HashSet<string> { bug.Violates });
        while (true)
        {
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            if (file is not null)
            {
                pause.CancelAfter(TimeSpan.FromSeconds(parsed.GetValue(every)));
            }
            var result = Walked(explorer, until, parsed.GetValue(resume), pause.Token);
            var isOver = result.Ending != Ending.Interrupted || cancellation.IsCancellationRequested;
            if (file is not null && result.Ending is not (Ending.Complete or Ending.Found))
            {
                Save(explorer.Checkpoint, file, isOver);
            }
            if (isOver)
            {
                terminal.EndProgress();
                return result;
            }
        }
    }

    private static ExplorationResult Walked(Explorer explorer, HashSet<string>? until, FileInfo? earlier, CancellationToken cancellation)
    {
        try
        {
            return explorer.Run(until, cancellation);
        }
        catch (CheckpointException e)
        {
            throw new UserErrorException($"The file '{earlier}' {e.Message}.");
        }
    }

    private void Save(Checkpoint reached, FileInfo file, bool isOver)
    {
        terminal.Progress($"writing {Printable.Of(file.Name)}");
        try
        {
            WholeFile.WritePrivate(file.FullName, reached.Save);
        }
        catch (Exception e) when (!isOver && e is (IOException or UnauthorizedAccessException))
        {
            // There may be room the next time, and all that is lost by going on is what was lost already.
            terminal.Complain($"The checkpoint '{file}' cannot be written now, and the walk goes on: {e.Message}");
        }
    }

    private void Resume(Explorer explorer, FileInfo? earlier, CancellationToken cancellation)
    {
        if (earlier is not null)
        {
            terminal.Progress($"reading {Printable.Of(earlier.Name)}");
            // Only the opening of a pipe takes long without looking at the token.
            _ = Abandonable.Run(() => Load(explorer.Checkpoint, earlier), cancellation);
        }
    }

    private ExplorerOptions OptionsOf(ParseResult parsed)
    {
        var otherwise = ExplorerOptions.Default;
        return otherwise with
        {
            States = parsed.GetValue(states) ?? otherwise.States,
            Bytes = parsed.GetValue(memory) is { } mebibytes ? mebibytes << 20 : otherwise.Bytes,
            Threads = parsed.GetValue(threads),
            Symmetric = parsed.GetValue(symmetric),
        };
    }

    private static bool Load(Checkpoint checkpoint, FileInfo file)
    {
        try
        {
            using var stream = file.OpenRead();
            if (!stream.CanSeek)
            {
                throw new CheckpointException("is no checkpoint of an exploration: it is a pipe or a device");
            }
            checkpoint.Load(stream);
            return true;
        }
        catch (CheckpointException e)
        {
            throw new UserErrorException($"The file '{file}' {e.Message}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"The file '{file}' cannot be read: {e.Message}");
        }
    }
}
