using Vmemmap.Kernel.Checking;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Kernel.Refinement;
using Vmemmap.Kernel.Replaying;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Concrete;
using Vmemmap.Properties.Traces;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Tests.Kernel;

/// <summary>What the code was recorded to do goes along a counterexample of its design, or leaves it.</summary>
public sealed class Counterexamples_on_recorded_runs
{
    private const string Typed = "type-covers-shared-tails";

    [Fact]
    public void The_code_goes_along_a_counterexample_and_violates_its_invariant()
    {
        var replayed = On("optimise-and-restore", Typed, "optimise", "remap-tail");

        Assert.Equal(2, replayed.Reached);
        Assert.Equal(Typed, replayed.Alarm?.Kind);
    }

    [Fact]
    public void An_optimise_that_fails_at_once_leaves_it_where_no_entry_is_changed()
    {
        var replayed = On("optimise-fails-at-once", Typed, "optimise", "remap-tail");

        Assert.Equal((1, null), (replayed.Reached, replayed.Alarm));
    }

    [Fact]
    public void Steps_in_another_order_are_another_path() =>
        Assert.Equal(2, On("optimise-and-restore", Typed, "optimise", "flush-remapped", "remap-tail").Reached);

    [Fact]
    public void Another_invariant_is_not_reproduced() =>
        Assert.Null(On("optimise-and-restore", "no-store-through-shared-tail", "optimise", "remap-tail").Alarm);

    [Fact]
    public void What_nobody_here_does_is_named_with_its_number() =>
        Assert.Equal((3, "walker-finds-page"), TracedPath.Of(TraceOf(Typed, "optimise", "remap-tail", "walker-finds-page")).Stranger);

    [Fact]
    public void More_calls_than_one_makes_in_a_race_are_not_played() =>
        Assert.Equal((7, "failure-sees-ordinary"), TracedPath.Of(TraceOf(Typed, "optimise", "memory-failure", "dequeue", "give-back", "dequeue", "give-back", "failure-sees-ordinary")).Stranger);

    [Fact]
    public void A_path_says_which_calls_take_it()
    {
        var path = TracedPath.Of(TraceOf("frozen-while-remapped", "optimise", "remap-tail", "remap-tail", "enqueue", "remove-from-pool", "read-compound-head"));

        Assert.Equal("optimise, remap-tail, enqueue, remove-from-pool, read-compound-head", string.Join(", ", path.Names));
        Assert.Equal("alloc:0 dissolve:0", string.Join(" ", path.Calls));
        Assert.Equal(new Call(CallKind.Look, 0, 64), path.Other);
    }

    [Fact]
    public void A_rollback_is_looked_for_where_a_hugepage_has_several_page_tables()
    {
        var plan = TracedPath.Of(TraceOf("tail-resolves-to-head", "optimise", "remap-tail", "optimise-fails", "copy-back-begins")).Machine();

        Assert.Equal((18, 2, 2), (plan.Order, plan.FailFrom, plan.FailTo));
    }

    // The first page table is had before the frame for the head is asked for; a second one is not, neither then nor where the walk comes to it.
    [Theory]
    [InlineData("optimise no-head-frame remap-tail", 9, 2, 2, 1)]
    [InlineData("optimise no-head-frame remap-tail optimise-fails copy-back-begins", 18, 2, 4, 1)]
    [InlineData("optimise alloc-head-frame copy-head-page remap-head remap-tail optimise-fails copy-back-begins", 18, 2, 4, 2)]
    [InlineData("optimise alloc-head-frame copy-head-page remap-head remap-tail", 9, 0, 0, 1)]
    public void The_frame_for_the_head_fails_alone_or_with_a_page_table(string steps, int order, int from, int to, int every)
    {
        var plan = TracedPath.Of(TraceOf(Linux612.Design, "tail-resolves-to-head", ["set-hugetlb-type", .. steps.Split(' ')])).Machine();

        Assert.Equal((order, from, to, every), (plan.Order, plan.FailFrom, plan.FailTo, plan.FailEvery));
    }

    [Fact]
    public void Since_6_7_the_pool_gives_up_in_lists_what_is_not_dissolved_and_its_user_gives_back_what_is_too_many()
    {
        Assert.Equal("alloc:0 shrink:0", string.Join(" ", TracedPath.Of(TraceOf(Linux612.Design, Typed, "set-hugetlb-type", "enqueue", "remove-from-pool")).Calls));
        Assert.Equal("alloc:0 dissolve:0", string.Join(" ", TracedPath.Of(TraceOf(Linux612.Design, Typed, "set-hugetlb-type", "enqueue", "dissolve-hugepage")).Calls));
        Assert.Equal("surplus:0 give:0", string.Join(" ", TracedPath.Of(TraceOf(Linux612.Design, Typed, "set-hugetlb-type", "put-new-hugepage", "free-surplus")).Calls));
    }

