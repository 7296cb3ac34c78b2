using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Properties.Scenarios;

/// <summary>A telling run that was replayed.</summary>
/// <param name="Run">what the design says.</param>
/// <param name="Trace">every step of it, to be told or saved.</param>
public sealed record ToldRun(TellingRun Run, Trace Trace);

/// <summary>Replays the telling runs of a design: what does not lead to the violation that it is about is not told.</summary>
public static class TellingRuns
{
    /// <summary>All of them, in the order of the design.</summary>
    /// <exception cref="ScenarioException">one is not what it says; the message is one sentence, and the cause has the story so far.</exception>
    public static IReadOnlyList<ToldRun> Of(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        var properties = new Machine<Bit, Num>(design).Properties.Select(property => property.Name).ToList();
        List<ToldRun> told = [];
        foreach (var run in design.Tellings)
        {
            if (!properties.Contains(run.Invariant))
            {
                throw Wrong(design, run, $"there is no such invariant, the names are {string.Join(", ", properties)}.");
            }
            if (told.Exists(other => other.Run.Invariant == run.Invariant))
            {
                throw Wrong(design, run, "it is the second one, and of each invariant one is told.");
            }
            told.Add(new(run, Replayed(design, run)));
        }
        return told;
    }

    private static Trace Replayed(Design design, TellingRun run)
    {
        try
        {
            return Scenario.Of(design, run).CounterexampleTo(run.Invariant);
        }
        catch (Exception e) when (e is ScenarioException or ScopeException)
        {
            throw Wrong(design, run, e.Message.Split('\n')[0], e);
        }
    }

    private static ScenarioException Wrong(Design design, TellingRun run, string why, Exception? cause = null) =>
        new($"{design.Name} has no telling run for '{run.Invariant}' as it says: {why}", cause);
}
