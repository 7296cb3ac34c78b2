using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Solver;
using Vmemmap.Properties.Vacuity;

namespace Vmemmap.Verify.Verdicts;

/// <summary>
/// Each obligation of an induction, with the witness that what it assumes can be satisfied. All obligations of a step assume the same, its
/// guard and every lemma, so one witness serves them all.
/// </summary>
/// <param name="Witnesses">what was found.</param>
/// <param name="Obligations">everything that the induction proves.</param>
public sealed record ObligationCover(Witnesses Witnesses, IReadOnlyList<Obligation> Obligations)
{
    /// <summary>Searches the witnesses and asks the prover for its obligations.</summary>
    /// <param name="search">the search in a design.</param>
    /// <param name="solver">who answers the obligations.</param>
    /// <param name="progress">told what is being done.</param>
    /// <param name="cancellation">ends it with an <see cref="OperationCanceledException"/>.</param>
    public static ObligationCover Of(WitnessSearch search, ISolver solver, Action<string>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        var prover = new InductiveProver(search.Design, search.Bug, solver)
        {
            Progress = (done, of) => progress?.Invoke($"{search.Design.Name}: listing the obligations, {done} of {of} steps"),
        };
        var witnesses = search.Find(cancellation);
        return new(witnesses, prover.Prove(search.Design.Refuted.Select(r => r.Invariant).ToHashSet(), cancellation).Obligations);
    }

    /// <summary>The obligations whose assumptions no witness satisfies: these may be vacuous.</summary>
    public IReadOnlyList<Obligation> WithoutWitness => [.. Obligations.Where(o => !IsCovered(o))];

    /// <summary>One sentence for each failure; none where no proof is vacuous.</summary>
    public IReadOnlyList<string> Failures =>
    [
        .. Witnesses.Failures,
        .. WithoutWitness.GroupBy(o => o.Step).Select(step => $"{Witnesses.Design}: {step.Count()} obligation(s) of '{step.Key}' have no witness."),
    ];

    private bool IsCovered(Obligation obligation) => obligation.Step switch
    {
        Obligation.Initially => Witnesses.UnmetInitially.Count == 0,
        Obligation.Implied => IsMet(Witnesses.Premises, obligation.Invariant),
        var step => IsMet(Witnesses.Steps, step),
    };

    private static bool IsMet(IReadOnlyList<Sought> sought, string name) =>
        sought.FirstOrDefault(s => s.Name == name)?.Witness is { MeetsLemmas: true };
}
