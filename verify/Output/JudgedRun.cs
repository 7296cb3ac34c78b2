using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Arithmetic;
using Vmemmap.Properties.Stories.Retold;
using Vmemmap.Verify.Sharding;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Output;

/// <summary>All that a run of the main job found.</summary>
/// <param name="Designs">what was judged.</param>
/// <param name="Verdicts">the verdicts, design by design in the order of the table.</param>
/// <param name="Theorems">what came of the theorems about addresses.</param>
/// <param name="Figures">what it took.</param>
/// <param name="Shard">the part of the work that it was, or null for all.</param>
/// <param name="Asked">options that the verdicts depend on, as they may be typed again.</param>
internal sealed record JudgedRun(IReadOnlyList<Design> Designs, IReadOnlyList<Verdict> Verdicts, IReadOnlyList<TheoremResult> Theorems, RunFigures Figures, Shard? Shard = null, string Asked = "")
{
    /// <summary>Every verdict is the expected one, and every theorem is proved.</summary>
    public bool IsExpected => Verdicts.All(v => v.IsExpected) && Theorems.All(t => t.Verdict == TheoremVerdict.Proved);

    /// <summary>The numbers for people.</summary>
    public string Summary =>
        (Shard is null ? "" : $"part {Shard} of the work: ")
        + Said(Verdicts.Count, Verdicts.Count(v => v.Ruling == Ruling.Proved), Verdicts.Count(v => v.Ruling == Ruling.Refuted), Verdicts.Count(v => v.Ruling == Ruling.Undecided), Verdicts.Count(v => !v.IsExpected), Figures);

    /// <summary>Numbers of verdicts for people.</summary>
    public static string Said(int verdicts, int proved, int refuted, int undecided, int unexpected, RunFigures figures) =>
        $"{Counted.Of(verdicts, "verdict")}, {proved} proved, {refuted} refuted, {undecided} undecided, {unexpected} not as expected; {figures}";
}
