using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Museum;
using Vmemmap.Model.Parts;
using Vmemmap.Proofs.Export;
using Vmemmap.Properties.Exploration;

namespace Vmemmap.Tests.Export;

/// <summary>A machine small enough to be walked by others in a second.</summary>
internal sealed record ExportedScene(Design Design, Func<Scope, Scope> Sizes, Bounds Bounds, Bug? Bug = null)
{
    public Instance Instance => new(Design, Sizes(Design.SmallScope with { Pages = Design.Layout.KeptPages + 1, Frames = Design.Layout.KeptPages + 1 }), Bug);

    /// <summary>The machine with the invariants named, or with those that it is not known to violate.</summary>
    public ExportedMachine Machine(params string[] invariants)
    {
        var instance = Instance;
        return ExportedMachine.Of(instance, Bounds, invariants.Length == 0 ? ExportedMachine.Unrefuted(instance) : invariants.ToHashSet());
    }

    /// <summary>The walk by the explorer, to its end or to the violation named.</summary>
    public ExplorationResult Explore(params string[] until)
    {
        var instance = Instance;
        return new Explorer(instance, Bounds, instance.Machine.Properties).Run(until.Length == 0 ? null : until.ToHashSet());
    }
}

/// <summary>Machines that differ in everything that an export has to get right.</summary>
internal static class ExportedScenes
{
    private static readonly string[] NoReadersButDemotion = ["read-compound-head", "frame-to-user", "walker-finds-page"];
    private static readonly string[] NoReaders = [.. NoReadersButDemotion, "demote"];
    private static readonly string[] NoReadersAndNoErrors = [.. NoReaders, "memory-failure"];

