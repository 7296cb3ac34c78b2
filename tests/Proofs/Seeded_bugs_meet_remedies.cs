using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Tests.Proofs;

/// <summary>A verdict that is known must not make blind: a bug that breaks what is refuted anyway is judged with the corrections that make it hold.</summary>
public sealed class Seeded_bugs_meet_remedies
{
    // v5.18: the head's flag is forgotten, nobody looks at it, or it does not move to its page. None of these changes a verdict of the design as it is.
    private static readonly (string Design, string Bug)[] Brief = [("linux-5.18", "head-not-flagged"), ("linux-5.18", "dequeue-ignores-poison"), ("linux-5.18", "raw-errors-dropped")];

    public static TheoryData<string, string> BriefCases => Rows(Brief);

    public static TheoryData<string, string> OtherCases => Rows(All.Except(Brief));

    private static IEnumerable<(string Design, string Bug)> All =>
        from design in Catalogue.All
        from bug in SeededBugs.All
        where design.Refuted.Of(bug.Violates) is { } refuted && bug.AppliesTo(Corrections.In(design, refuted))
        select (design.Name, bug.Name);

    [Theory]
    [MemberData(nameof(BriefCases))]
    public void And_are_found_there(string designName, string bugName)
    {
        var (design, bug) = (Catalogue.Find(designName)!, SeededBugs.Find(bugName)!);
        Assert.True(bug.AppliesTo(design), $"{bug} is none of the code of {design}");

        MustBeFound(design, bug);
    }

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(OtherCases))]
    public void Wherever_they_can_be_made(string designName, string bugName) => MustBeFound(Catalogue.Find(designName)!, SeededBugs.Find(bugName)!);

    // What the head's flag stands for is moved by other code there.
    [Fact]
    public void Where_a_correction_removes_the_step_of_the_bug_it_is_not_applicable()
    {
        Bug bug = new("flag-not-moved", "The flag of the head does not move.", "dissolved-flags-exact", new DropWrite("free-hugepage", "PG_hwpoison"));
        Assert.True(bug.AppliesTo(Linux518.Design));

        var verdict = BugVerdict.Of(Linux518.Design, bug, SharedSolver.OfTheGate, threads: 0);

        Assert.False(verdict.IsFound);
        Assert.StartsWith("not applicable: its step 'free-hugepage' does not write 'PG_hwpoison'; ", verdict.Seeded.Unsaid, StringComparison.Ordinal);
        Assert.StartsWith("linux-5.18 with its remedy (", $"{verdict.Seeded}", StringComparison.Ordinal);
    }

    [Fact]
    public void What_breaks_nothing_is_not_found()
    {
        Bug bug = new("harmless", "A drawn-out way to do the same.", "tail-resolves-to-head", new DropTest("instantiate", "!HPageMigratable(page)"));

        var verdict = BugVerdict.Of(Linux518.Design, bug, SharedSolver.OfTheGate, threads: 0);

        Assert.Equal((false, null, 0), (verdict.IsFound, verdict.Seeded.Unsaid, verdict.Changed.Count));
        Assert.Equal(["flush-before-roll-back"], verdict.Seeded.Remedy);
    }

    private static void MustBeFound(Design design, Bug bug)
    {
        var verdict = BugVerdict.Of(design, bug, SharedSolver.OfTheGate, threads: 0);

        Assert.Equal((null, design.Name), (verdict.Seeded.Unsaid, verdict.Asked));
        Assert.Equal(design.Refuted.Of(bug.Violates)!.Remedy, verdict.Seeded.Remedy);
        Assert.True(verdict.IsFound, $"{bug} in {verdict.Seeded}: {(verdict.Changed.Count == 0 ? "still proved" : $"no counterexample in {verdict.Walks} walks")}");
        Assert.Equal(bug.Violates, verdict.Changed[0].Invariant);
    }

    private static TheoryData<string, string> Rows(IEnumerable<(string, string)> rows)
    {
        TheoryData<string, string> data = [];
        foreach (var (design, bug) in rows)
        {
            data.Add(design, bug);
        }
        return data;
    }
}
