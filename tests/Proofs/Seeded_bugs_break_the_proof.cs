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
    // Those where the design without the bug is proved: of the others it would say nothing.
    public static TheoryData<string, string> Cases => Shortest_counterexamples.Bugs;

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_invariant_that_the_bug_breaks_is_no_longer_proved(string designName, string bugName)
    {
        var (design, bug) = (Catalogue.Find(designName)!, SeededBugs.Find(bugName)!);
        HashSet<string> others = [.. new Machine<Bit, Num>(design).Properties.Select(property => property.Name).Where(name => name != bug.Violates)];

        var result = new InductiveProver(design, bug, RememberingSolver.Shared).Prove(others);

        Assert.DoesNotContain(bug.Violates, result.Proved);
    }

    [Fact]
    public void Every_design_has_at_least_three_seeded_bugs() =>
        Assert.All(Catalogue.All, design => Assert.True(SeededBugs.All.Count(b => b.AppliesTo(design)) >= 3, design.Name));
}
