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
    /// <param name="namesSteps">the steps that changed are named, not counted.</param>
    public static void Write(Terminal terminal, DesignDiff diff, bool namesSteps)
    {
        terminal.Say($"{diff.From}: {diff.From.Title}");
        terminal.Say($"{diff.To}: {diff.To.Title}");
        Say("layout", diff.LayoutChanges.Select(change => $"{change.Name} {change.Before} -> {change.After}"));
        foreach (var (before, after) in diff.Parts)
        {
            terminal.Say(Line(before, after), Hanging);
        }
        Say("steps gone", diff.Gone);
        Say("new steps", diff.New);
        if (namesSteps || diff.Changed.Count == 0)
        {
            Say("changed steps", diff.Changed);
        }
        else
        {
            terminal.Say($"changed steps: {diff.Changed.Count} (--steps names them)");
        }
        Say($"proved in {diff.To} only", diff.Verdicts.Where(verdict => verdict.After is null).Select(verdict => $"{verdict.Invariant} ({verdict.Before!.Steps})"));
        Say($"proved in {diff.From} only", diff.Verdicts.Where(verdict => verdict.Before is null).Select(verdict => $"{verdict.Invariant} ({Ends(verdict.After!)})"));
        Say("refuted in another way", diff.Verdicts.Where(verdict => verdict is { Before: not null, After: not null }).Select(verdict => $"{verdict.Invariant} ({Change(verdict.Before!, verdict.After!)})"));
        foreach (var judged in diff.JudgedInOne.GroupBy(one => one.Judged.Name, one => one.Invariant))
        {
            Say($"judged in {judged.Key} only", judged);
        }
        terminal.Say(diff.Parts.Count == 0 && !diff.LayoutChanges.Any() && diff.Verdicts.Count == 0
            ? "They do not differ in layout, parts, steps or verdicts."
            : $"(n): the shortest counterexample has n steps. The verdicts are those that the designs expect; 'verify --design {diff.From} --design {diff.To}' proves them.");

        void Say(string word, IEnumerable<string> items)
        {
            List<string> said = [.. items];
            if (said.Count > 0)
            {
                terminal.Say($"{word}: {string.Join(", ", said)}", Hanging);
            }
        }
    }

    private static string Line(Part? before, Part? after) => (before, after) switch
    {
        (null, { } added) => $"+ {CitedSource.In(added).Function}: {added.GetType().Name}, read in {CitedSource.Of(added)}",
        ({ } gone, null) => $"- {CitedSource.In(gone).Function}: {gone.GetType().Name}, read in {CitedSource.Of(gone)}",
        _ => $"~ {CitedSource.In(after!).Function}: {Version(before!, after!)}, read in {CitedSource.Of(after!)}",
    };

    private static string Version(Part before, Part after)
    {
        var (old, now) = (PartVersions.ParametersOf(before), PartVersions.ParametersOf(after));
        var changes = now.Where(parameter => old.GetValueOrDefault(parameter.Key) != parameter.Value).Select(parameter => old.TryGetValue(parameter.Key, out var was) ? $"{parameter.Key} {was} -> {parameter.Value}" : $"{parameter.Key} {parameter.Value}");
        var name = before.GetType() == after.GetType() ? after.GetType().Name : $"{before.GetType().Name} -> {after.GetType().Name}";
        return string.Join(", ", changes.Prepend(name));
    }

    private static string Ends(Expectation refuted) => $"{refuted.Steps}, {refuted.LastStep}";

    private static string Change(Expectation before, Expectation after) => before.LastStep == after.LastStep ? $"{before.Steps} -> {after.Steps}" : $"{Ends(before)} -> {Ends(after)}";
}
