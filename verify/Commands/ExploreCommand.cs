using System.CommandLine;
using Vmemmap.Model.Bugs;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Machine;
using Vmemmap.Properties.Exploration;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify explore</c>: walks all states of a small scope.</summary>
internal static class ExploreCommand
{
    // The explorer packs each cell into one signed byte.
    private const int MostOfAnything = 100;
    private const int MostErrors = 10_000;

    public static Command Create(Terminal terminal)
    {
        Option<string> design = new("--design") { Description = "the design to explore", HelpName = "NAME", Required = true };
        Option<string?> bug = new("--bug") { Description = "with this seeded bug: ends once the bug is found", HelpName = "NAME" };
        Option<int?> folios = Numbers.Optional("--folios", "hugepages", 1, MostOfAnything);
        Option<int?> pages = Numbers.Optional("--pages", "vmemmap pages per hugepage", 1, MostOfAnything);
        Option<int?> slots = Numbers.Optional("--slots", "struct pages per vmemmap page", 1, MostOfAnything);
        Option<int?> frames = Numbers.Optional("--frames", "frames", 1, MostOfAnything);
        Option<int?> pins = Numbers.Optional("--pins", "references that drivers may hold on one hugepage", 0, MostOfAnything);
        Option<int> errors = Numbers.Option("--errors", "base pages that may fail", 0, MostErrors, Bounds.Default.Errors);
        Option<int> badFrames = Numbers.Option("--bad-frames", "vmemmap frames that may fail", 0, MostErrors, Bounds.Default.BadFrames);
        Option<int> states = Numbers.Option("--states", "stop after so many states", 1, int.MaxValue, Explorer.DefaultStates);
        Command command = new("explore", "walk all states of a small scope, breadth first")
        {
            design, bug, folios, pages, slots, frames, pins, errors, badFrames, states,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var chosen = Names.Design(parsed.GetValue(design)!);
            var seeded = Names.Bug(parsed.GetValue(bug), chosen);
            var small = chosen.SmallScope;
            var (h, v) = (parsed.GetValue(folios) ?? small.Folios, parsed.GetValue(pages) ?? small.Pages);
            var scope = small with
            {
                Folios = h,
                Pages = v,
                Slots = parsed.GetValue(slots) ?? small.Slots,
                Frames = parsed.GetValue(frames) ?? h * v,
                Pins = parsed.GetValue(pins) ?? small.Pins,
            };
            RequireSmall(scope.Frames);
            var instance = new Instance(chosen, scope, seeded);
            return Task.FromResult(Run(terminal, chosen, seeded, instance, new(parsed.GetValue(errors), parsed.GetValue(badFrames)), parsed.GetValue(states), cancellation));
        });
        return command;
    }

    private static int Run(Terminal terminal, Design design, Bug? bug, Instance instance, Bounds bounds, int states, CancellationToken cancellation)
    {
        var explorer = new Explorer(instance, bounds, states: states) { Progress = (depth, seen) => terminal.Progress($"depth {depth}, {seen:N0} states") };
        var result = explorer.Run(bug is null ? null : new HashSet<string> { bug.Violates }, cancellation);
        terminal.EndProgress();
        ExplorationReport.Write(terminal, design, bug, instance.Scope, bounds, result);
        cancellation.ThrowIfCancellationRequested();
        return Expected.ExitCodeFor(design, bug, result.Violations.Keys);
    }

    private static void RequireSmall(int frames)
    {
        if (frames > MostOfAnything)
        {
            throw new UserErrorException($"A scope of {frames} frames is too large to be explored: at most {MostOfAnything} are allowed.");
        }
    }
}
