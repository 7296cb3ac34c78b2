using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Properties.Sequences;
using Vmemmap.Properties.Shrinking;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Tests.Sequences;

/// <summary>Where a failing sequence begins, and how many hugepages and pages there are, is an accident: the shortest way to the same violation may be in another scope.</summary>
public sealed class Shrunk_in_another_scope
{
    private static readonly Seed Fixed = new(7919, 104729);

    [Fact]
    public void A_hugepage_need_not_be_one_of_memblock()
    {
        var (design, small) = (Linux615.Design, Linux615.Design.SmallScope);

        var shrunk = Shrunk(design, "no-store-through-shared-tail", small with { FromMemblock = 1 });

        Assert.Equal(small, shrunk.Scope);
    }

    [Fact]
    public void It_may_take_more_tail_pages_so_that_an_optimise_fails_half_way()
    {
        var design = Linux612118.Design;

        var shrunk = Shrunk(design, "restored-tails-are-clean", new(Folios: 1, Pages: 2, Slots: 2, Frames: 3, Pins: 1) { PagesPerTable = 1 });

        Assert.Equal(design.SmallScope, shrunk.Scope);
        Assert.Contains("optimise-fails", shrunk.Moves.Select(move => move.Step));
    }

    [Fact]
    public void What_takes_a_kind_of_memory_is_shrunk_there_to_one_hugepage_of_few_pages()
    {
        var design = Linux518Pmd.Design;

        var shrunk = Shrunk(design, "freed-as-allocated", Design.HotPlugged(SequenceRunner.TrueGeometry) with { FoliosPerTable = 3 });

        Assert.Equal(Design.HotPlugged(design.SmallScope), shrunk.Scope);
    }

    // Where the other hugepage has its head's page, a CPU still sees a tail of the first: a driver takes its reference there, and drops it on the head.
    [Fact]
    public void Another_user_of_a_frame_does_what_another_hugepage_did()
    {
        var ofTwo = Scenario.Of(Linux67S390.Design).In(SequenceRunner.TrueGeometry)
            .Do("set-hugetlb-type", folio: 0).Do("optimise", folio: 0).Do("no-head-frame", folio: 0).Repeat("remap-tail", folio: 0).Do("flush-remapped-not", folio: 0).Repeat("free-tail-frame", folio: 0)
            .Do("leave-optimised", folio: 0).Do("alloc-surplus", folio: 0)
            .Do("set-hugetlb-type", folio: 1).Do("optimise", folio: 1).Do("alloc-head-frame", folio: 1, frame: 1).Do("copy-head-page", folio: 1)
            .Do("pin", folio: 0, page: 1, frame: 1).Do("give-back", folio: 0).Do("enqueue", folio: 0).Do("unpin", folio: 0, frame: 0)
            .CounterexampleTo("failed-restore-changes-nothing");

        var shrunk = Shrunk(Linux67S390.Design, ofTwo);

        Assert.Equal(Linux67S390.Design.SmallScope, shrunk.Scope);
        Assert.Contains("frame-to-user", shrunk.Moves.Select(move => move.Step));
    }

    private static Trace Shrunk(Design design, string invariant, Scope scope) => Shrunk(design, Generated(design, invariant, scope));

    private static Trace Shrunk(Design design, Trace failing)
    {
        var withoutWalks = Shrinker.Shrink(failing, design);
        var shortest = design.Refuted.Of(failing.Invariant)!.Steps!.Value;

        var shrunk = Shrinker.Shrink([failing], design);

        Assert.True(withoutWalks.Moves.Count > shortest + 2, $"{design.Name}: {failing.Invariant} takes {withoutWalks.Moves.Count} steps without a walk, so this shows nothing");
        Assert.Null(Replay.Problem(new(design, shrunk.Scope), shrunk));
        Assert.Equal((failing.Invariant, shortest), (shrunk.Invariant, shrunk.Moves.Count));
        return shrunk;
    }

    private static Trace Generated(Design design, string invariant, Scope scope) =>
        new SequenceRunner(design, settings: [(scope, [])]).Run(Fixed, sequences: 2000, length: 400, until: invariant).Failures[invariant][0];
}
