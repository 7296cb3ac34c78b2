using Vmemmap.Model.Designs;

namespace Vmemmap.Model;

/// <summary>A scope in which a design cannot be executed. The message is one sentence for the user.</summary>
public sealed class ScopeException(string message) : Exception(message)
{
    /// <summary>Throws where the scope does not fit the design.</summary>
    public static void ThrowIfUnfit(Design design, Scope scope)
    {
        var problem = Problem(design, scope);
        if (problem is not null)
        {
            throw new ScopeException(problem);
        }
    }

    private static string? Problem(Design design, Scope scope) => scope switch
    {
        { Folios: < 1 } => $"A scope of {scope.Folios} folios is empty: at least 1 is needed.",
        _ when scope.Pages <= design.Layout.KeptPages =>
            $"A hugepage of {scope.Pages} vmemmap pages cannot be optimised by {design.Name}, which keeps {design.Layout.KeptPages}: at least {design.Layout.KeptPages + 1} are needed.",
        { Slots: < 2 } => $"A vmemmap page of {scope.Slots} struct page(s) is too small: at least 2 are needed.",
        _ when scope.Frames < scope.Folios * scope.Pages =>
            $"{scope.Frames} frames do not suffice for {scope.Folios} folio(s) of {scope.Pages} vmemmap pages: at least {scope.Folios * scope.Pages} are needed.",
        { PagesPerTable: < 1 } => $"A page table of {scope.PagesPerTable} entries is empty: at least 1 is needed.",
        _ when scope.FromMemblock < 0 || scope.FromMemblock > scope.Folios => $"Of {scope.Folios} folio(s) {scope.FromMemblock} cannot begin in memblock.",
        { FromMemblock: > 0 } when !design.Shape.BeginsInMemblock => $"In {design.Name} no hugepage begins in memblock.",
        _ when scope.CrossingZones < 0 || scope.CrossingZones > scope.FromMemblock => $"Of {scope.FromMemblock} folio(s) in memblock {scope.CrossingZones} cannot lie in two zones.",
        _ when scope.InAnotherZone < 0 || scope.InAnotherZone > scope.Folios => $"Of {scope.Folios} folio(s) {scope.InAnotherZone} cannot lie in another zone.",
        { InAnotherZone: > 0 } when !design.Layout.IsTailOfZone => $"In {design.Name} hugepages share no frame, whatever their zones.",
        { Map: not MemoryMap.PageByPage } when !design.Shape.SplitsPmds => $"In {design.Name} the memory map is mapped page by page.",
        { Map: MemoryMap.SelfHosted } when !design.Shape.AsksSelfHosted => $"In {design.Name} no memory map lies in the memory that it describes.",
        { FoliosPerTable: < 1 } => $"A page table for {scope.FoliosPerTable} folios is of no use: it must be for at least 1.",
        { FoliosPerTable: > 1 } when !design.Shape.SplitsPmds => $"In {design.Name} no two hugepages share a page table.",
        { FoliosPerTable: > 1 } when scope.PagesPerTable < scope.Pages => "Hugepages share a page table only where the entries of each are all in one.",
        { Pins: < 0 } => "The number of pins must not be negative.",
        _ => null,
    };
}
