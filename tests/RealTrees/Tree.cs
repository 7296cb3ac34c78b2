using Vmemmap.Kernel.Build;
using Vmemmap.Kernel.Checking;
using Vmemmap.Kernel.Refinement;
using Vmemmap.Kernel.Runs;
using Vmemmap.Model.Designs;

namespace Vmemmap.Tests.RealTrees;

/// <summary>The source trees that these tests need, one environment variable each. Where one is not there its tests fail and say so: what was not tested is not green.</summary>
internal static class Tree
{
    /// <summary>Names the folder of the tree that most tests need.</summary>
    public const string Linux61 = "VERIFY_TREE_6_1";

    public static string Cache { get; } = Path.Combine(Path.GetTempPath(), "vmemmap-verify-tests");

    /// <summary>The tree that a variable names.</summary>
    /// <param name="variable">VERIFY_TREE_ and a release, with _ for the dots.</param>
    public static SourceTree Opened(string variable) => SourceTree.Open(Environment.GetEnvironmentVariable(variable) is { Length: > 0 } folder
        ? folder
        : throw new InvalidOperationException(
            $"No kernel was tested: {variable} must name the source tree of a Linux {variable["VERIFY_TREE_".Length..].Replace('_', '.')}, as the package linux-source of a distribution has it (kernel/fetch-source.sh gets one)."));

    /// <summary>What the standard run of a tree finds, each with the function that did the damage.</summary>
    public static IReadOnlyList<string> Alarms(SourceTree tree, int sequences) => [.. Findings(tree, sequences).Select(Told).Order(StringComparer.Ordinal)];

    /// <summary>What the standard run of a tree finds.</summary>
    public static IReadOnlyList<Finding> Findings(SourceTree tree, int sequences) => Findings(HarnessBuild.Of(tree, Cache), DesignOf(tree), sequences);

    /// <summary>The kind of an alarm, and the function that did the damage.</summary>
    public static string Told(Finding finding) => $"{finding.Kind} at {finding.Location.Split(' ')[0]}";

    /// <summary>Each is known of the design that the code is taken for.</summary>
    public static void MustBeKnown(Design design, IReadOnlyList<Finding> findings) => Assert.All(findings, finding =>
        Assert.True(KnownAlarms.Reason(design, finding.Alarm, finding.Plan, finding.Location) is not null, $"Not known of {design.Name}: {Told(finding)}, as in {finding.Plan}."));

    /// <summary>The kinds of alarms that some parts of the standard run raise, each with the function that did the damage.</summary>
    public static IReadOnlyList<string> Alarms(HarnessBuild build, params IReadOnlyList<Part> parts) => [.. Findings(build, DesignOf(build.Tree), parts).Select(Told).Order(StringComparer.Ordinal)];

    /// <summary>What the standard run of what was built finds, where it is taken for a design.</summary>
    public static IReadOnlyList<Finding> Findings(HarnessBuild build, Design design, int sequences) => Findings(build, design, [.. StandardRun.Parts(sequences, seed: 1)]);

    private static IReadOnlyList<Finding> Findings(HarnessBuild build, Design design, IReadOnlyList<Part> parts)
    {
        using Laboratory laboratory = new(build, design, refines: BoundCode.IsBound(design));
        Campaign campaign = new(laboratory);
        foreach (var part in parts)
        {
            campaign.Do(part.Name, part.Plans(laboratory), null, CancellationToken.None);
        }
        return campaign.Findings(null, shrinks: false);
    }

    /// <summary>The design that a tree is taken for.</summary>
    public static Design DesignOf(SourceTree tree) => Catalogue.Find(tree.Design)!;
}
