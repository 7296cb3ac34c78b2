using System.Collections.Concurrent;
using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Solver;

namespace Vmemmap.Tests.Proofs;

/// <summary>
/// Z3, asked each question once in a run of the tests: most questions about a design with a bug are those about the design without it, and several tests read the verdicts of one design. For tests of what is made of
/// answers; those of the solver ask the solver.
/// </summary>
internal static class SharedSolver
{
    private static readonly ConcurrentDictionary<uint, RememberingSolver> ByLimit = new();

    /// <summary>With the limit of the gate.</summary>
    public static RememberingSolver OfTheGate { get; } = Of(InductiveProver.DefaultResourceLimit);

    /// <summary>With another limit, for all tests that ask with that one.</summary>
    public static RememberingSolver Of(uint resourceLimit) => ByLimit.GetOrAdd(resourceLimit, limit => new(new Z3Solver(limit)));
}
