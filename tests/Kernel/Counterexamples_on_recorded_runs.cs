using Vmemmap.Kernel.Checking;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Kernel.Replaying;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Concrete;
using Vmemmap.Properties.Traces;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Tests.Kernel;

/// <summary>What the code was recorded to do goes along a counterexample of <c>linux-6.1</c>, or leaves it.</summary>
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
        Assert.Equal((3, "memory-failure"), TracedPath.Of(TraceOf(Typed, "optimise", "remap-tail", "memory-failure")).Stranger);

    [Fact]
    public void A_path_says_which_calls_take_it()
    {
        var path = TracedPath.Of(TraceOf("frozen-while-remapped", "optimise", "remap-tail", "remap-tail", "enqueue", "remove-from-pool", "read-compound-head"));

        Assert.Equal("optimise, remap-tail, enqueue, remove-from-pool, read-compound-head", string.Join(", ", path.Names));
        Assert.Equal("alloc:0 dissolve:0", string.Join(" ", path.Calls));
        Assert.Equal(new Call(CallKind.Look, 0, 64), path.Lookup);
    }

    [Fact]
    public void A_rollback_is_looked_for_where_a_hugepage_has_several_page_tables()
    {
        var plan = Assert.Single(TracedPath.Of(TraceOf("tail-resolves-to-head", "optimise", "remap-tail", "optimise-fails", "copy-back-begins")).Plans(_ => (0, 0)));

        Assert.Equal((18, 2, 2), (plan.Order, plan.FailFrom, plan.FailTo));
    }

    private static ReplayedOnCode On(string run, string invariant, params string[] steps)
    {
        var recorded = RecordedRun.Of(run);
        List<string> taken = [];
        var outcome = new RunCheck(Linux61.Design, recorded.Layout, refines: true).Follow(recorded.Plan, recorded.Events, taken);
        return ReplayOnCode.Judge(TracedPath.Of(TraceOf(invariant, steps)), invariant, recorded.Plan, taken, outcome);
    }

    private static Trace TraceOf(string invariant, params string[] steps) =>
        new(Linux61.Design.Name, null, Linux61.Design.SmallScope, [.. steps.Select(step => new Move(step, default(At<Num>).With(Index.Page, 1)))], invariant, default);
}
