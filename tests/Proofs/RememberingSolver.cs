using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Solver;

namespace Vmemmap.Tests.Proofs;

/// <summary>Asks each question once in a run of the tests: most questions about a design with a bug are those about the design without it.</summary>
internal sealed class RememberingSolver(ISolver solver) : ISolver
{
    private readonly ConcurrentDictionary<string, SolverResult> answers = new();

    /// <summary>Z3 with the limit of the gate, for all tests.</summary>
    public static RememberingSolver Shared { get; } = new(new Z3Solver(InductiveProver.DefaultResourceLimit));

    public string Identity => solver.Identity;

    public SolverResult Check(string smtLib, IReadOnlyList<string>? valuesOf = null) => valuesOf is { Count: > 0 }
        ? solver.Check(smtLib, valuesOf)
        : answers.GetOrAdd(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(smtLib))), _ => solver.Check(smtLib));
}
