using System.Collections.ObjectModel;
using Vmemmap.Proofs.Solver;

namespace Vmemmap.Tests.Store;

/// <summary>A solver that knows the answers, and counts how often it is asked.</summary>
internal sealed class CountingSolver(string identity = "fake 1.0, rlimit=10") : ISolver
{
    /// <summary>Questions with one answer each.</summary>
    public static readonly IReadOnlyDictionary<string, Answer> Truth = new Dictionary<string, Answer>
    {
        ["(assert false)"] = Answer.Unsatisfiable,
        ["(declare-const x Int) (assert (= x 1))"] = Answer.Satisfiable,
        ["(declare-const x Int) (assert (distinct x x))"] = Answer.Unsatisfiable,
        ["(declare-const é Bool) (assert é)"] = Answer.Satisfiable,
    };

    private int asked;

    public string Identity => identity;

    /// <summary>How often it was asked.</summary>
    public int Asked => asked;

    public SolverResult Check(string smtLib, IReadOnlyList<string>? valuesOf = null, IReadOnlyList<string>? supposing = null)
    {
        Interlocked.Increment(ref asked);
        var answer = Truth.GetValueOrDefault(smtLib, Answer.Unknown);
        return new(
            answer,
            (uint)smtLib.Length,
            answer == Answer.Satisfiable ? (valuesOf ?? []).ToDictionary(term => term, term => $"the \"value\" of\n{term}") : ReadOnlyDictionary<string, string>.Empty)
        {
            Core = answer == Answer.Unsatisfiable ? [.. supposing ?? []] : [],
        };
    }
}
