using System.Diagnostics;
using Vmemmap.Verify.Hosting;

namespace Vmemmap.Tests.Faults;

/// <summary>One run of the built program in a process of its own, where a fault harms nobody else.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    private static readonly string[] Program =
        [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Path.Combine(AppContext.BaseDirectory, "verify.dll")];

    /// <summary>Runs the program.</summary>
    public static Task<ProgramRun> Of(string arguments, params IEnumerable<(string Name, string Value)> environment) =>
        Ended(Start(Program[0], [Program[1], .. arguments.Split(' ')], environment));

    /// <summary>Runs a copy of the program in another directory.</summary>
    public static Task<ProgramRun> OfCopy(string directory, string arguments) =>
        Ended(Start(Program[0], [Path.Combine(directory, "verify.dll"), .. arguments.Split(' ')], []));

    /// <summary>Runs a shell script in which <c>"$@"</c> is the program.</summary>
    public static Task<ProgramRun> InShell(string script, params IEnumerable<(string Name, string Value)> environment) =>
        Ended(StartedInShell(script, environment));

    /// <summary>Starts a shell script in which <c>"$@"</c> is the program.</summary>
    public static Process StartedInShell(string script, params IEnumerable<(string Name, string Value)> environment) =>
        Start("sh", ["-c", script, "sh", .. Program], environment);

    /// <summary>Starts the program, for those who have something to do to it.</summary>
    public static Process Started(string arguments) => Start(Program[0], [Program[1], .. arguments.Split(' ')], []);

    /// <summary>Waits for the end of a run.</summary>
    public static async Task<ProgramRun> Ended(Process process)
    {
        using (process)
        {
            return (await EndedWithBeats(process)).Run;
        }
    }

    /// <summary>Waits for the end of a run, and tells what it said of its progress too: on a busy machine every run may take so long that it does.</summary>
    public static async Task<(ProgramRun Run, IReadOnlyList<string> Beats)> EndedWithBeats(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        var lines = error.Split('\n').ToLookup(line => line.StartsWith(ProgressLine.Mark, StringComparison.Ordinal));
        return (new(process.ExitCode, await output, string.Join('\n', lines[false])), [.. lines[true]]);
    }

    /// <summary>The run gave this exit code, one sentence that contains these words, and not a word of results.</summary>
    public void MustHaveFailed(int exitCode, string words)
    {
        Assert.True(ExitCode == exitCode, $"Exit code {ExitCode} instead of {exitCode}: {Error}");
        Assert.Contains(words, Error, StringComparison.Ordinal);
        Assert.True(Error.Count(c => c == '\n') == 1, $"More than one sentence: {Error}");
        Assert.Empty(Output);
    }

    private static Process Start(string file, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> environment)
    {
        ProcessStartInfo start = new(file, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        // A run of seconds is over before code that is optimised for what was frequent is of use.
        start.Environment["DOTNET_TieredPGO"] = "0";
        // Where lines go on is the matter of other tests.
        start.Environment["COLUMNS"] = "1000";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        return Process.Start(start)!;
    }
}
