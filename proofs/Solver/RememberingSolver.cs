using System.Collections.Concurrent;

namespace Vmemmap.Proofs.Solver;

/// <summary>
/// A solver that is asked each question once, as long as this object lives: designs that have a part in common, and lemmas, have the obligations of that part in common, to the letter. What
/// is believed: the solver is deterministic, and each question is the whole of what it is told.
/// </summary>
/// <param name="solver">asked what was not asked before.</param>
public sealed class RememberingSolver(ISolver solver) : ISolver
{
    private readonly ConcurrentDictionary<string, Lazy<SolverResult>> answers = new();
    private int questions;

    /// <inheritdoc/>
    public string Identity => solver.Identity;

    /// <summary>How many questions had been asked before. It does not depend on which thread was first.</summary>
    public int Repeated => questions - answers.Count;

    /// <inheritdoc/>
    public SolverResult Check(string smtLib, IReadOnlyList<string>? valuesOf = null, IReadOnlyList<string>? supposing = null)
    {
        ArgumentNullException.ThrowIfNull(smtLib);
        Interlocked.Increment(ref questions);
        return answers.GetOrAdd(QuestionKey.Of(Identity, smtLib, valuesOf ?? [], supposing ?? []), _ => new(() => solver.Check(smtLib, valuesOf, supposing))).Value;
    }
}
