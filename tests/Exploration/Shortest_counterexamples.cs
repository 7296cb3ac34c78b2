using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Tests.Exploration;

/// <summary>The explorer finds what must be found, by the shortest way.</summary>
public sealed class Shortest_counterexamples
{
    public static TheoryData<string, string, int> Known => new()
    {
        { "rfc-2020", "shared-tails-read-only", 2 },
        { "rfc-2020", "type-covers-shared-tails", 2 },
        { "rfc-2020", "moved-only-when-listed", 11 },
        { "rfc-2020", "no-store-through-shared-tail", 6 },
        { "rfc-2020", "frozen-while-remapped", 1 },
        { "rfc-2020", "nobody-holds-a-remapped-page", 22 },
        { "rfc-2020", "error-marks-no-other-page", 6 },
        { "rfc-2020", "poison-recorded", 6 },
        { "rfc-2020", "dissolved-flags-exact", 16 },
        { "rfc-2020", "poison-contained", 7 },
        { "list-v3", "type-covers-shared-tails", 2 },
        { "list-v3", "moved-only-when-listed", 11 },
        { "list-v3", "no-store-through-shared-tail", 6 },
        { "list-v3", "speculative-references-harmless", 20 },
        { "list-v3", "frozen-while-remapped", 1 },
        { "list-v3", "nobody-holds-a-remapped-page", 19 },
        { "list-v3", "error-marks-no-other-page", 6 },
        { "list-v3", "poison-recorded", 6 },
        { "list-v3", "dissolved-flags-exact", 14 },
        { "list-v3", "poison-contained", 7 },
        { "linux-5.14", "type-covers-shared-tails", 2 },
        { "linux-5.14", "no-store-through-shared-tail", 6 },
        { "linux-5.14", "speculative-references-harmless", 21 },
        { "linux-5.14", "frozen-while-remapped", 1 },
        { "linux-5.14", "failed-restore-changes-nothing", 32 },
        { "linux-5.14", "nobody-holds-a-remapped-page", 20 },
        { "linux-5.14", "error-marks-no-other-page", 6 },
        { "linux-5.14", "poison-recorded", 6 },
        { "linux-5.14", "dissolved-flags-exact", 14 },
        { "linux-5.14", "poison-contained", 7 },
        { "linux-5.18", "lookup-across-remaps-finds-head", 4 },
        { "linux-5.18", "type-covers-shared-tails", 2 },
        { "linux-5.18", "no-store-through-shared-tail", 6 },
        { "linux-5.18", "speculative-references-harmless", 19 },
        { "linux-5.18", "frozen-while-remapped", 1 },
        { "linux-5.18", "nobody-holds-a-remapped-page", 18 },
        { "linux-5.18", "error-marks-no-other-page", 6 },
        { "linux-5.18", "poison-recorded", 5 },
        { "linux-5.18", "dissolved-flags-exact", 11 },
        { "linux-5.18", "poison-contained", 6 },
        { "linux-5.18", "tail-resolves-to-head", 4 },
        { "linux-5.18", "one-head-per-hugepage", 4 },
        { "linux-6.1", "tail-resolves-to-head", 4 },
        { "linux-6.1", "one-head-per-hugepage", 4 },
        { "linux-6.1", "lookup-across-remaps-finds-head", 4 },
        { "linux-6.1", "type-covers-shared-tails", 2 },
        { "linux-6.1", "no-store-through-shared-tail", 6 },
        { "linux-6.1", "speculative-references-harmless", 20 },
        { "linux-6.1", "frozen-while-remapped", 11 },
        { "linux-6.1", "nobody-holds-a-remapped-page", 29 },
        { "linux-6.1", "restored-tails-are-clean", 24 },
        { "linux-6.1", "error-marks-no-other-page", 6 },
        { "linux-6.1", "poison-recorded", 6 },
        { "linux-6.1", "dissolved-flags-exact", 16 },
        { "linux-6.1", "poison-contained", 6 },
        { "linux-6.2", "tail-resolves-to-head", 5 },
        { "linux-6.2", "one-head-per-hugepage", 5 },
        { "linux-6.2", "lookup-across-remaps-finds-head", 5 },
        { "linux-6.2", "type-covers-shared-tails", 3 },
        { "linux-6.2", "no-store-through-shared-tail", 7 },
        { "linux-6.2", "speculative-references-harmless", 21 },
        { "linux-6.2", "stores-to-the-head-survive", 7 },
        { "linux-6.2", "frozen-while-remapped", 12 },
        { "linux-6.2", "nobody-holds-a-remapped-page", 30 },
        { "linux-6.2", "error-marks-no-other-page", 7 },
        { "linux-6.2", "poison-recorded", 6 },
        { "linux-6.2", "dissolved-flags-exact", 16 },
        { "linux-6.2", "poison-contained", 6 },
        { "corrected", "error-marks-no-other-page", 10 },
    };

