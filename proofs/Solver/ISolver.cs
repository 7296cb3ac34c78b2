namespace Vmemmap.Proofs.Solver;

/// <summary>Whatever answers questions in SMT-LIB 2. Any number of threads may ask at once.</summary>
public interface ISolver
{
    /// <summary>
    /// Everything besides the question that an answer depends on: program, version, options. Two solvers of one identity answer the same
    /// question alike, with the same effort.
    /// </summary>
    /// <exception cref="SolverUnavailableException">There is no usable solver.</exception>
    string Identity { get; }

    /// <summary>Decides whether a text's assertions can be satisfied together.</summary>
    /// <param name="smtLib">Declarations, definitions and assertions; no <c>(check-sat)</c>.</param>
    /// <param name="valuesOf">SMT-LIB terms over the text's declarations whose values are wanted if it is satisfiable.</param>
    /// <param name="supposing">Truth values that the text declares and that are supposed to be true besides: the answer tells which of them it needed.</param>
    /// <exception cref="MalformedQueryException">The text, or one of the terms, is not SMT-LIB 2 of that kind.</exception>
    /// <exception cref="SolverUnavailableException">There is no usable solver.</exception>
    /// <exception cref="SolverFailedException">The solver ran out of memory, or failed otherwise.</exception>
    SolverResult Check(string smtLib, IReadOnlyList<string>? valuesOf = null, IReadOnlyList<string>? supposing = null);
}
