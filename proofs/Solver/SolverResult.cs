namespace Vmemmap.Proofs.Solver;

/// <summary>What the solver says about a query.</summary>
public enum Answer
{
    /// <summary>No assignment satisfies the assertions.</summary>
    Unsatisfiable,

    /// <summary>Some assignment satisfies them.</summary>
    Satisfiable,

    /// <summary>Neither was established within the resource limit.</summary>
    Unknown,
}

/// <summary>The answer to one query.</summary>
/// <param name="Answer">The verdict.</param>
/// <param name="ResourcesUsed">Z3's deterministic effort counter (<c>rlimit count</c>), not a time.</param>
/// <param name="Values">If satisfiable: the value of each term that was asked for, as Z3 prints it. Else empty.</param>
public sealed record SolverResult(Answer Answer, uint ResourcesUsed, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>If unsatisfiable: which of the truth values that were supposed to be true that needs; maybe some more. Else empty.</summary>
    public IReadOnlyList<string> Core { get; init; } = [];
}
