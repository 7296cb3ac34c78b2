using Vmemmap.Verify.Trust;

namespace Vmemmap.Tests.Trust;

/// <summary>A file that must be believed reaches for something in files of which none must be believed for the same verdicts.</summary>
/// <param name="File">who reaches.</param>
/// <param name="For">the verdicts that rest on that file.</param>
/// <param name="Symbol">what for.</param>
/// <param name="Into">the file that declares it.</param>
internal sealed record Violation(string File, Kinds For, string Symbol, string Into)
{
    /// <summary>All violations among some references.</summary>
    /// <param name="references">what files reach for.</param>
    /// <param name="believed">the verdicts that rest on a file.</param>
    public static IReadOnlyList<Violation> Among(IEnumerable<Reference> references, Func<string, Kinds> believed) =>
    [
        .. from reference in references
           let kinds = believed(reference.File)
           where reference.DeclaredIn.Count > 0 && !reference.DeclaredIn.Any(file => believed(file).HasFlag(kinds))
           select new Violation(reference.File, kinds, reference.Symbol, reference.DeclaredIn[0]),
    ];

    public override string ToString() => $"{File}, believed for {Words}, reaches for {Symbol} in {Into}, which is not.";

    private string Words => For switch
    {
        Kinds.Every => "every verdict",
        Kinds.EveryProof => "proofs",
        Kinds.Refuted => "refutations",
        _ => "proofs with answers of an earlier run",
    };
}
