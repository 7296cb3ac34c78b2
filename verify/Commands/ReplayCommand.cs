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
        command.SetAction(parsed => Run(parsed.GetValue(FileArgument)!, terminal));
        return command;
    }

    private static int Run(FileInfo file, Terminal terminal)
    {
        var trace = Read(file);
        var instance = new Instance(Catalogue.Find(trace.Design)!, trace.Scope, trace.Bug is null ? null : SeededBugs.Find(trace.Bug));
        if (Replay.Problem(instance, trace) is { } problem)
        {
            terminal.Out.WriteLine($"{file.Name} does not replay: {problem}");
            return ExitCode.Unexpected;
        }
        terminal.Out.Write(Story.Tell(trace));
        return ExitCode.AsExpected;
    }

    private static Trace Read(FileInfo file)
    {
        try
        {
            return TraceJson.Read(File.ReadAllText(file.FullName));
        }
        catch (TraceFormatException e)
        {
            throw new UserErrorException($"{file.Name}: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"The file '{file}' cannot be read: {e.Message}");
        }
    }
}
