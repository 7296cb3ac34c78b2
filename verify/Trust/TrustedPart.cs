namespace Vmemmap.Verify.Trust;

/// <summary>Files that must be believed for the same reason.</summary>
/// <param name="Name">what they are together.</param>
/// <param name="For">the verdicts that rest on them.</param>
/// <param name="Files">patterns of their paths, see <see cref="PathPattern"/>.</param>
public sealed record TrustedPart(string Name, Kinds For, params IReadOnlyList<string> Files)
{
    /// <summary>Patterns of paths that <see cref="Files"/> would mean too, but that need not be believed.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>A design needs only some of the files: those of its own steps.</summary>
    public bool IsOfDesign { get; init; }

    /// <summary>Is a file of this path one of them?</summary>
    public bool Contains(string path) =>
        Files.Any(pattern => PathPattern.Matches(pattern, path))
        && !Except.Concat(TrustedParts.Never).Any(pattern => PathPattern.Matches(pattern, path));
}
