using Vmemmap.Kernel.Protocol;

namespace Vmemmap.Kernel.Refinement;

/// <summary>
/// What a run went through, for whoever wants to look at it afterwards: the events, and the steps of the design that the code was found to take with the first block, and those that are of none. Where what was seen leaves open what was
/// not, there are several ways that the code can have taken.
/// </summary>
public sealed class RunTrail
{
    private IReadOnlyList<TakenStep?> ends = [null];

    /// <summary>The events, in order.</summary>
    public IList<KernelEvent> Events { get; } = [];

    /// <summary>The steps of one of the ways, each with the number of the event that it was seen at.</summary>
    public IReadOnlyList<(string Step, int Event)> Steps { get; private set; } = [];

    /// <summary>The names of the steps of all ways.</summary>
    public IReadOnlySet<string> Names => InOrder().Where(taken => taken.Step is not null).Select(taken => taken.Step!.Value.Name).ToHashSet();

    /// <summary>How many of these steps the code took, in this order and with others in between, in the way that has most of them.</summary>
    /// <param name="path">their names.</param>
    public int Along(IReadOnlyList<string> path)
    {
        ArgumentNullException.ThrowIfNull(path);
        Dictionary<TakenStep, int> reached = [];
        foreach (var taken in InOrder())
        {
            var before = Math.Max(Reached(taken.Before), Reached(taken.Otherwise));
            reached.Add(taken, before + (taken.Step is (var name, _) && before < path.Count && path[before] == name ? 1 : 0));
        }
        return ends.Max(Reached);

        int Reached(TakenStep? taken) => taken is null ? 0 : reached[taken];
    }

    // Each after those before it.
    private IEnumerable<TakenStep> InOrder()
    {
        HashSet<TakenStep> found = [];
        Stack<TakenStep?> left = new(ends);
        while (left.TryPop(out var taken))
        {
            if (taken is not null && found.Add(taken))
            {
                left.Push(taken.Before);
                left.Push(taken.Otherwise);
            }
        }
        return found.OrderBy(taken => taken.Number);
    }

    /// <summary>The run is over, or compared no longer.</summary>
    /// <param name="histories">of each state that the design can be in then.</param>
    internal void End(IEnumerable<History> histories)
    {
        ends = [.. histories.Select(history => history.Last)];
        List<(string Step, int Event)> steps = [];
        for (var taken = ends[0]; taken is not null; taken = taken.Before)
        {
            if (taken.Step is { } step)
            {
                steps.Add(step);
            }
        }
        steps.Reverse();
        Steps = steps;
    }
}
