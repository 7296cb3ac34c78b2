using Vmemmap.Properties.Exploration.Packed;

namespace Vmemmap.Tests.Peers;

/// <summary>The model that several model checkers and hand-written C agree on: our explorer must give the same counts.</summary>
public sealed class The_abstract_model
{
    private const int NoBudget = int.MaxValue;

    [Theory]
    [InlineData(1, 4, 1, NoBudget, 2_128, 10_999, 16)]
    [InlineData(1, 8, 2, NoBudget, 264_960, 2_181_901, 32)]
    [InlineData(1, 8, 1, NoBudget, 527_616, 4_568_335, 36)]
    [InlineData(2, 4, 1, 0, 72_482, 442_934, 22)]
    [InlineData(2, 4, 2, NoBudget, 2_023_424, 17_323_392, 24)]
    [InlineData(3, 4, 2, 0, 1_997_890, 15_350_968, 24)]
    public void Has_as_many_states_transitions_and_levels_as_others_count(
        int folios, int pages, int kept, int errors, long states, long transitions, int deepest)
    {
        var (walk, violated) = Walk(folios, pages, kept, errors, AbstractBug.None);

        Assert.Equal((states, transitions, deepest), (walk.Count, walk.Fired.Sum(), walk.Depth - 1));
        Assert.Empty(violated);
    }

    [Theory]
    [InlineData(AbstractBug.SkipLast, "I2", 2)]
    [InlineData(AbstractBug.PoisonInSharedFrame, "I4", 2)]
    [InlineData(AbstractBug.ShortAllocation, "I2", 4)]
    [InlineData(AbstractBug.RecreatePoisoned, "I4", 3)]
    public void Has_bugs_that_are_found_by_the_shortest_way(object bug, string invariant, int depth)
    {
        var (_, violated) = Walk(folios: 2, pages: 8, kept: 2, NoBudget, (AbstractBug)bug, until: invariant);

        Assert.Equal(depth, violated[invariant]);
    }

    private static (PackedWalk Walk, Dictionary<string, int> Violated) Walk(
        int folios, int pages, int kept, int errors, AbstractBug bug, string? until = null)
    {
        var recording = AbstractRecording.Of(folios, pages, kept, errors, bug);
        PackedLayout layout = new(recording.Tables, recording.Scope);
        var tests = recording.Invariants.Select(i => InvariantCode.Compile(i, layout, recording.Scope)).ToList();
        PackedWalk walk = new(recording, layout, tests.Count, (words, goal) => tests[goal](words), threads: 0);
        Dictionary<string, int> violated = [];
        walk.Run((goal, path) => violated[recording.Invariants[goal].Name] = path.Count, () => until is not null && violated.ContainsKey(until), onWave: null);
        return (walk, violated);
    }
}
