using Vmemmap.Kernel.Protocol;
using Vmemmap.Kernel.Runs;
using FsCheck;
using FsCheck.Fluent;
using static Vmemmap.Tests.Kernel.PlantedBugs;

namespace Vmemmap.Tests.Kernel;

/// <summary>Three calls race: each is preempted by the next, and the last by the first.</summary>
public sealed class Runs_with_three_actors
{
    private const string Three = "7.3.4-three-actors";

    [Fact]
    public void Each_does_its_part_and_nothing_is_violated()
    {
        var run = RecordedRun.Of(Three);

        Assert.Equal([1, 2, 0], run.Events.OfType<ActorRuns>().Take(3).Select(runs => runs.Actor));
        Assert.Empty(run.Alarms);
        Assert.Equal(4, run.Outcome.Calls);
    }

    [Theory]
    [InlineData("the flush before frames are freed is left out, in the first call", "f 0 512 ", "freed-frame-unreachable")]
    [InlineData("a frame is not written before it is mapped, in the second call", "w 1031 ", "contents-before-mapping")]
    public void A_bug_in_one_of_them_is_found(string bug, string line, string expected) =>
        MustBeFound(Three, bug, expected, lines => Without(lines, line));

    [Fact]
    public void A_generated_interleaving_is_read_as_it_is_written()
    {
        var plans = RunGen.Interleavings(3000).Sample(300, new Rnd(7919, 104729), 1);

        Assert.All(plans, plan => Assert.Equal(plan.ToString(), RunPlan.Parse(plan.ToString()).ToString()));
        Assert.Contains(plans, plan => plan.Calls.Any(planned => planned.Racers.Count == 3));
        Assert.Contains(plans, plan => plan.Calls.Any(planned => planned.Racers is [_, { Stops.Count: > 0 }]));
    }

    [Fact]
    public void A_fourth_is_refused() => Assert.Contains(
        "at most three do", Assert.Throws<FormatException>(() => RunPlan.Parse("order=9 blocks=1 : alloc:0@1|look:0@1|look:0@1|look:0")).Message, StringComparison.Ordinal);
}
