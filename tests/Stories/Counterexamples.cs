using System.Collections.Concurrent;
using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Tests.Stories;

/// <summary>The shortest counterexamples that stories are told of, each looked for once.</summary>
internal static class Counterexamples
{
    private static readonly ConcurrentDictionary<(string Design, string? Bug), Lazy<IReadOnlyDictionary<string, Trace>>> Found = [];

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
            foreach (var bug in SeededBugs.All.Where(b => b.AppliesTo(Corrected.Design) && Corrected.Design.Refuted.All(refuted => refuted.Invariant != b.Violates)))
            {
                all.Add(Corrected.Design.Name, bug.Name, bug.Violates);
            }
            return all;
        }
    }

    public static Trace Of(string design, string? bug, string invariant) =>
        Found.GetOrAdd((design, bug), key => new(() => Explore(Catalogue.Find(key.Design)!, key.Bug is null ? null : SeededBugs.Find(key.Bug)))).Value[invariant];

    /// <summary>An instance in the last state of a trace.</summary>
    public static Instance Replayed(Trace trace)
    {
        var instance = new Instance(Catalogue.Find(trace.Design)!, trace.Scope, trace.Bug is null ? null : SeededBugs.Find(trace.Bug));
        Assert.Null(Replay.Problem(instance, trace));
        return instance;
    }

    private static IReadOnlyDictionary<string, Trace> Explore(Design design, Bug? bug)
    {
        if (bug is not null)
        {
            return Widening.Find(design, bug, new HashSet<string> { bug.Violates }).Found;
        }
        var instance = new Instance(design, design.SmallScope);
        return Search.Of(design)
            .SelectMany(search => new Explorer(instance, search.Bounds, instance.Machine.Properties.Where(p => search.Invariants.Contains(p.Name))).Run(search.Invariants).Violations)
            .ToDictionary();
    }
}
