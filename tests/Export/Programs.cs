using System.Diagnostics;

namespace Vmemmap.Tests.Export;

/// <summary>Programs of others that may be installed or not.</summary>
internal static class Programs
{
    /// <summary>Is there a program of that name on the path?</summary>
    public static bool IsInstalled(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(directory => File.Exists(Path.Combine(directory, name)));

    /// <summary>Runs a program to its end in a directory.</summary>
    public static (int ExitCode, string Output) Run(string directory, string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, $"{output}{error.GetAwaiter().GetResult()}");
    }
}
