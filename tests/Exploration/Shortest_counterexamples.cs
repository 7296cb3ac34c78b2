using Vmemmap.Model;
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
        { "rfc-2020", "nobody-holds-a-remapped-page", 23 },
        { "rfc-2020", "error-marks-no-other-page", 6 },
        { "rfc-2020", "poison-recorded", 6 },
        { "rfc-2020", "dissolved-flags-exact", 17 },
        { "rfc-2020", "poison-contained", 9 },
        { "list-v3", "type-covers-shared-tails", 2 },
        { "list-v3", "moved-only-when-listed", 11 },
        { "list-v3", "no-store-through-shared-tail", 6 },
        { "list-v3", "speculative-references-harmless", 21 },
        { "list-v3", "frozen-while-remapped", 1 },
        { "list-v3", "nobody-holds-a-remapped-page", 20 },
        { "list-v3", "error-marks-no-other-page", 6 },
        { "list-v3", "poison-recorded", 6 },
        { "list-v3", "dissolved-flags-exact", 15 },
        { "list-v3", "poison-contained", 9 },
        { "linux-5.14", "type-covers-shared-tails", 2 },
        { "linux-5.14", "no-store-through-shared-tail", 6 },
        { "linux-5.14", "speculative-references-harmless", 22 },
        { "linux-5.14", "frozen-while-remapped", 1 },
        { "linux-5.14", "failed-restore-changes-nothing", 34 },
        { "linux-5.14", "nobody-holds-a-remapped-page", 21 },
        { "linux-5.14", "error-marks-no-other-page", 6 },
        { "linux-5.14", "poison-recorded", 6 },
        { "linux-5.14", "dissolved-flags-exact", 15 },
        { "linux-5.14", "poison-contained", 9 },
        { "linux-5.18", "lookup-across-remaps-finds-head", 4 },
        { "linux-5.18", "type-covers-shared-tails", 2 },
        { "linux-5.18", "no-store-through-shared-tail", 6 },
        { "linux-5.18", "speculative-references-harmless", 20 },
        { "linux-5.18", "frozen-while-remapped", 1 },
        { "linux-5.18", "nobody-holds-a-remapped-page", 19 },
        { "linux-5.18", "error-marks-no-other-page", 6 },
        { "linux-5.18", "poison-recorded", 5 },
        { "linux-5.18", "dissolved-flags-exact", 12 },
        { "linux-5.18", "poison-contained", 8 },
        { "linux-5.18", "tail-resolves-to-head", 4 },
        { "linux-5.18", "one-head-per-hugepage", 4 },
        { "linux-6.1", "tail-resolves-to-head", 4 },
        { "linux-6.1", "one-head-per-hugepage", 4 },
        { "linux-6.1", "lookup-across-remaps-finds-head", 4 },
        { "linux-6.1", "type-covers-shared-tails", 2 },
        { "linux-6.1", "no-store-through-shared-tail", 6 },
        { "linux-6.1", "speculative-references-harmless", 21 },
        { "linux-6.1", "frozen-while-remapped", 12 },
        { "linux-6.1", "nobody-holds-a-remapped-page", 31 },
        { "linux-6.1", "restored-tails-are-clean", 24 },
        { "linux-6.1", "error-marks-no-other-page", 6 },
        { "linux-6.1", "poison-recorded", 6 },
        { "linux-6.1", "dissolved-flags-exact", 17 },
        { "linux-6.1", "poison-contained", 9 },
        { "linux-6.2", "tail-resolves-to-head", 5 },
        { "linux-6.2", "one-head-per-hugepage", 5 },
        { "linux-6.2", "lookup-across-remaps-finds-head", 5 },
        { "linux-6.2", "type-covers-shared-tails", 3 },
        { "linux-6.2", "no-store-through-shared-tail", 7 },
        { "linux-6.2", "speculative-references-harmless", 22 },
        { "linux-6.2", "stores-to-the-head-survive", 7 },
        { "linux-6.2", "frozen-while-remapped", 13 },
        { "linux-6.2", "nobody-holds-a-remapped-page", 32 },
        { "linux-6.2", "error-marks-no-other-page", 7 },
        { "linux-6.2", "poison-recorded", 6 },
        { "linux-6.2", "dissolved-flags-exact", 17 },
        { "linux-6.2", "poison-contained", 9 },
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
        var (design, bug) = (Catalogue.Find(name)!, SeededBugs.Find(bugName)!);

        var result = Widening.Find(design, bug, new HashSet<string> { bug.Violates });

        Assert.True(result.Found.ContainsKey(bug.Violates), $"{bugName} in {name}: {bug.Violates} was not violated in {result.Walks.Sum(walk => walk.Result.States)} states of {result.Walks.Count} walks");
        Assert.Null(Replay.Problem(new Instance(design, result.Found[bug.Violates].Scope, bug), result.Found[bug.Violates]));
    }
}
