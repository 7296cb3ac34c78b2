using Vmemmap.Model.Designs;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Trust;

namespace Vmemmap.Verify.Output;

/// <summary>What must be believed, for people: one page.</summary>
internal static class TrustReport
{
    private static readonly (Kinds For, string Title)[] Sections =
    [
        (Kinds.Every, "For every verdict"),
        (Kinds.Refuted, "For 'refuted' also"),
        (Kinds.EveryProof, "For 'proved' also"),
        (Kinds.Remembered, "For 'proved' without --fresh also"),
    ];

    /// <summary>Writes the page.</summary>
    /// <param name="terminal">where to.</param>
    /// <param name="files">what must be believed.</param>
    /// <param name="designs">the designs whose sums are wanted.</param>
    public static void Write(Terminal terminal, IReadOnlyList<TrustedFile> files, IReadOnlyList<Design> designs)
    {
        foreach (var (kinds, title) in Sections)
        {
            List<TrustedFile> section = [.. files.Where(file => file.Part.For == kinds)];
            terminal.Say($"{title} ({section.Sum(file => file.File.Lines):N0} lines):");
            WriteFiles(terminal, section);
            terminal.Say();
        }
        WriteDesigns(terminal, designs);
        var (trusted, all) = (TrustedSums.Of(files), SourceFile.All);
        terminal.Say($"theorem: {trusted.Theorem:N0} lines (to be under {TrustedSums.MostOfTheorem:N0})");
        terminal.Say($"A refutation rests on {trusted.Refuted:N0} lines, a proof on {trusted.Proved:N0}, and on {trusted.Remembered:N0} more where an earlier run gave an answer.");
        terminal.Say(
            $"The rest of the {all.Sum(file => file.Lines):N0} lines need not be believed: lemmas are proved, what the explorer, the generators and the shrinker find is replayed.");
        terminal.Say(
            "Beyond these files: that the steps are those of the kernel (each cites function and commit), Z3, the C# compiler and .NET, and that this program hands on the verdicts it reached "
            + "(verify/Verdicts/Judge.cs). The theorems about addresses are no verdicts on designs: for them read proofs/Arithmetic.");
    }

    private static void WriteFiles(Terminal terminal, List<TrustedFile> files)
    {
        FittedTable table = new(keys: 1, new("part", Breaks: " "), new("file", Breaks: "/"), new("lines", IsNumber: true), new("what it says", Breaks: " "));
        TrustedPart? above = null;
        foreach (var (part, file) in files)
        {
            table.Add(part == above ? "" : part.Name, file.Path, $"{file.Lines}", file.Says ?? "");
            above = part;
        }
        table.Write(terminal);
    }

    private static void WriteDesigns(Terminal terminal, IReadOnlyList<Design> designs)
    {
        FittedTable table = new(keys: 1, [new("design"), .. Column.Numbers(TrustedParts.Invariants, TrustedParts.State, TrustedParts.Steps, $"together (to be under {TrustedSums.MostOfDesign:N0})")]);
        foreach (var design in designs)
        {
            var sums = TrustedSums.Of(TrustedFile.All(design));
            table.Add(design.Name, $"{sums.Invariants:N0}", $"{sums.State:N0}", $"{sums.Steps:N0}", $"{sums.OfDesign:N0}");
        }
        table.Write(terminal);
    }
}
