using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Stories.Retold;
using Vmemmap.Properties.Stories;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Output;

/// <summary>What a seeded bug changes, for people: the verdicts, where the proofs break, and the shortest story.</summary>
internal static class BugReport
{
    public static void Write(Terminal terminal, Bug bug, IReadOnlyList<BugVerdict> verdicts)
    {
        terminal.Say($"{bug}: {bug.Sentence} It breaks {bug.Violates}.");
        FittedTable table = new(keys: 1, new("design"), new("invariant", Breaks: "-"), new("without"), new("with the bug", Breaks: " "));
        foreach (var (design, changed) in verdicts.SelectMany(verdict => verdict.Changed.Select(changed => (verdict.Seeded.Remedy.Count == 0 ? verdict.Asked : $"{verdict.Asked}, remedied", changed))))
        {
            table.Add(design, changed.Invariant, "proved", changed.Counterexample is { } trace ? $"refuted, {Counted.Of(trace.Moves.Count, "step")}" : "no longer proved");
        }
        table.Write(terminal);
        foreach (var verdict in verdicts)
        {
            terminal.Say($"{verdict.Seeded}: {Summary(verdict, bug)}");
        }
        if (verdicts.SelectMany(verdict => verdict.Changed.Where(changed => changed.Invariant == bug.Violates)).Select(changed => changed.Counterexample).OfType<Properties.Traces.Trace>().MinBy(trace => trace.Moves.Count) is { } shortest)
        {
            terminal.Say();
            terminal.Say(Story.Outline(shortest, verdicts.First(verdict => verdict.Seeded.Judged.Name == shortest.Design).Seeded.Judged, bug, terminal.Width));
        }
        terminal.Say();
        var (judged, unfound) = (verdicts.Where(verdict => verdict.Seeded.Unsaid is null).ToList(), verdicts.Where(verdict => verdict is { Seeded.Unsaid: null, IsFound: false }).Select(verdict => verdict.Asked).ToList());
        terminal.Say(judged.Count == 0 ? $"In none of these designs can anything be said of {bug}."
            : unfound.Count == 0 ? $"Found in {judged.Count} of {judged.Count} designs."
            : $"Expected of {bug}: {bug.Violates}. Not found in {string.Join(", ", unfound)}.");
    }

    /// <summary>The design in which a bug is looked for: says so where that is not the one that was asked for, or why nothing can be said of the bug there, and gives null then.</summary>
    /// <param name="terminal">where output goes.</param>
    /// <param name="design">the design that was asked for.</param>
    /// <param name="bug">the bug.</param>
    /// <param name="isForMachines">say it in one JSON object, and only why nothing can be said.</param>
    public static Design? JudgedIn(Terminal terminal, Design design, Bug bug, bool isForMachines)
    {
        var seeded = SeededDesign.Of(design, bug);
        if (isForMachines)
        {
            if (seeded.Unsaid is { } unsaid)
            {
                JsonLines.Write(terminal.Out, new { Summary = true, Design = design.Name, Bug = bug.Name, Unsaid = unsaid });
            }
            return seeded.Unsaid is null ? seeded.Judged : null;
        }
        foreach (var sentence in new[] { seeded.Reason(bug), seeded.Unsaid is { } why ? $"{seeded}: {why}" : null }.OfType<string>())
        {
            terminal.Say(sentence);
        }
        return seeded.Unsaid is null ? seeded.Judged : null;
    }

    private static string Summary(BugVerdict verdict, Bug bug) =>
        verdict.Seeded.Unsaid is { } why ? why
        : verdict is { IsFound: false, Seeded.Remedy.Count: > 0, Changed.Count: > 0 } ? $"not found: the proof of {bug.Violates} breaks where {Obstacle(verdict)}, and {verdict.Walks} walks found no counterexample"
        : !verdict.IsFound ? $"not found: {bug.Violates} is still proved"
        : verdict.Changed[0].Counterexample is { } trace ? $"found: {bug.Violates} is violated after {Counted.Of(trace.Moves.Count, "step")}; the proof breaks where {Obstacle(verdict)}"
        : $"found: the proof of {bug.Violates} breaks where {Obstacle(verdict)}; {verdict.Walks} walks found no counterexample";

    private static string Obstacle(BugVerdict verdict) => verdict.Obstacles.Count switch
    {
        0 => "nothing is left to prove",
        1 => ObstacleReport.Where(verdict.Obstacles[0]),
        var count => $"{ObstacleReport.Where(verdict.Obstacles[0])}, and in {count - 1} more place{(count == 2 ? "" : "s")}",
    };
}
