using System.ComponentModel;
using System.Diagnostics;

namespace Vmemmap.Kernel.Build;

/// <summary>Programs of the user's machine.</summary>
internal static class Tools
{
    /// <summary>Runs a program to its end and returns what it wrote.</summary>
    /// <param name="program">its name.</param>
    /// <param name="arguments">its arguments.</param>
    /// <param name="purpose">what it is for, and how to get it.</param>
    /// <param name="input">what it reads.</param>
    /// <exception cref="BuildException">It is not there, or fails.</exception>
    public static string Run(string program, IEnumerable<string> arguments, string purpose, string input = "")
    {
        var (exitCode, output, error) = TryRun(program, arguments, purpose, input);
        return exitCode == 0 ? output : throw new BuildException($"{program} failed: {FirstError(error)}");
    }

    /// <summary>Runs a program to its end: its exit code and what it wrote.</summary>
    /// <exception cref="BuildException">It is not there.</exception>
    public static (int ExitCode, string Output, string Error) TryRun(string program, IEnumerable<string> arguments, string purpose, string input = "")
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        // Messages are read: in English.
        start.Environment["LC_ALL"] = "C";
        try
        {
            using var process = Process.Start(start)!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            process.WaitForExit();
            return (process.ExitCode, output.Result, error.Result);
        }
        catch (Win32Exception)
        {
            throw new BuildException($"{program} is needed and not installed: {purpose}.");
        }
    }

    /// <summary>The first line of a compiler's complaints that says what is missing.</summary>
    public static string FirstError(string error)
    {
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (Array.Find(lines, line => line.Contains("error:", StringComparison.Ordinal)) ?? lines.FirstOrDefault() ?? "it does not say why").Trim();
    }
}
