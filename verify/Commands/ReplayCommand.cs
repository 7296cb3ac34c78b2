using System.CommandLine;
using Vmemmap.Kernel.Build;
using Vmemmap.Kernel.Refinement;
using Vmemmap.Kernel.Replaying;
using Vmemmap.Kernel.Runs;
using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Stories;
using Vmemmap.Properties.Traces;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify replay FILE</c>: replays a saved counterexample and tells its story.</summary>
internal static class ReplayCommand
{
    private static readonly Argument<FileInfo> FileArgument = new("file") { Description = "a counterexample that --save wrote" };

    private static readonly Option<string?> OnOption = new("--on") { Description = "a kernel's source tree: steer its own code along the counterexample" };

    private static readonly Option<bool> JsonOption = ForMachines.Option();

    /// <param name="terminal">where output goes.</param>
    /// <param name="store">directory of the user's store, or null for none.</param>
    public static Command Create(Terminal terminal, string? store)
    {
        Verb command = new("replay", "replay a saved counterexample and tell its story", "rfc-2020.error-marks-no-other-page.json") { FileArgument, OnOption, JsonOption };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed.GetValue(FileArgument)!, parsed.GetValue(OnOption), parsed.GetValue(JsonOption), store ?? Path.GetTempPath(), terminal, cancellation)));
        return command;
    }

    private static int Run(FileInfo file, string? folder, bool isForMachines, string cache, Terminal terminal, CancellationToken cancellation)
    {
        terminal.Progress($"reading {Printable.Of(file.Name)}");
        var text = Read(file, cancellation);
        terminal.Progress($"replaying {Printable.Of(file.Name)}");
        // Nothing in it looks at the token: a long run is left behind where it is interrupted.
        var (trace, problem, story) = Abandonable.Run(() => Replayed(text, file, isForMachines ? int.MaxValue : terminal.Width), cancellation);
        terminal.EndProgress();
        if (isForMachines)
        {
            JsonLines.Write(terminal.Out, new { trace.Design, trace.Bug, trace.Invariant, CounterexampleLength = trace.Moves.Count, Replays = problem is null, Problem = problem, Story = problem is null ? story : null });
        }
        else
        {
            terminal.Say(problem is null ? story : Printable.Of($"{file.Name} does not replay: {problem}"));
        }
        return problem is not null ? ExitCode.Unexpected
            : folder is null ? ExitCode.AsExpected
            : RunOn(folder, trace, isForMachines, cache, terminal, cancellation);
    }

    // The code goes the way of the counterexample, or leaves it.
    private static int RunOn(string folder, Trace trace, bool isForMachines, string cache, Terminal terminal, CancellationToken cancellation)
    {
        var tree = SourceTree.Open(folder);
        var design = Names.Design(trace.Design);
        if (trace.Bug is not null || trace.Design != tree.Design || !BoundCode.IsBound(design))
        {
            throw new UserErrorException($"The counterexample is one of {trace.Design}{(trace.Bug is null ? "" : " with a seeded bug")}, and the code of Linux {tree.Release} cannot be steered along that: along one without a bug of {string.Join(", ", BoundCode.Designs.Select(bound => bound.Name))} that of its release can.");
        }
        terminal.Progress($"building {tree.Release}");
        using Laboratory laboratory = new(HarnessBuild.Of(tree, cache), design, refines: true);
        var replayed = ReplayOnCode.Go(trace, laboratory, runs => terminal.Progress($"steering: {runs:N0} runs"), cancellation);
        terminal.EndProgress();
        var again = replayed.Plan is null ? null : $"verify source {folder} --repeat \"{replayed.Plan}\"";
        if (isForMachines)
        {
            JsonLines.Write(terminal.Out, new { Kernel = tree.Release, Reproduced = replayed.Alarm is not null, replayed.Reached, replayed.Unseen, replayed.Runs, Repeat = again, Says = Told(replayed, trace, tree) });
            return ExitCodeOf(replayed);
        }
        terminal.Say();
        terminal.Say(Told(replayed, trace, tree));
        if (again is not null)
        {
            terminal.Say("The run that it was steered to. Again:");
            terminal.Out.WriteLine(again);
        }
        return ExitCodeOf(replayed);
    }

    private static int ExitCodeOf(ReplayedOnCode replayed) => replayed.Alarm is null ? ExitCode.Unexpected : ExitCode.AsExpected;

    private static string Told(ReplayedOnCode replayed, Trace trace, SourceTree tree)
    {
        var path = replayed.Path;
        var names = path.Names.ToList();
        var unseen = replayed.Unseen.Count == 0 ? "" : $" Memory failure is followed by what it is seen to do; nothing is to be seen of {string.Join(", ", replayed.Unseen)}.";
        return replayed.Alarm is not null ? $"Reproduced by the code of Linux {tree.Release}: it takes the {names.Count} steps {string.Join(", ", names)} in this order, and violates {trace.Invariant} (run {replayed.Runs:N0}).{unseen}"
            : path.Stranger is var (number, step) ? $"Not reproduced on Linux {tree.Release}: nobody here takes step {number}, {step}, so the code was not steered."
            : replayed.Reached == names.Count ? $"Not reproduced on Linux {tree.Release}: the code takes all {names.Count} steps in this order, but {trace.Invariant} is not violated (run {replayed.Runs:N0}).{unseen}"
            : $"Not reproduced on Linux {tree.Release}: the code goes along up to {(replayed.Reached <= 0 ? "the beginning" : $"step {replayed.Reached}, {names[replayed.Reached - 1]}")}, and does not take {names[replayed.Reached]} then (run {replayed.Runs:N0}).{unseen}";
    }

    private static (Trace Trace, string? Problem, string Story) Replayed(byte[] text, FileInfo file, int width)
    {
        try
        {
            var trace = TraceJson.Read(text);
            var instance = new Instance(Catalogue.Find(trace.Design)!, trace.Scope, trace.Bug is null ? null : SeededBugs.Find(trace.Bug));
            return Replay.Problem(instance, trace) is { } problem ? (trace, problem, "") : (trace, null, Story.Tell(trace, width));
        }
        catch (TraceFormatException e)
        {
            throw new UserErrorException($"{file.Name}: {e.Message}");
        }
    }

    private static byte[] Read(FileInfo file, CancellationToken cancellation)
    {
        try
        {
            return InputFile.Read(file.FullName, TraceLimits.Bytes, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"The file '{file}' cannot be read: {e.Message}");
        }
    }
}
