using Vmemmap.Bench.Checkers;
using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Proofs.Export;

namespace Vmemmap.Tests.Export;

/// <summary>
/// The machine as another model checker sees it. What rumur counted is recorded here, so our explorer is held against it everywhere; where
/// rumur and a C compiler are installed it counts again. A value outside its domain or an assignment outside a table would end its walk.
/// </summary>
public sealed class An_independent_tool
{
    // States and rules fired as counted by rumur 2022.08.20.
    public static TheoryData<string, long, long> Counts => new()
    {
        { "memory errors", 9_930, 29_344 },
        { "memory errors in 6.1", 78_168, 216_830 },
        { "a list in the head's copy", 11_704, 26_150 },
        { "grace periods", 20_544, 68_604 },
        { "readers and other users", 33_042, 170_726 },
        { "fake heads", 49_710, 239_970 },
        { "two hugepages", 9_758, 40_952 },
        { "two hugepages of the RFC", 4_094, 11_400 },
        { "a bad frame", 40_151, 238_165 },
        { "a frame to spare", 9_250, 46_559 },
        { "three struct pages and two pins", 616, 2_147 },
        { "two shared pages", 646, 4_288 },
        { "memory errors while huge mappings are split", 19_927, 55_294 },
        { "two page tables", 420, 1_761 },
        { "entries that change while they are valid", 17_130, 52_338 },
        { "a flush that does nothing", 30_379, 86_891 },
        { "a rollback that overwrites the head", 14_033, 53_338 },
        { "a rollback to a new frame", 14_177, 53_722 },
        { "a hugepage from memblock", 6_406, 16_357 },
        { "memory errors in the corrected design", 32_015, 91_455 },
        { "a corrected hugepage from memblock", 3_662, 8_545 },
        { "the memory map of a device", 30_856, 142_584 },
        { "one frame of tails for a device zone", 6_738, 25_148 },
        { "tails of the third version", 22_212, 149_183 },
        { "memory errors while huge mappings of 6.1 are split", 53_685, 134_323 },
        { "a head that moves", 17_130, 52_338 },
        { "a head that moves while it is typed", 29_142, 83_449 },
        { "the walk of 7.1 in 6.12", 2_320, 7_854 },
        { "the count before the fake-head test", 17_752, 59_466 },
        { "a hugepage laid out at boot", 1_814, 4_138 },
        { "a bad frame that the page allocator does not check", 1_945, 7_737 },
        { "an error that is taken back", 178_960, 501_176 },
        { "an error that is taken back in 6.1", 195_892, 395_425 },
        { "a page that is soft offlined", 21_868, 67_922 },
        { "a hugepage that is promised", 112_662, 353_878 },
        { "a hugepage that is demoted", 1_961, 4_633 },
        { "a hugepage that is demoted after another look", 12_810, 32_260 },
        { "a hugepage in 6.17", 1_211, 2_792 },
    };

    // A larger one takes rumur and the C compiler ten seconds, and shows no more of the text that they are given.
    private const long FewStates = 9_100;

    /// <summary>What rumur counts again in the gate...</summary>
    public static TheoryData<string, long, long> SmallScenes => Scenes(isSmall: true);

    /// <summary>...and what it counts besides.</summary>
    public static TheoryData<string, long, long> LargeScenes => Scenes(isSmall: false);

    [Theory]
    [MemberData(nameof(Counts))]
    public void The_explorer_counts_what_rumur_counted(string scene, long states, long fired)
    {
        var ours = ExportedScenes.All[scene].Explore();

        Assert.True(ours.IsComplete);
        Assert.Equal((states, fired), (ours.States, ours.Transitions));
        Assert.Empty(ours.Violations.Keys.Except(ExportedScenes.All[scene].Design.Refuted.Select(r => r.Invariant)));
    }

    [Theory]
    [MemberData(nameof(SmallScenes))]
    public void And_rumur_counts_it_again_where_it_is_installed(string scene, long states, long fired) => MustBeCountedAgain(scene, states, fired);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(LargeScenes))]
    public void It_counts_the_larger_ones_again_too(string scene, long states, long fired) => MustBeCountedAgain(scene, states, fired);

    // Rules to the first violation as found by rumur 2022.08.20.
    public static TheoryData<string, string, int> Depths => new()
    {
        { "corrected-5.18", "free-before-flush", 10 },
        { "linux-5.18", "restore-without-reset", 7 },
        { "rfc-2020", "map-before-copy", 14 },
        { "linux-5.14", "undo-forgets-frame", 13 },
        { "corrected-5.18", "dequeue-ignores-poison", 12 },
        { "corrected-5.18", "raw-errors-dropped", 18 },
    };

    [Theory]
    [MemberData(nameof(Depths))]
    public void A_seeded_bug_is_found_at_the_depth_where_rumur_found_it_and_rumur_finds_it_again_where_it_is_installed(string design, string bug, int depth)
    {
        var seeded = SeededBugs.Find(bug)!;
        var bounds = Bounds.Default with { Without = ["read-compound-head", "frame-to-user", "pin"] };
        ExportedScene scene = new(Catalogue.Find(design)!, s => s with { Pages = s.Pages + 1, Frames = s.Frames + 1 }, bounds, seeded);

        Assert.Equal(depth, scene.Explore(until: seeded.Violates).Violations[seeded.Violates].Moves.Count);
        if (Rumur.IsInstalled)
        {
            var found = Rumur.Check(MurphiModel.Of(scene.Machine(seeded.Violates)));
            Assert.Equal((seeded.Violates, depth), (found.Violated, found.Depth));
        }
    }

    [Fact]
    public void Assignments_are_made_in_order_from_the_state_before_and_rumur_agrees_where_it_is_installed()
    {
        var scene = ExportedScenes.OrderMatters;

        var ours = scene.Explore();

        Assert.Equal((7L, 7L), (ours.States, ours.Transitions));
        if (Rumur.IsInstalled)
        {
            Assert.Equal(new RumurAnswer(ours.States, ours.Transitions, null, 0), Rumur.Check(MurphiModel.Of(scene.Machine("shared-tails-read-only"))));
        }
    }

    [Fact]
    public void Every_design_is_counted_in_some_scene() =>
        Assert.Empty(Catalogue.All.Except(Counts.Select(row => ExportedScenes.All[(string)row[0]].Design)).Select(design => design.Name));

    private static void MustBeCountedAgain(string scene, long states, long fired)
    {
        if (Rumur.IsInstalled)
        {
            Assert.Equal(new RumurAnswer(states, fired, null, 0), Rumur.Check(MurphiModel.Of(ExportedScenes.All[scene].Machine()), states));
        }
    }

    private static TheoryData<string, long, long> Scenes(bool isSmall)
    {
        TheoryData<string, long, long> scenes = [];
        foreach (var row in Counts.Where(row => (long)row[1] <= FewStates == isSmall))
        {
            scenes.Add((string)row[0], (long)row[1], (long)row[2]);
        }
        return scenes;
    }
}
