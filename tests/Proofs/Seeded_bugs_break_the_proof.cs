using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Solver;

namespace Vmemmap.Tests.Proofs;

/// <summary>A prover that accepts everything would pass every other test of proofs.</summary>
public sealed class Seeded_bugs_break_the_proof
{
    private static readonly RememberingSolver Solver = new(new Z3Solver(InductiveProver.DefaultResourceLimit));

    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> cases = [];
            // Each bug in the last design that it can be made in, as a rule the one that keeps most; and in each design the first bug of all.
            HashSet<(string, string)> pairs = [.. SeededBugs.All.Select(bug => (Catalogue.All.Last(bug.AppliesTo).Name, bug.Name))];
            pairs.UnionWith(Catalogue.All.Select(design => (design.Name, SeededBugs.All.First(bug => bug.AppliesTo(design)).Name)));
            foreach (var (design, bug) in pairs)
            {
                cases.Add(design, bug);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_invariant_that_the_bug_breaks_is_no_longer_proved(string designName, string bugName)
    {
        var (design, bug) = (Catalogue.Find(designName)!, SeededBugs.Find(bugName)!);
        HashSet<string> refuted = [.. design.Refuted.Select(r => r.Invariant)];

        var result = new InductiveProver(design, bug, Solver).Prove(refuted);

        Assert.DoesNotContain(bug.Violates, result.Proved);
    }

    [Fact]
    public void Every_design_has_at_least_three_seeded_bugs() =>
        Assert.All(Catalogue.All, design => Assert.True(SeededBugs.All.Count(b => b.AppliesTo(design)) >= 3, design.Name));
}
