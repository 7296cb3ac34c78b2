using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Arithmetic;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Output;

/// <summary>All that a run of the main job found.</summary>
/// <param name="Designs">what was judged.</param>
/// <param name="Verdicts">the verdicts, design by design in the order of the table.</param>
/// <param name="Theorems">what came of the theorems about addresses.</param>
/// <param name="Figures">what it took.</param>
internal sealed record JudgedRun(IReadOnlyList<Design> Designs, IReadOnlyList<Verdict> Verdicts, IReadOnlyList<TheoremResult> Theorems, RunFigures Figures)
{
    /// <summary>Every verdict is the expected one, and every theorem is proved.</summary>
    public bool IsExpected => Verdicts.All(v => v.IsExpected) && Theorems.All(t => t.Verdict == TheoremVerdict.Proved);
}
