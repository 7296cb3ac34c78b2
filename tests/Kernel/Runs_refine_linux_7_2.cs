using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Tests.Kernel;

/// <summary>What the code of 7.2.13 and 7.3.4 did, recorded, is what <c>linux-7.2</c> says, step by step.</summary>
[Trait("Category", "Fast")]
public sealed class Runs_refine_linux_7_2
{
    private const string Whole = "7.2.13-optimise-and-restore";
    private const string NoFrameForTheHead = "7.2.13-no-frame-for-the-head";
    private const string TwoHugepages = "7.3.4-two-hugepages";
    private const string TwoFramesOfTails = "7.3.4-two-frames-of-tails";
    private const string Rollback = "7.3.4-rollback-1-gib";

    public static TheoryData<string, long> Runs => new() { { Whole, 72 }, { NoFrameForTheHead, 20 }, { TwoHugepages, 142 }, { TwoFramesOfTails, 73 }, { Rollback, 97 } };

    public static TheoryData<string, string, Design> OtherDesigns => new()
    {
        { Whole, "the tails are mapped to the head's frame", Linux612118.Design },
        { Rollback, "the rollback flushes first", Linux72.Design.With<RollBack>(new RollBackWithNewHead(FlushesFirst: true, ClearsFlag: true)) },
        { Rollback, "the rollback takes the head's page", Linux72.Design.With<RollBack>(new RollBackWithNewHead(ClearsFlag: true, TakesHead: true)) },
        { Whole, "it is unfrozen before it is freed", Linux72.Design.With<FreeAndMoveRawErrorsUnlocked>(new FreeAndMoveRawErrorsUnlocked(ClearsType: true, Unfreezes: true)) },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void Each_step_of_a_recorded_run_is_a_step_of_the_design(string name, long steps)
    {
        var run = RecordedRun.Of(name);

        Assert.Equal((null, steps, ""), (RecordedRun.Told(run.Outcome), run.Outcome.Steps, string.Join(", ", run.Alarms)));
    }

    [Theory]
    [MemberData(nameof(OtherDesigns))]
    public void The_code_is_not_another_design(string run, string change, Design design) =>
        Assert.True(RecordedRun.Of(run).TakenFor(design) is not null, $"{change}: no mismatch is found.");

    [Fact]
    public void The_frame_of_tails_is_made_and_published_by_the_code_too() => Assert.Superset(new HashSet<string> { "find-no-zone-tail", "make-zone-tail", "install-zone-tail" }, RecordedRun.Of(Whole).Steps.ToHashSet());

    // alloc:0@3000|alloc:1: the first is preempted while he writes his own.
    [Fact]
    public void Who_comes_second_with_a_frame_of_tails_frees_it_and_takes_the_other()
    {
        var ofFirst = RecordedRun.Of(TwoFramesOfTails).Steps;

        Assert.Superset(new HashSet<string> { "make-zone-tail", "free-own-tail", "remap-tail" }, ofFirst.ToHashSet());
        Assert.DoesNotContain("install-zone-tail", ofFirst);
    }

    // No entry leads to it then: what it holds is told with it, or it would be taken for a frame that was never written.
    [Fact]
    public void The_frame_of_tails_is_whole_where_there_is_none_for_the_head()
    {
        var run = RecordedRun.Of(NoFrameForTheHead);
        var told = run.Lines.ToList().FindIndex(line => line.StartsWith("zone-tail ", StringComparison.Ordinal)) + 1;

        Assert.StartsWith("s 1025 0 64 ", run.Lines[told], StringComparison.Ordinal);
        Assert.Contains("zone-tail-stays-as-published", run.With(lines => lines.Where((_, place) => place != told)).Alarms);
    }
}
