using Vmemmap.Kernel.Build;
using Vmemmap.Kernel.Runs;
using Vmemmap.Model.Designs;

namespace Vmemmap.Tests.RealTrees;

/// <summary>The source tree that these tests need. Where there is none they fail and say so: what was not tested is not green.</summary>
internal static class Tree
{
    /// <summary>Names the folder of a tree.</summary>
    public const string Variable = "VERIFY_TREE_6_1";

    public static SourceTree Opened => SourceTree.Open(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder
        ? folder
        : throw new InvalidOperationException($"No kernel was tested: {Variable} must name the source tree of a Linux 6.1, as the package linux-source-6.1 of a distribution has it."));

    public static string Cache { get; } = Path.Combine(Path.GetTempPath(), "vmemmap-verify-tests");

    /// <summary>The kinds of alarms that some parts of the standard run raise, each with the function that did the damage.</summary>
    public static IReadOnlyList<string> Alarms(HarnessBuild build, params IReadOnlyList<Part> parts)
    {
        using Laboratory laboratory = new(build, Linux61.Design);
        Campaign campaign = new(laboratory);
        foreach (var part in parts)
        {
            campaign.Do(part.Name, part.Plans(laboratory), null, CancellationToken.None);
        }
        return [.. campaign.Findings(null, shrinks: false).Select(finding => $"{finding.Kind} at {finding.Location.Split(' ')[0]}").Order(StringComparer.Ordinal)];
    }
}
