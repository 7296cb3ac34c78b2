namespace Vmemmap.Verify.Trust;

/// <summary>How many lines must be believed.</summary>
/// <param name="Invariants">of what must hold.</param>
/// <param name="State">of what a machine remembers.</param>
/// <param name="Steps">of what can happen.</param>
/// <param name="Theorem">of what is proved of what.</param>
/// <param name="Refuted">all that a refutation rests on.</param>
/// <param name="Proved">all that a proof rests on.</param>
/// <param name="Remembered">what a proof rests on besides, where its answers are those of an earlier run.</param>
public sealed record TrustedSums(int Invariants, int State, int Steps, int Theorem, int Refuted, int Proved, int Remembered)
{
    /// <summary>Where invariants, state and steps of one design are to get: so much can be read in one sitting.</summary>
    public const int MostOfDesign = 1200;

    /// <summary>Where the theorem is to get: one page.</summary>
    public const int MostOfTheorem = 120;

    /// <summary>Invariants, state and steps: what is to be held against the kernel and the literature.</summary>
    public int OfDesign => Invariants + State + Steps;

    /// <summary>The sums of some files.</summary>
    public static TrustedSums Of(IReadOnlyList<TrustedFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var proved = LinesFor(Kinds.Proved);
        return new(
            LinesOf(TrustedParts.Invariants), LinesOf(TrustedParts.State), LinesOf(TrustedParts.Steps), LinesOf(TrustedParts.Theorem),
            LinesFor(Kinds.Refuted), proved, LinesFor(Kinds.Remembered) - proved);

        int LinesOf(string part) => files.Where(file => file.Part.Name == part).Sum(file => file.File.Lines);

        int LinesFor(Kinds kind) => files.Where(file => file.Part.For.HasFlag(kind)).Sum(file => file.File.Lines);
    }
}
