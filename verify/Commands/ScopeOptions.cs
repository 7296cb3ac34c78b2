using System.CommandLine;
using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Museum;
using Vmemmap.Verify.Hosting;

namespace Vmemmap.Verify.Commands;

/// <summary>The options that choose a small machine: bug, sizes and bounds. A size that is not given is that of the design's small scope.</summary>
internal sealed class ScopeOptions
{
    // No engine can walk a machine with more of anything: a larger number is a slip.
    private const int MostOfAnything = 100;
    private const int MostErrors = 10_000;

    private readonly Option<string?> bug;
    private readonly Option<int?> folios = Numbers.Optional("--folios", "hugepages", 1, MostOfAnything);
    private readonly Option<int?> pages = Numbers.Optional("--pages", "vmemmap pages per hugepage", 1, MostOfAnything);
    private readonly Option<int?> slots = Numbers.Optional("--slots", "struct pages per vmemmap page", 1, MostOfAnything);
    private readonly Option<int?> frames = Numbers.Optional("--frames", "frames", 1, MostOfAnything);
    private readonly Option<int?> pins = Numbers.Optional("--pins", "references that drivers may hold on one hugepage", 0, MostOfAnything);
    private readonly Option<int> fromMemblock = Numbers.Option("--from-memblock", "hugepages that are made of memory set aside at boot", 0, MostOfAnything, otherwise: 0);
    private readonly Option<string?> map = new("--memory-map") { Description = $"how the memory map was made, where huge mappings are split step by step: {string.Join(", ", MemoryMaps.Names)}", HelpName = "KIND" };
    private readonly Option<int?> foliosPerTable = Numbers.Optional("--folios-per-table", "hugepages whose entries are in one page table, likewise", 1, MostOfAnything);
    private readonly Option<int> errors = Numbers.Option("--errors", "base pages that may fail", 0, MostErrors, Bounds.Default.Errors);
    private readonly Option<int> badFrames = Numbers.Option("--bad-frames", "vmemmap frames that may fail", 0, MostErrors, Bounds.Default.BadFrames);
    private readonly Option<string[]> without = Names.Repeatable("--without", "leave out this step");

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">the command.</param>
    /// <param name="withBug">what a seeded bug means to it.</param>
    public ScopeOptions(Command command, string withBug)
    {
        bug = new("--bug") { Description = withBug, HelpName = "NAME" };
        All = [bug, folios, pages, slots, frames, pins, fromMemblock, map, foliosPerTable, errors, badFrames, without];
        foreach (var option in All)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All { get; }

    /// <summary>Those that say what is walked.</summary>
    public IEnumerable<Option> Limits => All.Where(option => option != bug);

    /// <summary>The bug seeded into the design, or null.</summary>
    public Bug? Bug(ParseResult parsed, Design design) => Names.Bug(parsed.GetValue(bug), design);

    /// <summary>The machine that the options choose, and the part of it to be walked.</summary>
    public (Instance Instance, Bounds Bounds) Read(ParseResult parsed, Design design)
    {
        var seeded = Bug(parsed, design);
        var small = (seeded?.In(design) ?? design).SmallScope;
        var (h, v) = (parsed.GetValue(folios) ?? small.Folios, parsed.GetValue(pages) ?? small.Pages);
        var scope = small with
        {
            Folios = h,
            Pages = v,
            Slots = parsed.GetValue(slots) ?? small.Slots,
            Frames = parsed.GetValue(frames) ?? h * v + small.Frames - small.Folios * small.Pages,
            Pins = parsed.GetValue(pins) ?? small.Pins,
            FromMemblock = parsed.GetValue(fromMemblock),
            Map = parsed.GetValue(map) is { } name ? MemoryMaps.Find(name) ?? throw Names.Unknown("memory map", name, MemoryMaps.Names) : small.Map,
            FoliosPerTable = parsed.GetValue(foliosPerTable) ?? small.FoliosPerTable,
        };
        if (scope.Frames > MostOfAnything)
        {
            throw new UserErrorException($"A scope of {scope.Frames} frames is too large to be explored: at most {MostOfAnything} are allowed.");
        }
        var instance = new Instance(design, scope, seeded);
        return (instance, new(parsed.GetValue(errors), parsed.GetValue(badFrames), Names.Steps(parsed.GetValue(without)!, instance)));
    }
}
