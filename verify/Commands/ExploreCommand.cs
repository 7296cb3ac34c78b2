using System.CommandLine;
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
    public static Command Create(Terminal terminal)
    {
        Command command = new("explore", "walk all states of a small scope, breadth first");
        Option<string> design = new("--design") { Description = "the design to explore", HelpName = "NAME", Required = true };
        command.Options.Add(design);
        ScopeOptions scope = new(command, withBug: "with this seeded bug: ends once the bug is found");
        Option<int> states = Numbers.Option("--states", "stop after so many states", 1, int.MaxValue, Explorer.DefaultStates);
        command.Options.Add(states);
        command.SetAction((parsed, cancellation) =>
        {
            var chosen = Names.Design(parsed.GetValue(design)!);
            var (instance, bounds) = scope.Read(parsed, chosen);
            return Task.FromResult(Run(terminal, chosen, instance, bounds, parsed.GetValue(states), cancellation));
        });
        return command;
    }

    private static int Run(Terminal terminal, Design design, Instance instance, Bounds bounds, int states, CancellationToken cancellation)
    {
        var bug = instance.Bug;
        var explorer = new Explorer(instance, bounds, states: states) { Progress = (depth, seen) => terminal.Progress($"depth {depth}, {seen:N0} states") };
        var result = explorer.Run(bug is null ? null : new HashSet<string> { bug.Violates }, cancellation);
        terminal.EndProgress();
        ExplorationReport.Write(terminal, design, bug, instance.Scope, bounds, result);
        cancellation.ThrowIfCancellationRequested();
        return Expected.ExitCodeFor(design, bug, result.Violations.Keys);
    }
}
