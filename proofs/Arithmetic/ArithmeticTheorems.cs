using System.Collections.ObjectModel;
using System.Globalization;
using Vmemmap.Proofs.Solver;

namespace Vmemmap.Proofs.Arithmetic;

/// <summary>All facts about addresses that the optimisation rests on, and their proof.</summary>
public static class ArithmeticTheorems
{
    /// <summary>The theorems, from addresses to encodings to where these must not be used.</summary>
    public static IReadOnlyList<ArithmeticTheorem> All { get; } =
    [
        .. AddressTheorems.All,
        .. SharedFrameTheorems.All,
        .. EncodingTheorems.All,
        .. MailTheorems.All,
        .. LimitTheorems.All,
    ];

    /// <summary>Proves all theorems on all cores; the results are in the order of <see cref="All"/>.</summary>
    /// <param name="solver">the solver to ask.</param>
    /// <param name="progress">told how many of how many are settled, from several threads.</param>
    /// <param name="cancellation">ends the proof with an <see cref="OperationCanceledException"/>.</param>
    public static IReadOnlyList<TheoremResult> Prove(ISolver solver, Action<int, int>? progress = null, CancellationToken cancellation = default)
    {
        var (results, done) = (new TheoremResult[All.Count], 0);
        Parallel.For(0, results.Length, new ParallelOptions { CancellationToken = cancellation }, index =>
        {
            results[index] = Prove(All[index], solver);
            progress?.Invoke(Interlocked.Increment(ref done), results.Length);
        });
        return results;
    }

    /// <summary>Proves, or refutes, one theorem.</summary>
    /// <param name="theorem">the theorem.</param>
    /// <param name="solver">the solver to ask.</param>
    public static TheoremResult Prove(ArithmeticTheorem theorem, ISolver solver)
    {
        ArgumentNullException.ThrowIfNull(theorem);
        ArgumentNullException.ThrowIfNull(solver);

        long effort = 0;
        IReadOnlyDictionary<string, string> example = ReadOnlyDictionary<string, string>.Empty;
        string label = theorem.Queries[0].Label;
        foreach (ArithmeticQuery query in theorem.Queries)
        {
            TheoremVerdict verdict = Ask(query, theorem.Expected, solver, ref effort, out IReadOnlyDictionary<string, string> values);
            if (verdict != TheoremVerdict.Proved)
                return new TheoremResult(theorem, verdict, query.Label, values, effort);

            if (example.Count == 0)
                (example, label) = (values, query.Label);
        }

        return new TheoremResult(theorem, TheoremVerdict.Proved, label, example, effort);
    }

    private static TheoremVerdict Ask(
        ArithmeticQuery query, Answer expected, ISolver solver, ref long effort, out IReadOnlyDictionary<string, string> values)
    {
        SolverResult asked = solver.Check(query.Text, [.. query.Witnesses.Select(witness => witness.Term)]);
        effort += asked.ResourcesUsed;
        values = asked.Answer == Answer.Satisfiable
            ? query.Witnesses.ToDictionary(witness => witness.Name, witness => Number(asked.Values[witness.Term]))
            : ReadOnlyDictionary<string, string>.Empty;

        if (asked.Answer == Answer.Unknown)
            return TheoremVerdict.Undecided;

        if (asked.Answer != expected)
            return TheoremVerdict.Refuted;

        if (expected == Answer.Satisfiable)
            return TheoremVerdict.Proved;

        // No counterexample: worth something only if the scene can be at all.
        SolverResult scene = solver.Check(query.Scene);
        effort += scene.ResourcesUsed;
        return scene.Answer switch
        {
            Answer.Satisfiable => TheoremVerdict.Proved,
            Answer.Unsatisfiable => TheoremVerdict.Vacuous,
            _ => TheoremVerdict.Undecided,
        };
    }

    // Z3 prints a word as #x and sixteen digits; small ones are counts and exponents, large ones addresses.
    private static string Number(string printed)
    {
        if (!printed.StartsWith("#x", StringComparison.Ordinal)
            || !ulong.TryParse(printed.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong word))
            return printed;

        return word < 1ul << 20 ? $"{word}" : $"0x{word:x}";
    }
}
