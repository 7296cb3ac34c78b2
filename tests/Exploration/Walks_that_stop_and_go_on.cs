using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Exploration.Layout;
using Vmemmap.Properties.Exploration.Packed;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Tests.Exploration;

/// <summary>A walk that stops early says how far it got, and goes on, here or from a checkpoint, as if it had never stopped.</summary>
public sealed class Walks_that_stop_and_go_on
{
    private static readonly Bounds Bounds = Bounds.Default with { Without = ["read-compound-head", "frame-to-user", "page-to-user"] };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_walk_resumed_from_checkpoints_ends_like_one_that_was_never_interrupted(bool symmetric)
    {
        var expected = Summary(Prepare(new() { Symmetric = symmetric }).Run());
        MemoryStream? checkpoint = null;
        ExplorationResult result;
        var stops = 0;
        do
        {
            var explorer = Prepare(new() { Symmetric = symmetric, States = 2_000 + 15_000 * stops, Threads = 1 + stops % 3 });
            if (checkpoint is not null)
            {
                explorer.Checkpoint.Load(checkpoint);
            }
            result = explorer.Run();
            checkpoint = new MemoryStream();
            explorer.Checkpoint.Save(checkpoint);
            stops++;
        }
        while (!result.IsComplete);

        Assert.True(stops > 3, $"The walk was to be interrupted some times, but it ended after {stops}.");
        Assert.Equal(expected, Summary(result));
    }

    [Fact]
    public void A_walk_that_was_interrupted_goes_on_where_it_stopped()
    {
        using CancellationTokenSource interrupted = new();
        interrupted.Cancel();
        var explorer = Prepare(ExplorerOptions.Default);

        var stopped = explorer.Run(cancellation: interrupted.Token);

        Assert.Equal((Ending.Interrupted, 1, 1), (stopped.Ending, stopped.States, stopped.Waiting));
        Assert.Equal(Summary(Prepare(ExplorerOptions.Default).Run()), Summary(explorer.Run()));
    }

    // The states so near are found again step by step, without anything of the explorer.
    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(10_000)]
    public void A_stopped_walk_has_every_state_of_as_many_steps_as_it_says(int states)
    {
        var instance = InstanceOf("linux-5.18", pages: 2);
        var recording = Recording.Of(instance, Bounds);
        PackedLayout layout = new(recording.Tables, recording.Scope);
        PackedWalk walk = new(recording, layout, 0, null, threads: 2);
        Assert.False(walk.Run((_, _) => { }, () => walk.Count >= states, onWave: null, (table, _) => Assert.Fail(table)));
        var reached = walk.Discovered.Select(Text).ToHashSet();
        var steps = Bounds.Restrict(instance.Machine.Steps, instance.Scope);

        HashSet<string> known = [Text(layout.Pack([.. recording.Initial]))];
        List<int[]> level = [[.. recording.Initial]];
        for (var depth = 1; depth <= walk.Depth; depth++)
        {
            level = [.. level.SelectMany(Successors).Where(cells => known.Add(Text(layout.Pack(cells))))];
        }

        Assert.Subset(reached, known);
        Assert.True(states == 1 || walk.Depth > 2);

        IEnumerable<int[]> Successors(int[] cells)
        {
            foreach (var (step, at) in steps.SelectMany(step => Assignments.Of(step.Parameters, instance.Scope).Select(at => (step, at))))
            {
                cells.CopyTo(instance.Memory.Cells);
                if (instance.IsEnabled(step, at))
                {
                    instance.Take(step, at);
                    yield return instance.Memory.Cells.ToArray();
                }
            }
        }

        static string Text(ulong[] words) => string.Join(' ', words);
    }

    [Fact]
    public void A_walk_stops_at_the_memory_allowed()
    {
        const long Allowed = 32 << 20;

        var result = new Explorer(InstanceOf("linux-5.18", pages: 3), Bounds.Default, options: new() { Bytes = Allowed }).Run();

        Assert.Equal(Ending.Memory, result.Ending);
        Assert.InRange(result.Bytes, Allowed, Allowed * 2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    [InlineData(20_000)]
    [InlineData(-1)]
    public void A_checkpoint_that_is_damaged_anywhere_is_refused(int at)
    {
        var bytes = Saved(Prepare(new() { States = 1_000 }));
        bytes[at < 0 ? bytes.Length + at : at] ^= 1;

        AssertRefused(Prepare(ExplorerOptions.Default), bytes, "is no checkpoint of an exploration, or is damaged");
    }

    [Fact]
    public void A_checkpoint_that_is_cut_is_refused() =>
        AssertRefused(Prepare(ExplorerOptions.Default), Saved(Prepare(new() { States = 1_000 }))[..^100], "is no checkpoint of an exploration, or is damaged");

    [Fact]
    public void A_checkpoint_of_another_exploration_is_refused()
    {
        var bytes = Saved(Prepare(new() { States = 1_000 }));

        AssertRefused(Prepare(new() { Symmetric = true }), bytes, "is of another exploration: of 'linux-5.18");
        AssertRefused(new Explorer(InstanceOf("corrected-5.18", pages: 2), Bounds.Default), bytes, "is of another exploration");
        AssertRefused(new Explorer(InstanceOf("corrected-5.18", pages: 3), Bounds), bytes, "is of another exploration");
        AssertRefused(new Explorer(InstanceOf("linux-5.18", pages: 3), Bounds.Default), bytes, "is of another exploration");
    }

    private static void AssertRefused(Explorer explorer, byte[] checkpoint, string problem)
    {
        var refusal = Assert.Throws<CheckpointException>(() => explorer.Checkpoint.Load(new MemoryStream(checkpoint)));
        Assert.StartsWith(problem, refusal.Message, StringComparison.Ordinal);
    }

    private static byte[] Saved(Explorer explorer)
    {
        explorer.Run();
        MemoryStream checkpoint = new();
        explorer.Checkpoint.Save(checkpoint);
        return checkpoint.ToArray();
    }

    private static Explorer Prepare(ExplorerOptions options) => new(InstanceOf("linux-5.18", pages: 3), Bounds, options: options);

    private static Instance InstanceOf(string name, int pages)
    {
        var design = Catalogue.Find(name)!;
        return new(design, design.SmallScope with { Pages = pages, Frames = pages + 1 });
    }

    private static string Summary(ExplorationResult result) => string.Join('\n', [
        $"{result.States} {result.Transitions} {result.Depth} {result.Ending}",
        .. result.Fired.Select(f => $"{f.Key} {f.Value}"),
        .. result.Violations.Values.Select(TraceJson.Write).Order(StringComparer.Ordinal)]);
}
