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
    // Where others are, a proof loses one lemma after the other, which takes three to thirty seconds.
    private static readonly string[] Brief =
        ["undo-forgets-frame", "bad-frame-freed", "raw-errors-dropped", "dequeue-ignores-poison", "user-not-told", "optimised-not-flagged", "tails-left-writable", "reliable-list-leaked"];

    // Those where the design without the bug is proved: of the others it would say nothing. Each bug in the oldest of its designs, where the proof is brief.
    public static TheoryData<string, string> Cases => Shortest_counterexamples.CasesOf(Quick);

    /// <summary>...and all the others, which takes some ten minutes.</summary>
    public static TheoryData<string, string> OtherCases => Shortest_counterexamples.CasesOf(Shortest_counterexamples.Pairs.Except(Quick));

    private static IEnumerable<(string Design, string Bug)> Quick => Shortest_counterexamples.Pairs.DistinctBy(pair => pair.Bug).Where(pair => Brief.Contains(pair.Bug));

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

        var result = new InductiveProver(design, bug, SharedSolver.OfTheGate).Prove(others);

        Assert.DoesNotContain(bug.Violates, result.Proved);
    }
}
