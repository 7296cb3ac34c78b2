using FsCheck.Fluent;
using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Exploration;
using Vmemmap.Tests.Exploration;

namespace Vmemmap.Tests.Sequences;

/// <summary>
/// After a step only what the step can have made false is checked, by compiled code. Here everything is checked besides, and the
/// two must agree after each step: nothing overlooked, no false alarm. Everything is checked by the concrete meaning in the first sequences; in all that follow by code compiled for all values of the
/// variables, which costs a tenth and is compared with the concrete meaning before.
/// </summary>
public sealed class Incremental_checking_equals_checking_everything
{
    // Sequences in which everything is checked by its meaning.
    private const int ByMeaning = 20;

    // Sequences of a bug until what it breaks has been seen.
    private const int Most = 4000;

    public static TheoryData<string> Designs => [.. Catalogue.All.Select(design => design.Name)];

    public static TheoryData<string, string> Bugs
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (var bug in SeededBugs.All)
            {
                data.Add((Catalogue.All.LastOrDefault(bug.AppliesTo) ?? throw new InvalidOperationException($"{bug} applies to no design.")).Name, bug.Name);
            }
            return data;
        }
    }

    // What has the same steps as another design is compared with the long tests.
    private static readonly string[] Older = ["linux-6.2+arm64", "linux-6.14"];

    public static TheoryData<string> NewerDesigns => [.. Catalogue.All.Select(design => design.Name).Except(Older)];

    public static TheoryData<string> OlderDesigns => [.. Older];

    [Theory]
    [MemberData(nameof(NewerDesigns))]
    public void In_every_design(string name) => MustAgree(name);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(OlderDesigns))]
    public void And_in_those_with_the_same_steps(string name) => MustAgree(name);

    private static void MustAgree(string name)
    {
        var (steps, _) = InTurns(Catalogue.Find(name)!, bug: null, least: 80, most: 80);

        Assert.True(steps > 3000, $"Only {steps} steps were compared.");
    }

    // Runs so many sequences at least, and more until what the bug breaks has been seen: one in each scope, then the next in each.
    private static (int Steps, HashSet<string> Found) InTurns(Design design, Bug? bug, int least, int most)
    {
        Comparison[] turns = [.. SettingsOf(bug?.In(design) ?? design).Select(turn => new Comparison(new Instance(design, turn.Scope, bug), turn.Without))];
        HashSet<string> found = [];
        for (var sequence = 0; sequence < least || (sequence < most && !found.Contains(bug!.Violates)); sequence++)
        {
            var turn = turns[sequence % turns.Length];
            turn.Run(sequence, byCode: sequence >= ByMeaning);
            found.UnionWith(turn.Found);
        }
        return (turns.Sum(turn => turn.Steps), found);
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void At_the_sizes_of_a_2_MiB_hugepage(string name)
    {
        var design = Catalogue.Find(name)!;
        var comparison = new Comparison(new Instance(design, new(Folios: 3, Pages: 8, Slots: 64, Frames: 28, Pins: 2)));

        for (var sequence = 0; sequence < 4; sequence++)
        {
            comparison.Run(sequence, byCode: sequence > 0);
        }

        Assert.True(comparison.Steps > 250, $"Only {comparison.Steps} steps were compared.");
    }

    [Theory]
    [MemberData(nameof(Bugs))]
    public void With_every_seeded_bug_which_it_finds(string name, string bugName)
    {
        var (design, bug) = (Catalogue.Find(name)!, SeededBugs.Find(bugName)!);

        var isFoundByExplorer = IsFoundByExplorer(name, bugName);

        var (_, found) = InTurns(design, bug, least: 10, most: isFoundByExplorer ? 10 : Most);

        Assert.True(isFoundByExplorer || found.Contains(bug.Violates), $"{bugName} was not found in {name}.");
    }

    // The shortest run to it is followed by Runs_to_violations_are_checked_alike.
    private static bool IsFoundByExplorer(string name, string bugName) => Shortest_counterexamples.Bugs.Any(row => Equals(row[0], name) && Equals(row[1], bugName));

    /// <summary>Steps hardly ever change one thing alone; here single cells and rows get any value at all, in states that sequences lead to.</summary>
    [Theory]
    [MemberData(nameof(Designs))]
    public void After_writes_that_no_step_would_make(string name)
    {
        var design = Catalogue.Find(name)!;
        var comparison = new Comparison(new Instance(design, ScopeOf(design)));

        comparison.Disturb(rounds: 4000);

        Assert.True(comparison.Found.Count >= 25, $"Only these became false: {string.Join(", ", comparison.Found)}.");
    }

    // Small enough to check everything after each step, large enough for rows to be written in bulk and for two hugepages to meet.
    private static Scope ScopeOf(Design design) =>
        new(Folios: 2, Pages: 4, Slots: 4, Frames: 10, Pins: 2) { PagesPerTable = 3, FromMemblock = design.Shape.BeginsInMemblock ? 1 : 0 };

    // Where huge mappings are split: of each kind of memory, and two hugepages in one page table. Where hugepages are set aside at boot: with one, which others wait for, in one zone or in two, and without.
    // Where those of a zone share a frame: of two zones. Where hugepages are demoted: one, in a turn of its own.
    private static IEnumerable<(Scope Scope, IReadOnlyList<string> Without)> SettingsOf(Design design)
    {
        var demotion = Bystanders.DemotionIn(design);
        return
        [
            .. ScopesOf(design).Select(scope => (scope, demotion)),
            .. demotion.Count > 0 ? [(ScopeOf(design) with { Folios = 1, FromMemblock = 0 }, [.. Bystanders.Lookers, .. Bystanders.Walkers])] : Array.Empty<(Scope, IReadOnlyList<string>)>(),
        ];
    }

    private static IEnumerable<Scope> ScopesOf(Design design)
    {
        var scope = ScopeOf(design);
        return !design.Shape.SplitsPmds ? 
        [
            scope,
            .. scope.FromMemblock > 0 ? [scope with { FromMemblock = 0 }, scope with { CrossingZones = 1 }] : Array.Empty<Scope>(),
            .. design.Layout.IsTailOfZone ? [Design.TwoZones(scope with { FromMemblock = 0 })] : Array.Empty<Scope>(),
        ] :
        [
            scope with { Map = MemoryMap.Boot },
            Design.HotPlugged(scope) with { FoliosPerTable = 2 },
            .. design.Shape.AsksSelfHosted ? [scope with { Map = MemoryMap.SelfHosted }] : Array.Empty<Scope>(),
        ];
    }
}
