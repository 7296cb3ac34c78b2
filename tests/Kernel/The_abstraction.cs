using Vmemmap.Kernel.Abstraction;
using Vmemmap.Kernel.Checking;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Kernel.Refinement;
using Vmemmap.Model;
using Vmemmap.Model.Designs;

namespace Vmemmap.Tests.Kernel;

/// <summary>The state of a child stands for a state of the model, table by table.</summary>
[Trait("Category", "Fast")]
public sealed class The_abstraction
{
    [Fact]
    public void Every_table_of_the_state_has_a_source_and_no_other_has()
    {
        // Monitors of errors that are taken back, and what the pool counts, are tables of runs in which there are such.
        var withAll = BoundCode.DesignOf(Linux72.Design, RunPlan.Parse("order=9 blocks=1 : unpoison:0 reserve:0"));
        var tables = BoundCode.Designs.Append(withAll).SelectMany(design => new Instance(design, design.SmallScope).Memory.Layouts).Select(table => table.Name).Distinct();

        Assert.Equal(tables.Order(StringComparer.Ordinal), TableSources.Of.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_property_that_rests_on_what_no_child_says_is_named()
    {
        var missing = Evidence.Missing(new Instance(Linux61.Design, Linux61.Design.SmallScope), isRefined: false).Select(one => one.Invariant).ToList();

        Assert.Contains("speculative-references-harmless", missing);
        Assert.Contains("bad-frame-not-reused", missing);
        Assert.DoesNotContain("poison-recorded", missing);
        Assert.DoesNotContain("stores-to-the-head-survive", missing);
        Assert.DoesNotContain("tail-resolves-to-head", missing);
        Assert.DoesNotContain("frame-owned-once", missing);
        Assert.DoesNotContain("no-store-through-shared-tail", missing);
    }

    [Fact]
    public void Code_is_not_taken_for_a_design_that_is_never_where_the_code_can_be()
    {
        Assert.Null(Position.Objection(Linux61.Design));
        Assert.Equal("The code cannot be taken for rfc-2020: that design is never at the point 'rolling back', where the code can be.", Position.Objection(Rfc2020.Design));
    }

    [Fact]
    public void After_an_optimise_every_tail_page_shares_the_frame_of_the_head_read_only()
    {
        var state = Following("optimise-and-restore", upTo: happened => happened is CallReturned).State;

        Assert.All(Enumerable.Range(1, 7), page => Assert.Equal((0, false), (state.Pte[0, page].Value, state.Writable[0, page].IsTrue)));
        Assert.True(state.Optimised[0].IsTrue & state.Hugetlb[0].IsTrue & state.Freed[0].IsTrue);
        Assert.True(state.PgHead[0, 0].IsTrue);
        Assert.Equal(0, state.CompoundHead[0, 63].Value);
    }

    [Fact]
    public void After_a_dissolve_the_block_is_plain_and_every_page_has_a_frame_of_its_own()
    {
        var state = Following("optimise-and-restore", upTo: _ => false).State;

        Assert.True(state.IsPlain(0).IsTrue);
        Assert.Equal(8, Enumerable.Range(0, 8).Select(page => state.Pte[0, page].Value).Distinct().Count());
        Assert.All(Enumerable.Range(0, 8), page => Assert.True(state.Writable[0, page].IsTrue));
    }

    public static TheoryData<Design> Designs => [Linux61.Design, Linux612118.Design];

    [Theory]
    [MemberData(nameof(Designs))]
    public void Of_1_GiB_the_pages_around_each_boundary_of_a_page_table_are_shown(Design design)
    {
        Window window = new(new RunPlan([]) { Order = 18 }, design);

        Assert.All(Enumerable.Range(1, 7), table => Assert.All([-1, 0, 1], step => Assert.True(window.NumberOf(table * 512 + step) >= 0)));
        Assert.Equal((0, true), (window.NumberOf(0), window.NumberOf(4095) == window.Pages.Count - 1));
        Assert.Equal(8, new Window(new RunPlan([]), design).Pages.Count);
    }

    // A rollback that comes to a page table which cannot be had gives the pages so far each other's frames, last in, first out; from 6.12.115 on the head's page too.
    [Fact]
    public void Of_1_GiB_the_pages_that_a_rollback_interchanges_are_shown_together()
    {
        var (moved, taken) = (new Window(new RunPlan([]) { Order = 18 }, Linux612.Design), new Window(new RunPlan([]) { Order = 18 }, Linux612118.Design));

        Assert.All(from end in new[] { 512, 1024, 3584 } from page in moved.Pages where page >= 1 && page < end select end - page, page => Assert.True(moved.NumberOf(page) >= 0));
        Assert.All(from end in new[] { 512, 1024, 3584 } from page in taken.Pages where page < end select end - 1 - page, page => Assert.True(taken.NumberOf(page) >= 0));
    }

    private static Instance Following(string name, Func<KernelEvent, bool> upTo)
    {
        var run = RecordedRun.Of(name);
        var instance = new Instance(Linux61.Design, RunCheck.ScopeOf(Linux61.Design, run.Plan));
        var child = new ChildState(instance, run.Layout, run.Plan);
        foreach (var happened in run.Events)
        {
            child.Apply(happened);
            if (upTo(happened))
            {
                break;
            }
        }
        return instance;
    }
}
