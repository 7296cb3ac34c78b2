using Vmemmap.Model.Designs;

namespace Vmemmap.Verify.Trust;

/// <summary>A file that must be believed.</summary>
/// <param name="Part">the part of the list that it belongs to.</param>
/// <param name="File">the file.</param>
public sealed record TrustedFile(TrustedPart Part, SourceFile File)
{
    /// <summary>The files that must be believed for any verdict, in the order of the list.</summary>
    /// <param name="design">the design whose verdicts are meant; null for all of them.</param>
    public static IReadOnlyList<TrustedFile> All(Design? design = null) => [.. TrustedParts.All.SelectMany(part => Of(part, design))];

    private static IEnumerable<TrustedFile> Of(TrustedPart part, Design? design)
    {
        IReadOnlyList<SourceFile> files = [.. SourceFile.All.Where(file => part.Contains(file.Path))];
        var needed = design is not null && part.IsOfDesign ? DesignFiles.Of(design, files) : null;
        return files.Where(file => needed?.Contains(file) ?? true).Select(file => new TrustedFile(part, file));
    }
}
