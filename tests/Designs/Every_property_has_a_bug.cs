using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Lookup;
using Vmemmap.Model.Kernel.Vmemmap;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Museum;
using Vmemmap.Model.Parts;
using Vmemmap.Proofs.Goals;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Sequences;
using Vmemmap.Tests.Proofs;
using Vmemmap.Tests.Sequences;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Tests.Designs;

/// <summary>An invariant that nothing violates may be empty words: each is broken by a seeded bug in a design where it is proved without.</summary>
public sealed class Every_property_has_a_bug
{
    // Every design shows errors in other pages. With a second frame kept `corrected-5.18` does not: the shared one holds tails only.
    private static readonly Design TwoFrames = Corrected518.Design with
    {
        Name = "corrected-with-two-frames",
        Layout = Corrected518.Design.Layout with { KeptPages = 2 },
        Parts = Corrected518.Design.Parts.Replace<FakeHeadLookup>(new PointerLookup()).Replace<RestorePte>(new RestorePte(Resets: false)),
        Refuted = Expectations.None,
    };

    // What arm64 and s390 forbid each design of theirs does.
    private static readonly Design OthersPaused = Corrections.In(Linux62Arm64.Design, [Corrections.OthersPaused]);

    // What unpoison does to references, and to the list.
    private static readonly Design UnpoisonedInPeace = Corrections.In(CorrectedUnpoison.Design, [Corrections.UnpoisonKeepsReferences, Corrections.UnpoisonLocksList, Corrections.UnpoisonRefusesUnfinished]);

    // What was promised is kept.
    private static readonly Design PromisesKept = Corrections.In(CorrectedPool.Design, [Corrections.ReservedKept, Corrections.FitCounted, Corrections.SurplusTakenAlong]);

    private static readonly IReadOnlyList<string> Names = [.. Catalogue.All.SelectMany(design => new Machine<Bit, Num>(design).Properties).Select(property => property.Name).Distinct()];

    public static TheoryData<string> Properties => [.. Names];

    [Theory]
    [MemberData(nameof(Properties))]
    public void That_violates_it_where_it_is_proved_without(string property)
    {
        var bugs = SeededBugs.All.Where(bug => bug.Violates == property);
        Design[] designs = [.. Catalogue.All, TwoFrames, OthersPaused, UnpoisonedInPeace, PromisesKept];

        Assert.NotEmpty(bugs.SelectMany(bug => designs.Where(design => bug.AppliesTo(design) && design.Refuted.All(refuted => refuted.Invariant != property))));
    }

    // The pairs of the catalogue are found by each engine in tests of their own.
    [Fact]
    public void So_has_the_one_that_every_design_violates() => MustBeFound(TwoFrames, "scan-overlooks-flags");

    [Fact]
    public void So_has_the_one_that_every_design_violates_that_it_applies_to() => MustBeFound(OthersPaused, "paused-without-flush");

    [Theory]
    [InlineData("unpoison-holds-nothing")]
    [InlineData("list-walked-by-two")]
    public void So_have_those_that_every_unpoison_violates(string bug) => MustBeFound(UnpoisonedInPeace, bug);

    [Theory]
    [InlineData("reserved-hugepage-dissolved")]
    [InlineData("reserved-hugepage-given-away")]
    public void So_have_those_that_every_reservation_violates(string bug) => MustBeFound(PromisesKept, bug);

    [Fact]
    public void Each_bug_breaks_a_property_that_there_is_and_can_be_made_somewhere() => Assert.All(SeededBugs.All, bug =>
    {
        Assert.Contains(bug.Violates, Names);
        Assert.Contains(Catalogue.All, bug.AppliesTo);
    });

    [Fact]
    public void The_bugs_have_names_of_their_own() => Assert.Equal(SeededBugs.All.Count, SeededBugs.All.Select(bug => bug.Name).Distinct().Count());

    // What goes astray is remembered by steps, and a step may forget to.
    public static TheoryData<string, string, string> Monitors => new()
    {
        { "stray_store", "corrected-5.18", "tail-flagged-itself" },
        { "lost_store", "linux-6.1", "head-moved" },
        { "lost_reference", "corrected-5.18", "fake-heads-pass" },
        { "speculative_store", "corrected-5.18", "no-grace-period" },
        { "broken_list", "linux-5.18", "freed-flag-not-asked" },
        { "stolen_reference", "corrected+unpoison", "unpoison-holds-nothing" },
        { "stray_walk", "corrected+unpoison", "list-walked-by-two" },
        { "overpromised", "corrected+pool", "reserved-hugepage-given-away" },
        { "surplus_left", "corrected+pool", "pool-shrunk-below-surplus" },
        { "oops", "linux-5.18", "freed-flag-not-asked" },
    };

    [Theory]
    [MemberData(nameof(Monitors))]
    public void Each_monitor_is_tripped_by_a_bug(string table, string designName, string bugName)
    {
        var (design, bug) = (Catalogue.Find(designName)!, SeededBugs.Find(bugName)!);

        Assert.True(Widening.Of(design, bug).Any(outlook => IsTripped(table, new(design, outlook.Scope, bug), outlook)), $"{table} stays false in {design} with {bug}");
    }

    private static void MustBeFound(Design design, string name)
    {
        var bug = SeededBugs.Find(name)!;
        var without = new GoalProver(design, bug: null, SharedSolver.OfTheGate).Prove(bug.Violates);

        Assert.True(without.IsProved, $"{bug.Violates} of {design} does not follow; failed: {string.Join(", ", without.Fallen)}");
        Assert.False(new GoalProver(design, bug, SharedSolver.OfTheGate).Prove(bug.Violates).IsProved);
        Assert.Contains(bug.Violates, Widening.Find(design, bug, new HashSet<string> { bug.Violates }).Found);
        Assert.Contains(bug.Violates, new SequenceRunner(design, bug).Run(Generated_sequences.Fixed, sequences: 20_000, length: 400, until: bug.Violates).Failures);
    }

    private static bool IsTripped(string table, Instance instance, Outlook outlook)
    {
        Invariant<Bit, Num> silent = new("silent", ["S1"], "The monitor is silent.", "This test.", [Index.Folio], [], (s, x) => !Monitored(s, table, x.Folio));

        return new Explorer(instance, outlook.Bounds, [silent], new() { States = 200_000, Threads = 1 }).Run(new HashSet<string> { "silent" }).Violations.Count > 0;
    }

    private static Bit Monitored(State<Bit, Num> s, string table, Num folio) => table switch
    {
        "stray_store" => s.StrayStore[folio],
        "lost_store" => s.LostStore[folio],
        "stolen_reference" => s.StolenReference![folio],
        "stray_walk" => s.StrayWalk![folio],
        "lost_reference" => s.LostReference[folio],
        "speculative_store" => s.SpeculativeStore[folio],
        "overpromised" => s.Overpromised!.Value,
        "surplus_left" => s.SurplusLeft!.Value,
        "broken_list" => s.BrokenList[folio],
        _ => s.Oops.Value,
    };
}