    [Fact]
    public void The_rollback_of_6_12_118_goes_along_and_loses_the_new_frame_of_the_head()
    {
        string[] rollback = ["set-hugetlb-type", "optimise", "alloc-head-frame", "copy-head-page", "remap-head", "remap-tail", "optimise-fails", "copy-back-begins", "copy-head-back-ends", "map-head-back"];

        Assert.Equal((10, "frame-owned-once"), Reached(On("6.12.118-rollback-1-gib", "frame-owned-once", rollback)));
        Assert.Equal((6, null), Reached(On("6.12.118-optimise-and-restore", "frame-owned-once", rollback)));

        static (int, string?) Reached(ReplayedOnCode replayed) => (replayed.Reached, replayed.Alarm?.Kind);
    }

    [Fact]
    public void Memory_failure_goes_along_and_violates_the_invariant()
    {
        var replayed = WhileTailsChange(lines => lines);

        Assert.Equal((5, "error-marks-no-other-page", ""), (replayed.Reached, replayed.Alarm?.Kind, string.Join(", ", replayed.Unseen)));
    }

    [Theory]
    [InlineData("e ", 0)]
    [InlineData("call fail ", 1)]
    [InlineData("unlock", 3)]
    public void Memory_failure_leaves_the_path_where_it_is_not_seen_to_do_the_next_step(string left, int reached)
    {
        var replayed = WhileTailsChange(lines => lines.Where(line => !line.StartsWith(left, StringComparison.Ordinal)));

        Assert.Equal((reached, null), (replayed.Reached, replayed.Alarm));
    }

    [Fact]
    public void The_other_actors_events_are_not_taken_for_memory_failures() =>
        Assert.Equal(1, WhileTailsChange(lines => lines.Where(line => !line.StartsWith("actor ", StringComparison.Ordinal))).Reached);

    [Fact]
    public void A_step_that_goes_by_an_old_translation_is_known_as_such()
    {
        Trace trace = new(Linux61.Design.Name, null, Linux61.Design.SmallScope with { Folios = 1, Pages = 3, Frames = 3 },
            [Moved("optimise"), Moved("remap-tail"), Moved("read-compound-head", page: 1, frame: 0), Moved("read-pg-head", frame: 1)], "lookup-across-remaps-finds-head", default);

        Assert.Equal([false, false, false, true], TracedPath.Of(trace).Steps.Select(step => step.GoesByOld));
    }

    private static Move Moved(string step, int page = 0, int frame = 0) => new(step, default(At<Num>).With(Index.Page, page).With(Index.Frame, frame));

    // An entry changes, then memory fails: the hooks of what the operation does are the entry's.
    private static ReplayedOnCode WhileTailsChange(Func<IReadOnlyList<string>, IEnumerable<string>> change)
    {
        var recorded = RecordedRun.Of("error-while-tails-change").With(change);
        var (path, hooks) = (TracedPath.Of(TraceOf("error-marks-no-other-page", "remap-tail", "memory-failure", "failure-reads-compound-head", "failure-sees-ordinary", "flag-page")), new Hooks(recorded.Layout));
        RunTrail trail = new();
        var outcome = new RunCheck(Linux61.Design, recorded.Layout, refines: true).Follow(recorded.Plan, recorded.Events, trail);
        // The error is at the second base page: the helper's moves are about the first one of a page.
        var ofPath = path.Steps.Select(step => step.IsOther ? hooks.OfOther(step with { Place = 1 }) : new Hook(0, happened => happened is EntryStored)).ToList();
        return ReplayOnCode.JudgeByHooks(path, "error-marks-no-other-page", recorded.Plan, new RaceTrail(trail, before: 0), ofPath, new HashSet<int>(), outcome);
    }

    private static ReplayedOnCode On(string run, string invariant, params string[] steps)
    {
        var recorded = RecordedRun.Of(run);
        RunTrail trail = new();
        var outcome = new RunCheck(recorded.Design, recorded.Layout, refines: true).Follow(recorded.Plan, recorded.Events, trail);
        return ReplayOnCode.Judge(TracedPath.Of(TraceOf(recorded.Design, invariant, steps)), invariant, recorded.Plan, trail, outcome);
    }

    private static Trace TraceOf(string invariant, params string[] steps) => TraceOf(Linux61.Design, invariant, steps);

    private static Trace TraceOf(Design design, string invariant, params string[] steps) =>
        new(design.Name, null, design.SmallScope, [.. steps.Select(step => new Move(step, default(At<Num>).With(Index.Page, 1)))], invariant, default);
}
