using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Proofs.Induction;
using Vmemmap.Tests.Exploration;

namespace Vmemmap.Tests.Proofs;

/// <summary>A prover that accepts everything would pass every other test of proofs.</summary>
public sealed class Seeded_bugs_break_the_proof
{
    // Where others are, a proof loses one lemma after the other, which takes five to thirty seconds.
    private static readonly string[] Brief =
    [
        "undo-forgets-frame", "raw-error-not-listed", "bad-frame-freed", "restored-still-flagged", "raw-errors-dropped", "dequeue-ignores-poison", "restore-stops-early", "map-before-copy", "user-not-told",
        "count-loaded-last", "optimised-not-flagged", "tail-frame-lost", "pinned-hugepage-freed", "tails-left-writable", "head-flag-kept", "reliable-list-leaked",
    ];

    // Those where the design without the bug is proved: of the others it would say nothing. Each bug in the oldest of its designs, where the proof is brief.
    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach (var first in Quick)
            {
                cases.Add(first.Design, first.Bug);
            }
            return cases;
        }
    }

    /// <summary>...and all the others, which takes some ten minutes.</summary>
    public static TheoryData<string, string> OtherCases
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach (var other in All.Except(Quick))
            {
                cases.Add(other.Design, other.Bug);
            }
            return cases;
        }
    }

    private static IEnumerable<(string Design, string Bug)> Quick => All.DistinctBy(row => row.Bug).Where(row => Brief.Contains(row.Bug));

    private static IEnumerable<(string Design, string Bug)> All => Shortest_counterexamples.Bugs.Select(row => ((string)row[0], (string)row[1]));

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_invariant_that_the_bug_breaks_is_no_longer_proved(string designName, string bugName) => MustBreak(designName, bugName);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(OtherCases))]
    public void Nor_is_it_where_that_takes_long_or_in_any_other_design(string designName, string bugName) => MustBreak(designName, bugName);

    [Fact]
    public void Every_design_has_at_least_three_seeded_bugs() =>
        Assert.All(Catalogue.All, design => Assert.True(SeededBugs.All.Count(b => b.AppliesTo(design)) >= 3, design.Name));

    private static void MustBreak(string designName, string bugName)
    {
        var (design, bug) = (Catalogue.Find(designName)!, SeededBugs.Find(bugName)!);
        HashSet<string> others = [.. new Machine<Bit, Num>(design).Properties.Select(property => property.Name).Where(name => name != bug.Violates)];

        var result = new InductiveProver(design, bug, RememberingSolver.Shared).Prove(others);

        Assert.DoesNotContain(bug.Violates, result.Proved);
    }
}
