using System.Collections.Concurrent;
using Vmemmap.Model.Designs;
using Vmemmap.Tests.Proofs;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Tests.Verdicts;

/// <summary>The verdicts on each design of the catalogue, given once in a run of the tests by all engines, as `verify --fresh` gives them: for the gate, and for tests of what is made of verdicts.</summary>
internal static class Judged
{
    private static readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<Verdict>>> ByDesign = [];

    public static IReadOnlyList<Verdict> Of(string design) =>
        ByDesign.GetOrAdd(design, name => new(() => new Judge(threads: 0, SharedSolver.OfTheGate).Of(Catalogue.Find(name)!))).Value;
}
