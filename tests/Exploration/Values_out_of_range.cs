using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Model.Parts;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Sequences;
using Vmemmap.Properties.Stories;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Tests.Exploration;

/// <summary>A step that leaves the range of a table violates an invariant named after that table: every engine tells of it like of any other.</summary>
public sealed class Values_out_of_range
{
    private static readonly Bounds Bounds = Bounds.Default with { Without = ["read-compound-head", "memory-failure", "frame-to-user", "walker-finds-page"] };

    // Of 1 reference: -2 are left.
    private static readonly Bug DropsThree = new("drops-three", "The user drops three references.", "refcount-in-range", new DropsMore());

    // Over the last entry of the page table.
    private static readonly Bug RunsOver = new("runs-over", "The walk does not look where it ends.", "pte-in-range", new DropTest("remap-tail", "an entry is left to change"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_refcount_of_minus_2_is_a_violation_with_its_trace_and_no_shallower_one_is_lost(bool symmetric)
    {
        var instance = new Instance(Linux518.Design, Linux518.Design.SmallScope, DropsThree);

        var result = new Explorer(instance, Bounds, options: new() { Symmetric = symmetric }).Run();

        Assert.True(result.IsComplete);
        Assert.Equal(["refcount-in-range"], result.Violations.Keys.Where(name => name.EndsWith("-in-range", StringComparison.Ordinal)));
        Assert.Superset(new HashSet<string> { "type-covers-shared-tails", "frozen-while-remapped", "tail-resolves-to-head" }, result.Violations.Keys.ToHashSet());
        var trace = result.Violations["refcount-in-range"];
        Assert.Equal("give-back", trace.Moves[^1].Step);
        Assert.Null(Replay.Problem(instance, trace));
    }

    [Fact]
    public void Its_story_says_which_values_there_can_be()
    {
        var instance = new Instance(Linux518.Design, Linux518.Design.SmallScope, DropsThree);
        var trace = new Explorer(instance, Bounds).Run(new HashSet<string> { "refcount-in-range" }).Violations["refcount-in-range"];

        var story = Story.Outline(trace, Linux518.Design, DropsThree);

        Assert.Contains("linux-5.18 with drops-three: refcount-in-range (range) violated after", story, StringComparison.Ordinal);
        Assert.Contains("_refcount 1 -> -2", story, StringComparison.Ordinal);
        Assert.EndsWith("is -2; only -1 to 4 can be there.\n", story, StringComparison.Ordinal);
    }

    [Fact]
    public void Generated_sequences_find_it_and_shrink_it_to_the_length_of_the_exhaustive_search()
    {
        var runner = new SequenceRunner(Linux518.Design, DropsThree);
        var shortest = new Explorer(new Instance(Linux518.Design, Linux518.Design.SmallScope, DropsThree), Bounds).Run().Violations["refcount-in-range"];

        var run = runner.Run(new Seed(7919, 104729), sequences: 30, length: 400);

        Assert.Equal(shortest.Moves.Count, runner.Shrink(run.Failures["refcount-in-range"]).Moves.Count);
    }

    [Fact]
    public void A_store_to_a_cell_that_there_is_not_is_one_too()
    {
        var instance = new Instance(Linux518.Design, Linux518.Design.SmallScope, RunsOver);

        var explored = new Explorer(instance, Bounds).Run();
        var run = new SequenceRunner(Linux518.Design, RunsOver).Run(new Seed(7919, 104729), sequences: 5, length: 400);

        Assert.Null(Replay.Problem(instance, explored.Violations[RunsOver.Violates]));
        Assert.EndsWith($"a store to pte goes to no cell of it.\n", Story.Outline(explored.Violations[RunsOver.Violates], Linux518.Design, RunsOver), StringComparison.Ordinal);
        Assert.Contains(run.Failures.Keys, name => name.EndsWith("-in-range", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_follows_it()
    {
        var instance = new Instance(Linux518.Design, Linux518.Design.SmallScope, DropsThree);
        var trace = new Explorer(instance, Bounds).Run().Violations["refcount-in-range"];

        Assert.Equal(
            $"Step {trace.Moves.Count + 1}, 'enqueue', cannot be taken: the one before has left the range of the table '_refcount', and a run ends there.",
            Replay.Problem(instance, [.. trace.Moves, new Move("enqueue", default)]));
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(100, true)]
    public void It_survives_a_checkpoint(int states, bool isFoundBefore)
    {
        var stopped = Prepare(new() { States = states });
        var before = stopped.Run();
        using MemoryStream checkpoint = new();
        stopped.Checkpoint.Save(checkpoint);
        var resumed = Prepare(ExplorerOptions.Default);
        resumed.Checkpoint.Load(checkpoint);

        Assert.Equal((false, isFoundBefore), (before.IsComplete, before.Violations.ContainsKey("refcount-in-range")));
        Assert.Equal(TraceJson.Write(Prepare(ExplorerOptions.Default).Run().Violations["refcount-in-range"]), TraceJson.Write(resumed.Run().Violations["refcount-in-range"]));

        static Explorer Prepare(ExplorerOptions options) => new(new Instance(Linux518.Design, Linux518.Design.SmallScope, DropsThree), Bounds, options: options);
    }

    private sealed record DropsMore() : Rewrite("give-back")
    {
        protected override Step<B, N> Of<B, N>(Step<B, N> step) => step with
        {
            Then = (s, x) =>
            {
                step.Then(s, x);
                s.Refcount[s.HeadFrame(x.Folio), 0] = s.Refcount[s.HeadFrame(x.Folio), 0] - 2;
            },
        };
    }
}