    [Fact]
    public void Every_refutation_that_a_design_expects_has_a_known_length() => Assert.Equal(
        Catalogue.All.SelectMany(d => d.Refuted.Select(r => (d.Name, r.Invariant))).Order(),
        Known.Select(row => ((string)row[0], (string)row[1])).Order());

    [Theory]
    [MemberData(nameof(Known))]
    public void The_shortest_counterexample_has_this_length_and_replays(string name, string invariant, int length)
    {
        var instance = new Instance(Catalogue.Find(name)!, Catalogue.Find(name)!.SmallScope);
        var property = instance.Machine.Properties.Single(p => p.Name == invariant);
        var bounds = Search.Of(instance.Design).Single(search => search.Invariants.Contains(invariant)).Bounds;

        var result = new Explorer(instance, bounds, [property]).Run(until: new HashSet<string> { invariant });

        Assert.Equal(length, result.Violations[invariant].Moves.Count);
        Assert.Null(Replay.Problem(instance, result.Violations[invariant]));
    }

    public static TheoryData<string, string> Bugs
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach (var design in Catalogue.All)
            {
                // A bug that breaks what is broken already cannot be told from the design.
                foreach (var bug in SeededBugs.All.Where(b => b.AppliesTo(design) && design.Refuted.All(r => r.Invariant != b.Violates)))
                {
                    cases.Add(design.Name, bug.Name);
                }
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Bugs))]
    public void A_seeded_bug_is_found(string name, string bugName)
    {
        var (bounds, instance, violates) = Scene(name, bugName);
        var property = instance.Machine.Properties.Single(p => p.Name == violates);

        var result = new Explorer(instance, bounds, [property]).Run(until: new HashSet<string> { violates });

        Assert.True(result.Violations.ContainsKey(violates), $"{bugName} in {name}: {violates} was not violated in {result.States} states");
        Assert.Null(Replay.Problem(instance, result.Violations[violates]));
    }

    // The invariants that only a memory error can violate; all others are violated without one.
    private static readonly HashSet<string> NeedAnError = ["error-marks-no-other-page", "poison-recorded", "dissolved-flags-exact", "poison-contained"];

    [Fact]
    public void The_invariants_that_need_a_memory_error_to_be_violated_are_those_of_poison() => Assert.Subset(
        new Machine<Bit, Num>(Corrected.Design).Properties.Where(p => p.Ids.Any(id => id.StartsWith('P'))).Select(p => p.Name).ToHashSet(), NeedAnError);

    // What the bugs of the mapping break needs no memory error, and the other way round no other users of frames.
    internal static (Bounds Bounds, Instance Instance, string Violates) Scene(string design, string bugName)
    {
        var bug = SeededBugs.Find(bugName)!;
        string[] without = ["read-compound-head", NeedAnError.Contains(bug.Violates) ? "frame-to-user" : "memory-failure", "pin"];
        return (Bounds.Default with { Without = without }, new Instance(Catalogue.Find(design)!, Catalogue.Find(design)!.SmallScope, bug), bug.Violates);
    }
}
