using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Stories;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Output;

/// <summary>What an exploration found, for people.</summary>
internal static class ExplorationReport
{
    /// <summary>One walk of several in which nothing was found: where it was and how far it got.</summary>
    public static void WriteInVain(Terminal terminal, Outlook outlook, ExplorationResult result) =>
        terminal.Say($"{outlook.Scope}; {outlook.Bounds}: not found in {result.States:N0} states{(result.IsComplete ? "" : ", which are not all")}");

    /// <summary>A walk, and what is violated.</summary>
    /// <param name="terminal">where output goes.</param>
    /// <param name="design">the design.</param>
    /// <param name="bug">the seeded bug, or null.</param>
    /// <param name="outlook">what was walked.</param>
    /// <param name="result">what was found.</param>
    /// <param name="all">tell of each violation; else one for each root cause.</param>
    public static void Write(Terminal terminal, Design design, Bug? bug, Outlook outlook, ExplorationResult result, bool all)
    {
        terminal.Say($"{design.Name}{(bug is null ? "" : $" with {bug.Name}")}: {outlook.Scope}; {outlook.Bounds}");
        terminal.Say($"{result.States:N0} states, {result.Transitions:N0} transitions, {Extent(result)}");
        WriteSteps(terminal, outlook.Bounds, result);
        WriteStories(terminal, design, bug, result, all);
        terminal.Say();
        if (Expected.Complaint(design, bug, result) is { } complaint)
        {
            terminal.Say(complaint);
        }
        var found = result.Violations.Count == 0 ? "No invariant is violated" : $"Violated: {string.Join(", ", result.Violations.Keys.Order(StringComparer.Ordinal))}";
        terminal.Say($"{found}{(result.Ending is Ending.Complete or Ending.Found ? "" : $" in what was reached (depth {result.Depth}, {result.States:N0} states)")}.");
    }

    private static void WriteStories(Terminal terminal, Design design, Bug? bug, ExplorationResult result, bool all)
    {
        var machine = new Machine<Bit, Num>(design, bug);
        var lemmas = machine.Lemmas.Select(lemma => lemma.Name).ToHashSet();
        var known = design.Refuted.Select(refuted => refuted.Invariant).ToHashSet();
        // What the design is known for without the bug is not what somebody wants to know who seeds one.
        var causes = RootCauses.Of(result.Violations.Values, name => name == bug?.Violates ? 0 : lemmas.Contains(name) ? 2 : bug is not null && known.Contains(name) ? 3 : 1);
        foreach (var trace in all ? [.. causes.Told, .. causes.Others] : causes.Told.Where(trace => bug is null || trace.Invariant == bug.Violates || !known.Contains(trace.Invariant)))
        {
            terminal.Say();
            terminal.Say(Story.Outline(trace, design, bug, terminal.Width));
        }
        var untold = all ? [] : result.Violations.Values.Where(trace => causes.Others.Contains(trace) || bug is not null && trace.Invariant != bug.Violates && known.Contains(trace.Invariant)).ToList();
        if (untold.Count > 0)
        {
            terminal.Say();
            terminal.Say($"Of the same causes{(bug is null ? "" : ", or known of the design without the bug")}: {string.Join(", ", untold.OrderBy(t => t.Moves.Count).Select(t => $"{t.Invariant} ({t.Moves.Count})"))}. '--all' tells of each.");
        }
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

    private static void WriteSteps(Terminal terminal, Bounds bounds, ExplorationResult result)
    {
        FittedTable table = new(keys: 1, new("step"), new("taken", IsNumber: true));
        foreach (var (step, count) in result.Fired)
        {
            table.Add(step, count > 0 ? $"{count:N0}" : bounds.Without.Contains(step) ? "left out" : "never");
        }
        table.Write(terminal);
        var never = result.Fired.Where(step => step.Value == 0 && !bounds.Without.Contains(step.Key)).Select(step => step.Key).ToList();
        if (result.IsComplete && never.Count > 0)
        {
            terminal.Say($"Never taken in this scope, so that nothing is said of {(never.Count == 1 ? "it" : "them")}: {string.Join(", ", never)}.");
        }
    }
}
