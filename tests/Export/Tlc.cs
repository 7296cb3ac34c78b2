using System.Globalization;
using System.Text.RegularExpressions;
using Vmemmap.Tests.CommandLine;

namespace Vmemmap.Tests.Export;

/// <summary>The model checker TLC: <c>tlc</c> on the path, or the archive that the variable TLA2TOOLS names, run by <c>java</c>.</summary>
internal static partial class Tlc
{
    private static readonly string? Archive = Environment.GetEnvironmentVariable("TLA2TOOLS");

    public static bool IsInstalled { get; } = Archive is not null || Programs.IsInstalled("tlc");

    /// <summary>The distinct states that TLC finds in a module, having found no error.</summary>
    public static long CountStates(string name, string module, string configuration)
    {
        using TemporaryDirectory directory = new();
        directory.Write($"{name}.tla", module);
        directory.Write($"{name}.cfg", configuration);
        var (exitCode, output) = Archive is null
            ? Programs.Run(directory.Path, "tlc", "-config", $"{name}.cfg", $"{name}.tla")
            : Programs.Run(directory.Path, "java", "-cp", Archive, "tlc2.TLC", "-config", $"{name}.cfg", $"{name}.tla");
        Assert.True(exitCode == 0, output);
        return DistinctStates(output);
    }

    /// <summary>The count in what TLC prints, such as "3707 states generated, 932 distinct states found, 0 states left on queue."</summary>
    public static long DistinctStates(string output)
    {
        var found = Distinct().Match(output);
        Assert.True(found.Success, output);
        return long.Parse(found.Groups["states"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("(?<states>[0-9,]+) distinct states found, 0 states left", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Distinct();
}
