using Vmemmap.Model.Designs;
using Vmemmap.Verify.Trust;

namespace Vmemmap.Verify.Output;

/// <summary>What must be believed, for machines: one JSON object per line. The schema is in SCHEMA.md.</summary>
internal static class TrustJson
{
    private static readonly Kinds[] Verdicts = [Kinds.Refuted, Kinds.Proved, Kinds.Remembered];

    public static void Write(TextWriter output, IReadOnlyList<TrustedFile> files, IReadOnlyList<Design> designs)
    {
        foreach (var (part, file) in files)
        {
            JsonLines.Write(output, new
            {
                file.Path, file.Lines, Part = part.Name, Verdicts = Verdicts.Where(kind => part.For.HasFlag(kind)), file.Says,
            });
        }
        foreach (var design in designs)
        {
            var sums = TrustedSums.Of(TrustedFile.All(design));
            JsonLines.Write(output, new { Design = design.Name, sums.Invariants, sums.State, sums.Steps, Together = sums.OfDesign });
        }
        var all = TrustedSums.Of(files);
        JsonLines.Write(output, new
        {
            Summary = true, Files = files.Count, all.Refuted, all.Proved, all.Remembered, all.Theorem, AllLines = SourceFile.All.Sum(file => file.Lines),
        });
    }
}
