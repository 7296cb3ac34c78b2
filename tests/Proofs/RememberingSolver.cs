using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Solver;

namespace Vmemmap.Tests.Proofs;

/// <summary>
/// Asks each question once in a run of the tests: most questions about a design with a bug are those about the design without it, and several tests read the verdicts of one design. For tests of what is made of
/// answers; those of the solver ask the solver.
/// </summary>
internal sealed class RememberingSolver(ISolver solver) : ISolver
{
    private static readonly ConcurrentDictionary<uint, RememberingSolver> ByLimit = new();

    private readonly ConcurrentDictionary<string, Lazy<SolverResult>> answers = new();

    /// <summary>Z3 with the limit of the gate, for all tests.</summary>
    public static RememberingSolver Shared { get; } = Of(InductiveProver.DefaultResourceLimit);

    public string Identity => solver.Identity;

    /// <summary>Z3 with a limit, for all tests that ask it with that limit.</summary>
    public static RememberingSolver Of(uint resourceLimit) => ByLimit.GetOrAdd(resourceLimit, limit => new(new Z3Solver(limit)));

    public SolverResult Check(string smtLib, IReadOnlyList<string>? valuesOf = null) =>
        answers.GetOrAdd(Key(smtLib, valuesOf ?? []), _ => new(() => solver.Check(smtLib, valuesOf))).Value;

    private static string Key(string smtLib, IReadOnlyList<string> valuesOf) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{smtLib}\0{string.Join('\0', valuesOf)}")));
}
