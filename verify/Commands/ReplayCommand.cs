using System.CommandLine;
using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Stories;
using Vmemmap.Properties.Traces;
using Vmemmap.Verify.Hosting;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify replay FILE</c>: replays a saved counterexample and tells its story.</summary>
internal static class ReplayCommand
{
    private static readonly Argument<FileInfo> FileArgument = new("file") { Description = "a counterexample that --save wrote" };

    public static Command Create(Terminal terminal)
    {
        Command command = new("replay", "replay a saved counterexample and tell its story") { FileArgument };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed.GetValue(FileArgument)!, terminal, cancellation)));
        return command;
    }

    private static int Run(FileInfo file, Terminal terminal, CancellationToken cancellation)
    {
        terminal.Progress($"reading {Printable.Of(file.Name)}");
        var text = Read(file, cancellation);
        terminal.Progress($"replaying {Printable.Of(file.Name)}");
        // Nothing in it looks at the token: a long run is left behind where it is interrupted.
        var (problem, story) = Abandonable.Run(() => Replayed(text, file, terminal.Width), cancellation);
        terminal.EndProgress();
        terminal.Say(problem is null ? story : Printable.Of($"{file.Name} does not replay: {problem}"));
        return problem is null ? ExitCode.AsExpected : ExitCode.Unexpected;
    }

    private static (string? Problem, string Story) Replayed(byte[] text, FileInfo file, int width)
    {
        try
        {
            var trace = TraceJson.Read(text);
            var instance = new Instance(Catalogue.Find(trace.Design)!, trace.Scope, trace.Bug is null ? null : SeededBugs.Find(trace.Bug));
            return Replay.Problem(instance, trace) is { } problem ? (problem, "") : (null, Story.Tell(trace, width));
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
