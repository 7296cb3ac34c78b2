namespace Vmemmap.Tests.Kernel;

/// <summary>A patch of <c>kernel/mends</c> and what its header names.</summary>
/// <param name="File">its name.</param>
/// <param name="Findings">what it mends: files of docs/findings.</param>
/// <param name="Scenarios">with which that was seen.</param>
/// <param name="Corrections">the corrections of the model that it is.</param>
internal sealed record Patch(string File, IReadOnlyList<string> Findings, IReadOnlyList<string> Scenarios, IReadOnlyList<string> Corrections)
{
    /// <summary>All of them, in the order in which they are applied.</summary>
    public static IReadOnlyList<Patch> All { get; } = [.. RepositoryFile.Names(".patch").Order(StringComparer.Ordinal).Select(Read)];

    private static Patch Read(string file)
    {
        var text = RepositoryFile.Text(file).Split("\n---\n")[0].Split('\n');
        string[] Named(string what) => [.. text.Where(line => line.StartsWith(what, StringComparison.Ordinal)).Select(line => line[what.Length..])];
        Assert.StartsWith("Subject: ", text[0], StringComparison.Ordinal);
        return new(file, Named("Finding: docs/findings/"), Named("Scenario: "), Named("Correction: "));
    }
}
