using System.Collections.Concurrent;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Vacuity;
using Vmemmap.Tests.Proofs;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Tests.Vacuity;

/// <summary>The obligations and witnesses of each design, found once in a run of the tests.</summary>
internal static class Covers
{
    private static readonly ConcurrentDictionary<string, Lazy<ObligationCover>> Found = new();

    public static ObligationCover Of(string design) =>
        Found.GetOrAdd(design, name => new(() => ObligationCover.Of(new WitnessSearch(Catalogue.Find(name)!), SharedSolver.OfTheGate))).Value;
}
