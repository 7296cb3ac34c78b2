using Vmemmap.Bench.Peers;

namespace Vmemmap.Tests.Peers;

/// <summary>The model that several model checkers and hand-written C agree on: our explorer must give the same counts.</summary>
public sealed class The_abstract_model
{
    public static TheoryData<string> Sizes => [.. CountedSize.All.Select(counted => $"{counted.Size}")];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Has_as_many_states_transitions_and_levels_as_others_count(string size)
    {
        var counted = CountedSize.All.Single(c => $"{c.Size}" == size);

        var ours = new AbstractWalk(AbstractRecording.Of(counted.Size)).Run();

        Assert.Equal((counted.States, counted.Transitions, counted.Deepest), (ours.States, ours.Transitions, ours.Deepest));
        Assert.Empty(ours.Violated);
    }

    [Theory]
    [InlineData(AbstractBug.SkipLast, "I2", 2)]
    [InlineData(AbstractBug.PoisonInSharedFrame, "I4", 2)]
    [InlineData(AbstractBug.ShortAllocation, "I2", 4)]
    [InlineData(AbstractBug.RecreatePoisoned, "I4", 3)]
    [Trait("Category", "Fast")]
    public void Has_bugs_that_are_found_by_the_shortest_way(AbstractBug bug, string invariant, int depth)
    {
        AbstractSize size = new(Folios: 2, Pages: 8, Kept: 2, AbstractSize.NoBudget);

        var ours = new AbstractWalk(AbstractRecording.Of(size, bug: bug)).Run(until: invariant);

        Assert.Equal(depth, ours.Violated[invariant]);
    }
}
