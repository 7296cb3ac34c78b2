using Vmemmap.Model.Designs;
using Vmemmap.Model.Parts;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Show;

namespace Vmemmap.Verify.Output;

/// <summary>What changed from one design to another, for a maintainer: a line for each function, then steps and verdicts.</summary>
internal static class DesignDiffReport
{
    private const int Hanging = 4;

    /// <summary>Writes it.</summary>
    /// <param name="terminal">where to.</param>
    /// <param name="diff">what changed.</param>
    /// <param name="isFull">each step is named, not counted, each function and each last step of a counterexample too, and what a part was read in.</param>
    public static void Write(Terminal terminal, DesignDiff diff, bool isFull)
    {
        terminal.Say($"{diff.From} -> {diff.To}: {diff.To.Title}", Hanging);
        Say("layout", diff.LayoutChanges.Select(change => $"{change.Name} {change.Before} -> {change.After}"));
        foreach (var (before, after) in diff.Parts)
        {
            terminal.Say(Line(before, after), Hanging);
        }
        if (isFull)
        {
            Say("steps gone", diff.Gone);
            Say("new steps", diff.New);
            Say("changed steps", diff.Changed.Select(change => change.Name));
            // What has come to several steps alike is told once.
            foreach (var same in diff.Changed.SelectMany(change => change.Differences.Select(difference => (change.Name, Says: $"({difference.What}): {Differs(difference)}"))).GroupBy(one => one.Says, one => one.Name))
            {
                terminal.Say($"  {string.Join(", ", same)} {same.Key}", 2 * Hanging);
            }
        }
        else if (diff.Gone.Count + diff.New.Count + diff.Changed.Count > 0)
        {
            terminal.Say($"steps: {diff.Gone.Count} gone, {diff.New.Count} new, {diff.Changed.Count} changed (--full tells how)");
        }
        Say($"proved in {diff.To} only", diff.Verdicts.Where(verdict => verdict.After is null).Select(verdict => $"{verdict.Invariant} ({Ends(verdict.Before!)})"));
        Say($"proved in {diff.From} only", diff.Verdicts.Where(verdict => verdict.Before is null).Select(verdict => $"{verdict.Invariant} ({Ends(verdict.After!)})"));
        Say("refuted in another way", diff.Verdicts.Where(verdict => verdict is { Before: not null, After: not null }).Select(verdict => $"{verdict.Invariant} ({Ends(verdict.Before!)} -> {Ends(verdict.After!)})"));
        foreach (var judged in diff.JudgedInOne.GroupBy(one => one.Judged.Name, one => one.Invariant))
        {
            Say($"judged in {judged.Key} only", judged);
        }
        terminal.Say(diff.Parts.Count == 0 && !diff.LayoutChanges.Any() && diff.Verdicts.Count == 0
            ? "They do not differ in layout, parts, steps or verdicts."
            : $"(n): refuted, the shortest counterexample has n steps. So the designs expect; 'verify --design {diff.From} --design {diff.To}' proves it.");

        string Line(Part? before, Part? after) => (before, after) switch
        {
            (null, { } added) => $"+ {added.GetType().Name}: {Stands(added, diff.To)}",
            ({ } gone, null) => $"- {gone.GetType().Name}: {Stands(gone, diff.From)}",
            _ => $"~ {Version(before!, after!)}: {Stands(after!, diff.To)}",
        };

        string Stands(Part part, Design design) => CitedSource.FunctionOf(part, design) is var function && isFull ? $"{function}, read in {CitedSource.Of(part)}" : First(function);

        string Ends(Expectation refuted) => isFull ? $"{refuted.Steps}, {refuted.LastStep}" : $"{refuted.Steps}";

        void Say(string word, IEnumerable<string> items)
        {
            List<string> said = [.. items];
            if (said.Count > 0)
            {
                terminal.Say($"{word}: {string.Join(", ", said)}", Hanging);
            }
        }
    }

    private static string Differs(StepDifference difference) => (difference.Before, difference.After) switch
    {
        ([var before], [var after]) => $"{before} -> {after}",
        var (before, after) => string.Join("; ", [.. before.Select(line => $"no longer: {line}"), .. after.Select(line => $"now: {line}")]),
    };

    // The first of the functions that a part stands for.
    private static string First(string function)
    {
        var end = function.IndexOf(')', StringComparison.Ordinal) + 1;
        return end == 0 || end == function.Length ? function : $"{function[..end]} ...";
    }

    private static string Version(Part before, Part after)
    {
        var (old, now) = (PartVersions.ParametersOf(before), PartVersions.ParametersOf(after));
        var changes = now.Where(parameter => old.GetValueOrDefault(parameter.Key) != parameter.Value).Select(parameter => old.TryGetValue(parameter.Key, out var was) ? $"{parameter.Key} {was} -> {parameter.Value}" : $"{parameter.Key} {parameter.Value}");
        var name = before.GetType() == after.GetType() ? after.GetType().Name : $"{before.GetType().Name} -> {after.GetType().Name}";
        return string.Join(", ", changes.Prepend(name));
    }
}
