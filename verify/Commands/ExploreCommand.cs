using System.CommandLine;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Exploration;
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
    private readonly Option<FileInfo?> checkpoint = new("--checkpoint") { Description = "where to write what was reached, if it stops early", HelpName = "FILE" };
    private readonly Option<FileInfo?> resume = new("--resume") { Description = "go on from a checkpoint of the same exploration; what it says was reached is believed", HelpName = "FILE" };
    private readonly ScopeOptions scope;
    private readonly Terminal terminal;

    private ExploreCommand(Terminal terminal, Command command)
    {
        this.terminal = terminal;
        command.Options.Add(design);
        scope = new(command, withBug: "with this seeded bug: ends once the bug is found");
        foreach (var option in new Option[] { states, memory, threads, symmetric, allowIncomplete, checkpoint, resume })
        {
            command.Options.Add(option);
        }
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
    }

    public static Command Create(Terminal terminal)
    {
        Command command = new("explore", "walk all states of a small scope, breadth first");
        _ = new ExploreCommand(terminal, command);
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var chosen = Names.Design(parsed.GetValue(design)!);
        var (instance, bounds) = scope.Read(parsed, chosen);
        var file = parsed.GetValue(checkpoint);
        if (file is not null)
        {
            WholeFile.Prepare(file.Directory!);
        }
        Explorer explorer = new(instance, bounds, options: OptionsOf(parsed)) { Progress = progress => terminal.Progress($"{progress}") };
        if (parsed.GetValue(resume) is { } earlier)
        {
            Load(explorer.Checkpoint, earlier);
        }
        var result = Explore(explorer, instance.Bug, file, cancellation);
        ExplorationReport.Write(terminal, chosen, instance.Bug, instance.Scope, bounds, result);
        if (file is not null && result.Ending is not (Ending.Complete or Ending.Found))
        {
            terminal.Out.WriteLine($"What was reached is in {file}: the same command with --resume {file} goes on.");
        }
        cancellation.ThrowIfCancellationRequested();
        return Expected.ExitCodeFor(chosen, instance.Bug, result, parsed.GetValue(allowIncomplete));
    }

    private ExplorationResult Explore(Explorer explorer, Bug? bug, FileInfo? file, CancellationToken cancellation)
    {
        var result = explorer.Run(bug is null ? null : new HashSet<string> { bug.Violates }, cancellation);
        terminal.EndProgress();
        if (file is not null && result.Ending is not (Ending.Complete or Ending.Found))
        {
            WholeFile.Write(file.FullName, explorer.Checkpoint.Save);
        }
        return result;
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

    private static void Load(Checkpoint checkpoint, FileInfo file)
    {
        try
        {
            using var stream = file.OpenRead();
            checkpoint.Load(stream);
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
