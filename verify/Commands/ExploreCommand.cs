using System.CommandLine;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Stories;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify explore</c>: walks all states of a small scope.</summary>
internal static class ExploreCommand
{
    private static readonly Option<string> DesignOption = new("--design") { Description = "the design to explore", Required = true };
    private static readonly Option<string?> BugOption = new("--bug") { Description = "with this seeded bug" };
    private static readonly Option<int?> FoliosOption = new("--folios") { Description = "hugepages" };
    private static readonly Option<int?> PagesOption = new("--pages") { Description = "vmemmap pages per hugepage" };
    private static readonly Option<int?> SlotsOption = new("--slots") { Description = "struct pages per vmemmap page" };
    private static readonly Option<int?> FramesOption = new("--frames") { Description = "frames" };
    private static readonly Option<int?> PinsOption = new("--pins") { Description = "driver's references per hugepage" };
    private static readonly Option<int> ErrorsOption = new("--errors") { Description = "base pages that may fail", DefaultValueFactory = _ => Bounds.Default.Errors };
    private static readonly Option<int> BadFramesOption = new("--bad-frames") { Description = "vmemmap frames that may fail", DefaultValueFactory = _ => Bounds.Default.BadFrames };
    private static readonly Option<int> StatesOption = new("--states") { Description = "stop after so many states", DefaultValueFactory = _ => Bounds.Default.States };

    public static Command Create(Terminal terminal)
    {
        Command command = new("explore", "walk all states of a small scope, breadth first")
        {
            DesignOption, BugOption, FoliosOption, PagesOption, SlotsOption, FramesOption, PinsOption, ErrorsOption, BadFramesOption, StatesOption,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, terminal, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var design = Names.Design(parsed.GetValue(DesignOption)!);
        var bug = Names.Bug(parsed.GetValue(BugOption), design);
        var instance = new Instance(design, ScopeOf(parsed, design.SmallScope), bug);
        var bounds = new Bounds(parsed.GetValue(ErrorsOption), parsed.GetValue(BadFramesOption), parsed.GetValue(StatesOption));
        var explorer = new Explorer(instance, bounds) { Progress = (depth, states) => terminal.Progress($"depth {depth}, {states:N0} states") };

        var result = explorer.Run(until: null, cancellation);
        terminal.EndProgress();
        terminal.Out.WriteLine($"{design.Name}{(bug is null ? "" : $" with {bug.Name}")}: {instance.Scope}; {bounds.Errors} bad page(s), {bounds.BadFrames} bad frame(s)");
        terminal.Out.WriteLine(
            $"{result.States:N0} states, {result.Transitions:N0} transitions, "
            + (result.IsComplete ? $"complete at depth {result.Depth - 1}" : $"INCOMPLETE: walked completely to depth {result.Depth - 1}"));
        foreach (var trace in result.Violations.Values.OrderBy(t => t.Moves.Count).ThenBy(t => t.Invariant, StringComparer.Ordinal))
        {
            terminal.Out.WriteLine();
            terminal.Out.Write(Story.Outline(trace, design, bug));
        }
        cancellation.ThrowIfCancellationRequested();
        var expected = bug is null ? design.Refuted.Select(r => r.Invariant).ToHashSet() : [];
        return result.Violations.Keys.All(expected.Contains) ? ExitCode.AsExpected : ExitCode.Unexpected;
    }

    private static Scope ScopeOf(ParseResult parsed, Scope small)
    {
        var folios = parsed.GetValue(FoliosOption) ?? small.Folios;
        var pages = parsed.GetValue(PagesOption) ?? small.Pages;
        return small with
        {
            Folios = folios,
            Pages = pages,
            Slots = parsed.GetValue(SlotsOption) ?? small.Slots,
            Frames = parsed.GetValue(FramesOption) ?? folios * pages,
            Pins = parsed.GetValue(PinsOption) ?? small.Pins,
        };
    }
}
