using Vmemmap.Proofs.Solver;

namespace Vmemmap.Proofs.Store;

/// <summary>A solver that answers from a store what is there, and adds to it what is not.</summary>
/// <param name="solver">asked what the store does not know.</param>
/// <param name="store">the answers given before.</param>
public sealed class StoredSolver(ISolver solver, AnswerStore store) : ISolver
{
    private int questions;
    private int fromStore;

    /// <inheritdoc/>
    public string Identity => solver.Identity;

    /// <summary>How many questions were answered.</summary>
    public int Questions => questions;

    /// <summary>How many of them the store answered.</summary>
    public int FromStore => fromStore;

    /// <inheritdoc/>
    public SolverResult Check(string smtLib, IReadOnlyList<string>? valuesOf = null, IReadOnlyList<string>? supposing = null)
    {
        ArgumentNullException.ThrowIfNull(smtLib);
        var key = QuestionKey.Of(Identity, smtLib, valuesOf ?? [], supposing ?? []);
        var result = store.Find(key);
        // Without each value that was asked for it is no answer to the question.
        if (result is not null && (result.Answer != Answer.Satisfiable || (valuesOf ?? []).All(result.Values.ContainsKey)))
        {
            Interlocked.Increment(ref fromStore);
        }
        else
        {
            result = solver.Check(smtLib, valuesOf, supposing);
            store.Add(key, result);
        }
        Interlocked.Increment(ref questions);
        return result;
    }
}
