using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Properties.Traces;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Tests.Scenarios;

/// <summary>What the author of a scenario may rely on.</summary>
[Trait("Category", "Fast")]
public sealed class A_scenario
{
    private static readonly Scenario Remapped = Scenario.Of(Rfc2020.Design).Do("optimise").Do("remap-tail");

    [Fact]
    public void Begins_at_the_boot_state_of_the_small_scope()
    {
        var scenario = Scenario.Of(Linux518.Design);

        Assert.Equal(new Instance(Linux518.Design, Linux518.Design.SmallScope).BootCells, scenario.Cells);
        Assert.Empty(scenario.Moves);
    }

    [Fact]
    public void Stays_what_it_was_when_others_go_on_from_it()
    {
        var before = Remapped.Cells;

        var flushed = Remapped.Do("flush-remapped");
        var failed = Remapped.Do("memory-failure", page: 2, slot: 1);

        Assert.Equal(before, Remapped.Cells);
        Assert.Equal(["optimise", "remap-tail"], Remapped.Moves.Select(m => m.Step));
        Assert.Equal(["optimise", "remap-tail", "flush-remapped"], flushed.Moves.Select(m => m.Step));
        Assert.Equal(["optimise", "remap-tail", "memory-failure"], failed.Moves.Select(m => m.Step));
        flushed.Expect("no page is bad", s => !s.Bad[0, 2, 1]);
        failed.Expect("head+5 is bad", s => s.Bad[0, 2, 1]).Expect("nothing is flushed", s => s.Stale[0, 2, 2]);
    }

    [Fact]
    public void Takes_parameters_that_are_left_out_for_0_and_the_frame_for_the_only_one_that_will_do()
    {
        var failing = Remapped.Fails(page: 1).Do("failure-sees-ordinary");

        Assert.Equal(failing.Do("flag-page", frame: 1).Cells, failing.Do("flag-page").Cells);
        Assert.Equal(new Move("memory-failure", default(At<Num>).With(Index.Page, 1)), failing.Moves[2]);
    }

    [Fact]
    public void Repeats_a_step_as_often_as_it_can_be_taken()
    {
        var scope = Rfc2020.Design.SmallScope with { Pages = 7, Frames = 7 };

        var walked = Scenario.Of(Rfc2020.Design).In(scope).Do("optimise").Repeat("remap-tail");

        Assert.Equal(["optimise", .. Enumerable.Repeat("remap-tail", 5)], walked.Moves.Select(m => m.Step));
    }

    [Fact]
    public void Goes_on_until_a_condition_holds_by_the_first_step_that_can_be_taken()
    {
        var optimised = Remapped.DoUntil("the hugepage is optimised", s => s.Optimised[0], "set-optimised", "free-tail-frame", "flush-remapped");

        Assert.Equal(["optimise", "remap-tail", "flush-remapped", "free-tail-frame", "set-optimised"], optimised.Moves.Select(m => m.Step));
        Assert.Same(optimised, optimised.DoUntil("the hugepage is optimised", s => s.Optimised[0], "set-optimised"));
    }

    [Fact]
    public void Takes_the_same_steps_in_another_scope_or_with_a_bug()
    {
        var bug = SeededBugs.Find("dequeue-ignores-poison")!;
        var larger = Rfc2020.Design.SmallScope with { Folios = 2, Frames = 8 };

        var elsewhere = Remapped.In(larger).With(bug);

        Assert.Equal(Remapped.Moves, elsewhere.Moves);
        var trace = elsewhere.CounterexampleTo("type-covers-shared-tails");
        Assert.Equal(("rfc-2020", bug.Name, larger), (trace.Design, trace.Bug, trace.Scope));
    }

    [Fact]
    public void Yields_a_trace_that_replays_and_goes_on_from_one()
    {
        var trace = Remapped.CounterexampleTo("type-covers-shared-tails");

        Assert.Null(Replay.Problem(new Instance(Rfc2020.Design, trace.Scope), trace));
        Assert.Equal(Remapped.Do("flush-remapped").Cells, Scenario.Of(trace).Do("flush-remapped").Cells);
        Assert.Equal(Remapped.Cells, Scenario.Of(Rfc2020.Design).Do(trace.Moves).Cells);
    }

    [Fact]
    public void Gives_engines_an_instance_of_their_own()
    {
        var instance = Remapped.ToInstance();
        instance.Boot();

        Assert.NotEqual(Remapped.Cells, instance.Memory.Array);
        Assert.Equal(Remapped.Cells, Remapped.ToInstance().Memory.Array);
    }
}
