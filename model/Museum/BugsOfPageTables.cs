using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Museum;

/// <summary>Bugs of who splits a huge mapping of vmemmap, and of who frees what it mapped.</summary>
internal static class BugsOfPageTables
{
    public static IReadOnlyList<Bug> All { get; } =
    [
        new("huge-mapping-read-unlocked", "What a huge mapping leads to is read when another walk may have put a page table in its place.", "entries-are-of-the-memory-map",
            new Replace<SplitVmemmapPmd>(part => part.ReadsUnderLock ? part with { ReadsUnderLock = false } : null)),
        new("block-not-split", "Pages of a block of the buddy allocator are freed one by one, and have no reference each.", "freed-as-allocated",
            new Replace<SplitVmemmapPmd>(part => part.SplitsBlock ? part with { SplitsBlock = false } : null)),
        new("boot-frame-to-the-buddy", "What memblock gave is freed like a page of the buddy allocator.", "freed-as-allocated", new FreesReserved()),
        new("self-hosted-map-optimised", "An optimise does not ask whether a memory map lies in the memory that it describes.", "self-hosted-map-stays",
            new DropTest("optimise", "its memory map is not self-hosted")),

        // The pause of "arm64: pause remote CPUs to update vmemmap" without what it is for.
        new("paused-without-flush", "Other CPUs are paused while an entry changes, but what they hold of it is not flushed.", "break-before-make",
            new Replace<BreakBeforeMake>(part => part with { PausesOthers = true, BreaksFirst = false })),
    ];

    private sealed record FreesReserved() : Rewrite("free-tail-frame")
    {
        protected override Step<B, N> Of<B, N>(Step<B, N> step) => step with
        {
            Then = (s, x) =>
            {
                var frame = s.ListFront(x.Folio);
                var isReserved = s.Origin![frame] == Origin.Reserved;
                step.Then(s, x);
                s.Origin[frame] = N.If(isReserved, Origin.Misfreed, s.Origin[frame]);
            },
        };

        protected override string? MismatchIn(Design design, Step<Bit, Num> step) =>
            design.Shape.SplitsPmds ? null : "it does not tell how frames were allocated.";
    }
}