    /// <summary>The scenes by what is special about them.</summary>
    public static IReadOnlyDictionary<string, ExportedScene> All { get; } = new Dictionary<string, ExportedScene>
    {
        ["memory errors"] = new(Corrected518.Design, s => s, new(1, 0, NoReaders)),
        ["memory errors in 6.1"] = new(Linux61.Design, s => s, new(1, 0, NoReaders)),
        ["a list in the head's copy"] = new(Linux67.Design, s => s with { Frames = 3, Pins = 0 }, new(1, 0, [.. NoReaders, "page-to-user", "alloc-surplus", "put-new-hugepage", "flush-with-others"])),
        ["grace periods"] = new(Linux612.Design, s => s with { Frames = 3, Pins = 0 }, new(0, 0, "demote", "memory-failure", "read-compound-head", "frame-to-user")),
        ["readers and other users"] = new(Corrected518.Design, s => s, new(0, 0, "memory-failure")),
        ["fake heads"] = new(Linux518.Design, s => s, new(0, 0, "memory-failure")),
        ["two hugepages"] = new(Corrected518.Design, s => s with { Folios = 2, Frames = 4, Pins = 0 }, new(0, 0, NoReaders)),
        ["two hugepages of the RFC"] = new(Rfc2020.Design, s => s with { Folios = 2, Frames = 6, Pins = 0 }, new(0, 0, [.. NoReaders, "page-to-user"])),
        ["a bad frame"] = new(Corrected518.Design, s => s with { Pins = 0 }, new(0, 1)),
        ["a frame to spare"] = new(Corrected518.Design, s => s with { Frames = 3, Pins = 0 }, new(0, 0, "read-compound-head")),
        ["three struct pages and two pins"] = new(Linux518.Design, s => s with { Slots = 3, Pins = 2 }, new(0, 0, NoReaders)),
        ["two shared pages"] = new(Linux514.Design, s => s with { Pages = 4, Frames = 4, Pins = 0 }, new(0, 0, NoReaders)),
        ["memory errors while huge mappings are split"] = new(Linux518Pmd.Design, s => s with { Pins = 0 }, new(1, 0, NoReaders)),
        ["two page tables"] = new(Linux518Pmd.Design, s => s with { Pages = 3, Frames = 3, Pins = 0 }, new(0, 0, NoReadersAndNoErrors)),
        ["entries that change while they are valid"] = new(Linux62Arm64.Design, s => s with { Frames = 3, Pins = 0 }, new(0, 0, "memory-failure", "frame-to-user", "walker-finds-page")),
        ["a flush that does nothing"] = new(Linux67S390.Design, s => s with { Frames = 3, Pins = 0 }, new(0, 0, NoReadersAndNoErrors)),
        ["a rollback that overwrites the head"] = new(Linux71.Design, s => s with { Pages = 3, Frames = 5, Pins = 0 }, new(0, 0, NoReadersAndNoErrors)),
        ["a rollback to a new frame"] = new(Linux72.Design, s => s with { Pages = 3, Frames = 5, Pins = 0 }, new(0, 0, NoReadersAndNoErrors)),
        ["a hugepage from memblock"] = new(Linux73.Design, s => s with { FromMemblock = 1, Frames = 4, Pins = 0 }, new(0, 0, NoReadersAndNoErrors)),
        ["memory errors in the corrected design"] = new(Corrected.Design, s => s with { Frames = 4, Pins = 0 }, new(1, 0, NoReaders)),
        ["a corrected hugepage from memblock"] = new(Corrected.Design, s => s with { FromMemblock = 1, Frames = 4, Pins = 0 }, new(0, 0, NoReadersAndNoErrors)),
        ["the memory map of a device"] = new(Dax519.Design, s => s with { Pins = 0 }, new(0, 0, "read-compound-head")),
        ["one frame of tails for a device zone"] = new(DaxNext.Design, s => s, new(1, 0)),
        ["tails of the third version"] = new(ListV3.Design, s => s with { Pins = 0 }, new(0, 0, "memory-failure", "frame-to-user")),
        ["memory errors while huge mappings of 6.1 are split"] = new(Linux61Pmd.Design, s => s with { Pins = 0 }, new(1, 0, NoReaders)),
        ["a head that moves"] = new(Linux62.Design, s => s with { Frames = 3, Pins = 0 }, new(0, 0, "memory-failure", "frame-to-user", "walker-finds-page")),
        ["a head that moves while it is typed"] = new(Linux66.Design, s => s with { Frames = 3, Pins = 0 }, new(0, 0, "memory-failure", "frame-to-user", "walker-finds-page")),
        ["the walk of 7.1 in 6.12"] = new(Linux612118.Design, s => s with { Frames = 3, Pins = 0 }, new(0, 0, "memory-failure", "read-compound-head", "frame-to-user")),
        ["the count before the fake-head test"] = new(Linux614.Design, s => s with { Frames = 3, Pins = 0 }, new(0, 0, "demote", "memory-failure", "read-compound-head", "frame-to-user")),
        ["a hugepage laid out at boot"] = new(Linux615.Design, s => s with { FromMemblock = 1, Frames = 3, Pins = 0 }, new(0, 0, NoReadersAndNoErrors)),
        ["a bad frame that the page allocator does not check"] = new(CorrectedUnchecked.Design, s => s with { Frames = 4, Pins = 0 }, new(1, 1, NoReadersAndNoErrors)),
        ["an error that is taken back"] = new(CorrectedUnpoison.Design, s => s with { Frames = 3, Pins = 0 }, new(1, 0, NoReaders)),
        ["an error that is taken back in 6.1"] = new(Linux61Unpoison.Design, s => s with { Pages = 2, Frames = 2, Pins = 0 }, new(1, 0, [.. NoReaders, "alloc-hugepage", "page-to-user"])),
        ["a page that is soft offlined"] = new(CorrectedSoftOffline.Design, s => s with { Frames = 3, Pins = 0 }, new(1, 0, NoReaders)),
        ["a hugepage that is promised"] = new(CorrectedPool.Design, s => s with { Frames = 3, Pins = 0 }, new(1, 0, NoReaders)),
        ["a hugepage that is demoted"] = new(Linux73.Design, s => s with { Frames = 4, Pins = 0 }, new(0, 0, [.. NoReadersButDemotion, "memory-failure"])),
        ["a hugepage that is demoted after another look"] = new(Corrected.Design, s => s with { Frames = 4, Pins = 0 }, new(1, 0, [.. NoReadersButDemotion, "dequeue", "alloc-surplus", "page-to-user"])),
        ["a hugepage in 6.17"] = new(Linux617.Design, s => s with { Frames = 3, Pins = 0 }, new(0, 0, NoReadersAndNoErrors)),
    };

    /// <summary>A few steps, one of them such that the order of its assignments matters.</summary>
    public static ExportedScene OrderMatters { get; } = new(
        Corrected518.Design, s => s with { Pins = 0 },
        Only("scan-begins", "scan-page", "set-hugetlb-type", "leave-unoptimised", "alloc-hugepage", "pin"),
        new Bug("assigns-in-order", "One step swaps two cells, and copies rows that it has just changed.", "tail-resolves-to-head", new AssignsInOrder()));

    private static Bounds Only(params string[] steps) =>
        new(0, 0, [.. new Machine<Bit, Num>(Corrected518.Design).Steps.Select(step => step.Name).Except(steps)]);

    private sealed record AssignsInOrder() : Rewrite("leave-unoptimised")
    {
        protected override Step<B, N> Of<B, N>(Step<B, N> step) => step with
        {
            Then = (s, x) =>
            {
                var (head, tail) = (s.Pte[x.Folio, 0], s.Pte[x.Folio, 1]);
                (s.CompoundHead[head, 0], s.CompoundHead[head, 1]) = (s.CompoundHead[head, 1], s.CompoundHead[head, 0]);
                s.PgHwpoison.Fill(tail, true);
                s.PgHwpoison[tail, 0] = s.PgHead[head, 1];
                s.PgHwpoison.CopyRow(head, tail);
                s.PgHwpoison[tail, 1] = s.PgHwpoison[head, 0];
            },
        };
    }
}
