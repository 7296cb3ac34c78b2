using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Goals;
using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Solver;

namespace Vmemmap.Verify.Verdicts;

/// <summary>Whether a refuted invariant holds with the corrections that its design names.</summary>
/// <param name="Corrections">the corrections.</param>
/// <param name="IsProved">with them it is proved, for every size and interleaving.</param>
/// <param name="Fallen">lemmas that were wanted for that and failed.</param>
public sealed record RemedyVerdict(IReadOnlyList<Correction> Corrections, bool IsProved, IReadOnlyList<Fallen> Fallen)
{
    /// <summary>Why it is not proved, in one sentence; null where it is.</summary>
    public string? Complaint => IsProved ? null
        : Fallen.Count == 0 ? "it does not follow from the lemmas"
        : $"the proof breaks where {Fallen[0]}";

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Corrections);
}

/// <summary>Proves what is refuted in a design with the corrections that its expectations name: each design with corrections once, for all invariants that name the same.</summary>
/// <param name="solver">who answers.</param>
/// <param name="threads">worker threads, 0 for one per core.</param>
public sealed class RemedySearch(ISolver solver, int threads)
{
    /// <summary>Told what is being done.</summary>
    public Action<string>? Progress { get; set; }

    /// <summary>The verdict for each refutation that names a remedy, by invariant.</summary>
    /// <param name="design">the design.</param>
    /// <param name="refuted">the refutations that were found.</param>
    /// <param name="experience">what proofs about the design needed.</param>
    /// <param name="cancellation">ends the search with an <see cref="OperationCanceledException"/>.</param>
    public IReadOnlyDictionary<string, RemedyVerdict> Of(Design design, IEnumerable<Expectation> refuted, Experience experience, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(design);
        var remedies = refuted.Where(one => one.Remedy.Count > 0).GroupBy(one => string.Join(' ', one.Remedy)).Select(same => same.ToList()).ToList();
        var verdicts = new (string Invariant, RemedyVerdict Verdict)[remedies.Count][];
        var done = 0;
        ParallelOptions options = new() { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount, CancellationToken = cancellation };
        Parallel.For(0, remedies.Count, options, i =>
        {
            GoalProver prover = new(Corrections.In(design, remedies[i][0]), bug: null, solver, experience);
            prover.Expect(remedies[i].Select(one => one.Invariant));
            IReadOnlyList<Correction> corrections = [.. remedies[i][0].Remedy.Select(Corrections.Of)];
            verdicts[i] = [.. remedies[i].Select(one =>
            {
                var result = prover.Prove(one.Invariant, cancellation);
                return (one.Invariant, new RemedyVerdict(corrections, result.IsProved, result.Fallen));
            })];
            Progress?.Invoke($"{design.Name}: proving with corrections, {Interlocked.Increment(ref done)} of {remedies.Count} remedies");
        });
        return verdicts.SelectMany(some => some).ToDictionary(one => one.Invariant, one => one.Verdict);
    }
}
