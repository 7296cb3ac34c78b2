using Vmemmap.Bench.Checkers;

namespace Vmemmap.Tests.Faults;

/// <summary>Shell scripts that stand for other solvers.</summary>
internal static class Script
{
    /// <summary>Writes a script that can be run.</summary>
    public static string In(TemporaryDirectory directory, string text)
    {
        var path = directory.Write("solver", $"#!/bin/sh\n{text}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        return path;
    }
}
