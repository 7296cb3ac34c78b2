using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Vmemmap.Tests.CommandLine;

namespace Vmemmap.Tests.Export;

/// <summary>What rumur says of a model: reachable states and rules fired in them, or the first invariant violated and after how many rules.</summary>
internal sealed record RumurAnswer(long States, long Fired, string? Violated, int Depth);

/// <summary>The model checker rumur: a generator of C, so it needs a C compiler.</summary>
internal static partial class Rumur
{
    public static bool IsInstalled { get; } = Programs.IsInstalled("rumur") && Programs.IsInstalled("cc");

    /// <summary>Checks a Murphi model: one thread, so breadth first, and every state by itself.</summary>
    public static RumurAnswer Check(string model)
    {
        using TemporaryDirectory directory = new();
        directory.Write("model.m", model);
        AssertSucceeds(Programs.Run(directory.Path, "rumur", "--threads", "1", "--symmetry-reduction", "off", "--deadlock-detection", "off",
            "--output-format", "machine-readable", "--output", "checker.c", "model.m"));
        AssertSucceeds(Programs.Run(directory.Path, "cc", "-O0", "checker.c", "-o", "checker", "-lpthread"));
        return Parse(Programs.Run(directory.Path, directory.File("checker")).Output);
    }

    private static RumurAnswer Parse(string output)
    {
        var run = XDocument.Parse(output).Root!;
        var summary = run.Element("summary")!;
        var error = run.Element("error");
        var message = error?.Element("message")?.Value;
        var invariant = message is null ? null : InvariantOf(message);
        // The start state counts as a transition.
        return new(Number(summary, "states"), Number(summary, "rules_fired"), invariant, error is null ? 0 : error.Elements("transition").Count() - 1);
    }

    // Rumur says "invariant "name" failed"; whatever else goes wrong, such as a value outside its range, is shown as it is said.
    private static string InvariantOf(string message) => Failed().Match(message) is { Success: true } match ? match.Groups["name"].Value : message;

    private static long Number(XElement summary, string attribute) => long.Parse(summary.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static void AssertSucceeds((int ExitCode, string Output) run) => Assert.True(run.ExitCode == 0, run.Output);

    [GeneratedRegex("invariant \"(?<name>.*)\" failed", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Failed();
}
