using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Stories;
using Vmemmap.Verify.Hosting;

namespace Vmemmap.Verify.Output;

/// <summary>What an exploration found, for people.</summary>
internal static class ExplorationReport
{
    public static void Write(Terminal terminal, Design design, Bug? bug, Scope scope, Bounds bounds, ExplorationResult result)
    {
        terminal.Say($"{design.Name}{(bug is null ? "" : $" with {bug.Name}")}: {scope}; {bounds}");
        terminal.Say($"{result.States:N0} states, {result.Transitions:N0} transitions, {Extent(result)}");
        WriteSteps(terminal, result);
        foreach (var trace in result.Violations.Values.OrderBy(t => t.Moves.Count).ThenBy(t => t.Invariant, StringComparer.Ordinal))
        {
            terminal.Say();
            terminal.Say(Story.Outline(trace, design, bug, terminal.Width));
        }
        terminal.Say();
        var found = result.Violations.Count == 0 ? "No invariant is violated" : $"Violated: {string.Join(", ", result.Violations.Keys.Order(StringComparer.Ordinal))}";
        terminal.Say($"{found}{(result.Ending is Ending.Complete or Ending.Found ? "" : $" in what was reached (depth {result.Depth}, {result.States:N0} states)")}.");
    }

    private static string Extent(ExplorationResult result) => result.Ending switch
    {
        Ending.Complete => $"complete: no state is deeper than {result.Depth - 1} steps",
        Ending.Found => $"ended when the bug was found: {Covered(result)}",
        Ending.States => $"not complete, stopped at the number of states allowed: {Covered(result)}",
        Ending.Memory => $"not complete, stopped at the memory allowed ({result.Bytes >> 20:N0} MiB in use): {Covered(result)}",
        _ => $"not complete, interrupted: {Covered(result)}",
    };

    private static string Covered(ExplorationResult result) =>
        $"every state of up to {result.Depth} steps was reached and checked; {result.Waiting:N0} states wait for their steps to be taken";

    private static void WriteSteps(Terminal terminal, ExplorationResult result)
    {
        FittedTable table = new(keys: 1, new("step"), new("taken", IsNumber: true));
        foreach (var (step, count) in result.Fired)
        {
            table.Add(step, count == 0 ? "never" : $"{count:N0}");
        }
        table.Write(terminal);
    }
}
