using System.ComponentModel;
using System.Diagnostics;

namespace Vmemmap.Bench.Checkers;

/// <summary>A program of others has run.</summary>
/// <param name="Command">its name.</param>
/// <param name="ExitCode">its exit code.</param>
/// <param name="Output">what it printed: its output, then its complaints.</param>
/// <param name="Seconds">wall-clock seconds from its start to its end.</param>
public sealed record ProgramResult(string Command, int ExitCode, string Output, double Seconds)
{
    /// <summary>The run itself, if the program says of itself that it succeeded.</summary>
    /// <exception cref="ProgramFailedException">it does not.</exception>
    public ProgramResult Successful() => ExitCode == 0 ? this : throw new ProgramFailedException($"'{Command}' failed with exit code {ExitCode}: {Lines()}");

    /// <summary>What is to be said where the output is not what a success looks like.</summary>
    public ProgramFailedException Unreadable() => new($"'{Command}' printed something unexpected: {Lines()}");

    private string Lines() => Output.Trim() is { Length: > 0 } text ? string.Join(" / ", text.Split('\n').Select(line => line.Trim()).Take(10)) : "it printed nothing";
}

/// <summary>A program of others could not do its work. The message is one sentence.</summary>
public sealed class ProgramFailedException(string message) : Exception(message);

/// <summary>Programs of others that may be installed or not.</summary>
public static class Programs
{
    /// <summary>Is there a program of that name on the path?</summary>
    public static bool IsInstalled(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(directory => File.Exists(Path.Combine(directory, name)));

    /// <summary>Runs a program to its end in a directory; an interruption ends it at once, with all that it has started.</summary>
    /// <exception cref="ProgramFailedException">it cannot be started.</exception>
    /// <exception cref="OperationCanceledException">it was interrupted.</exception>
    public static ProgramResult Run(TemporaryDirectory directory, string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(directory);
        cancellation.ThrowIfCancellationRequested();
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = directory.Path,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var started = Stopwatch.GetTimestamp();
        using var process = Start(start);
        using var end = cancellation.Register(() => process.Kill(entireProcessTree: true));
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        cancellation.ThrowIfCancellationRequested();
        return new(Path.GetFileName(program), process.ExitCode, $"{output}{error.GetAwaiter().GetResult()}", seconds);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new ProgramFailedException($"'{start.FileName}' cannot be run: {e.Message}.");
        }
    }
}
