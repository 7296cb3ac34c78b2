using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Sequences;
using Vmemmap.Properties.Stories;
using Vmemmap.Properties.Traces;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Output;

/// <summary>What walks and generated sequences found, for machines: a line for each violation, and the summary.</summary>
/// <param name="output">where to.</param>
/// <param name="design">the design.</param>
/// <param name="bug">the seeded bug, or null.</param>
internal sealed class FoundJson(TextWriter output, Design design, Bug? bug)
{
    /// <summary>One walk of several in which nothing was found.</summary>
    public void WriteInVain(Outlook outlook, ExplorationResult result) =>
        JsonLines.Write(output, new { Scope = $"{outlook.Scope}", Bounds = $"{outlook.Bounds}", result.Ending, result.States });

    /// <summary>A walk, and what is violated.</summary>
    public void Write(Outlook outlook, ExplorationResult result)
    {
        foreach (var (_, trace) in result.Violations.OrderBy(violation => violation.Value.Moves.Count).ThenBy(violation => violation.Key, StringComparer.Ordinal))
        {
            Write(trace, generated: null);
        }
        JsonLines.Write(output, new
        {
            Summary = true, Design = design.Name, Bug = bug?.Name, Scope = $"{outlook.Scope}", Bounds = $"{outlook.Bounds}",
            result.Ending, result.Depth, result.States, result.Transitions, result.Waiting,
            Steps = Taken(result.Fired), Violated = result.Violations.Keys.Order(StringComparer.Ordinal), Complaint = Expected.Complaint(design, bug, result),
        });
    }

    /// <summary>A violation that generated sequences found.</summary>
    /// <param name="trace">the shrunk sequence.</param>
    /// <param name="generated">steps of the sequence before it was shrunk; null where it was not generated.</param>
    public void Write(Trace trace, int? generated) => JsonLines.Write(output, new
    {
        Design = design.Name, Bug = bug?.Name, trace.Invariant, CounterexampleLength = trace.Moves.Count, GeneratedLength = generated,
        Trace = SavedTrace(trace), Story = Story.Outline(trace, design, bug),
    });

    /// <summary>A run of generated sequences.</summary>
    /// <param name="run">what was found.</param>
    /// <param name="length">operations in each sequence.</param>
    public void Write(SequenceRun run, int length) => JsonLines.Write(output, new
    {
        Summary = true, Design = design.Name, Bug = bug?.Name, Seed = $"{run.Seed}", run.Sequences, Length = length, StepsTaken = run.Steps, StepsPerSecond = Math.Round(run.Steps / run.StepSeconds),
        Steps = Taken(run.Fired), Violated = run.Failures.Keys.Order(StringComparer.Ordinal), Complaint = Expected.Complaint(design, bug, run.Failures.Keys),
    });

    /// <summary>A trace as 'verify replay' reads it; null where its design is none that a name stands for, but one with corrections.</summary>
    public static object? SavedTrace(Trace? trace) => trace is null || Catalogue.Find(trace.Design) is null ? null : TraceJson.Document(trace);

    private static IEnumerable<object> Taken(IReadOnlyDictionary<string, long> fired) => fired.Select(step => new { Step = step.Key, Taken = step.Value });
}
