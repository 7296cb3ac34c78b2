using Vmemmap.Model.Designs;
using Vmemmap.Model.Machine;

namespace Vmemmap.Model.Bugs;

/// <summary>Bugs that were made, or would easily be made, in the code that the machine describes.</summary>
public static class SeededBugs
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Bug> All { get; } =
    [
        new FreeBeforeFlush(), new RestoreStopsEarly(), new MapBeforeCopy(), new TailsLeftWritable(), new UndoForgetsFrame(),
        new RestoreWithoutReset(), new TypeDroppedEarly(), new TypeSetLate(), new DequeueIgnoresPoison(), new RawErrorsDropped(),
    ];

    /// <summary>The bug of that name, or null.</summary>
    public static Bug? Find(string name) => All.FirstOrDefault(b => b.Name == name);

    // s390's flush_tlb_all() was empty (fixed 2025-10, Fixes: f13b83fdd996).
    private sealed class FreeBeforeFlush()
        : Bug("free-before-flush", "The remapped tails are not flushed before their frames are freed.", "freed-frame-unreachable")
    {
        public override Step<B, N> Rewrite<B, N>(Step<B, N> step) => step.Name == "flush-remapped"
            ? step with { Effect = (s, x) => s.Stage[x.Folio] = Stage.FreeingTails }
            : step;
    }

    private sealed class RestoreStopsEarly()
        : Bug("restore-stops-early", "The restore loop ends with one tail page still shared.", "unoptimised-pages-have-own-frames")
    {
        public override Step<B, N> Rewrite<B, N>(Step<B, N> step) => step.Name == "flush-restored"
            ? step.Without("the list is empty") with
            {
                Guard = [.. step.Guard.Where(c => c.Name != "the list is empty"), new("at most one page is left", (s, x) => s.ListLength[x.Folio] <= 1)],
            }
            : step;
    }

    private sealed class MapBeforeCopy()
        : Bug("map-before-copy", "A restored tail page is mapped before its contents are copied.", "contents-before-mapping")
    {
        public override Step<B, N> Rewrite<B, N>(Step<B, N> step) => step.Name == "map-tail-page"
            ? step with { Guard = [step.Guard[0], new("a frame is left in the list", (s, x) => s.ListLength[x.Folio] > 0)] }
            : step;
    }

    private sealed class TailsLeftWritable()
        : Bug("tails-left-writable", "Shared tails are mapped like any other page of the kernel.", "shared-tails-read-only")
    {
        public override bool AppliesTo(Design design) => !design.TailsWritable;

        public override Design Change(Design design) => design with { TailsWritable = true };
    }

    private sealed class UndoForgetsFrame()
        : Bug("undo-forgets-frame", "A failed restore puts the hugepage back before all frames are given back.", "failed-restore-changes-nothing")
    {
        public override bool AppliesTo(Design design) => design.RestoreCanFail;

        public override Step<B, N> Rewrite<B, N>(Step<B, N> step) => step.Name == "add-back" ? step.Without("the list is empty") : step;
    }

    private sealed class RestoreWithoutReset()
        : Bug("restore-without-reset", "A restored tail page begins with a copy of the head.", "restored-tails-are-clean")
    {
        public override bool AppliesTo(Design design) => design.ResetsCopies;

        public override Step<B, N> Rewrite<B, N>(Step<B, N> step) => step.Name == "map-tail-page"
            ? step with { Guard = [step.Guard[0], new("the frame is copied", (s, x) => s.Reset[x.Folio] >= 0)] }
            : step;
    }

    // 32c877191e02 undone.
    private sealed class TypeDroppedEarly()
        : Bug("type-dropped-early", "The hugetlb type is cleared before the tails are restored.", "type-covers-shared-tails")
    {
        public override bool AppliesTo(Design design) => design.TypeUntilRestored;

        public override Design Change(Design design) => design with { TypeUntilRestored = false };
    }

    // d8f5f7e445f0 undone.
    private sealed class TypeSetLate()
        : Bug("type-set-late", "The hugetlb type is set after the tails are remapped.", "type-covers-shared-tails")
    {
        public override bool AppliesTo(Design design) => design.TypeBeforeOptimise;

        public override Design Change(Design design) => design with { TypeBeforeOptimise = false };
    }

    private sealed class DequeueIgnoresPoison()
        : Bug("dequeue-ignores-poison", "A hugepage is taken from the pool whatever the flag of its head.", "poison-contained")
    {
        public override Step<B, N> Rewrite<B, N>(Step<B, N> step) => step.Name == "dequeue" ? step.Without("PageHWPoison(head) is clear") : step;
    }

    private sealed class RawErrorsDropped()
        : Bug("raw-errors-dropped", "The list of raw errors is emptied without flagging the pages.", "dissolved-flags-exact")
    {
        public override bool AppliesTo(Design design) => design.Memory == FailureRule.RawList;

        public override Step<B, N> Rewrite<B, N>(Step<B, N> step) => step.Name == "move-raw-error"
            ? step with { Effect = (s, x) => s.RawList[x.Folio, x.Page, x.Slot] = false }
            : step;
    }
}
