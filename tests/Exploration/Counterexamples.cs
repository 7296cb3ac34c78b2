using System.Collections.Concurrent;
using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Traces;
using Vmemmap.Tests.Verdicts;

namespace Vmemmap.Tests.Exploration;

/// <summary>The shortest counterexamples, each looked for once in a run of the tests: those of the verdicts, and those of seeded bugs. Stories are told of them.</summary>
internal static class Counterexamples
{
    private static readonly ConcurrentDictionary<(string Design, string Bug), Lazy<WideningResult>> Widened = [];

    /// <summary>What designs are known for, and what seeded bugs break in the design that has hardly any other violations.</summary>
    public static TheoryData<string, string?, string> All
    {
        get
        {
            TheoryData<string, string?, string> all = [];
            foreach (var design in Catalogue.All)
            {
                foreach (var refuted in design.Refuted)
                {
                    all.Add(design.Name, null, refuted.Invariant);
                }
            }
            foreach (var bug in SeededBugs.All.Where(b => b.AppliesTo(Corrected518.Design) && Corrected518.Design.Refuted.All(refuted => refuted.Invariant != b.Violates)))
            {
                all.Add(Corrected518.Design.Name, bug.Name, bug.Violates);
            }
            return all;
        }
    }

    public static Trace Of(string design, string? bug, string invariant) => bug is null
        ? Judged.Of(design).Single(verdict => verdict.Invariant == invariant).Counterexample!
        : OfBug(design, bug).Found[invariant];

    /// <summary>What the explorer finds of a seeded bug, in the scopes that it chooses itself.</summary>
    public static WideningResult OfBug(string design, string bug) => Widened.GetOrAdd((design, bug), key => new(() =>
    {
        var seeded = SeededBugs.Find(key.Bug)!;
        return Widening.Find(Catalogue.Find(key.Design)!, seeded, new HashSet<string> { seeded.Violates });
    })).Value;

    /// <summary>An instance in the last state of a trace.</summary>
    public static Instance Replayed(Trace trace)
    {
        var instance = new Instance(Catalogue.Find(trace.Design)!, trace.Scope, trace.Bug is null ? null : SeededBugs.Find(trace.Bug));
        Assert.Null(Replay.Problem(instance, trace));
        return instance;
    }
}
