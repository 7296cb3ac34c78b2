using Vmemmap.Kernel.Checking;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Kernel.Refinement;
using Vmemmap.Kernel.Runs;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Kernel.Replaying;

/// <summary>How far the code went along a counterexample.</summary>
/// <param name="Path">the path.</param>
/// <param name="Plan">the run that it was steered to, or null where it was not.</param>
/// <param name="Reached">how many of the path's steps it took.</param>
/// <param name="Alarm">the violation of the counterexample's invariant in that run, or null where it is not reproduced.</param>
/// <param name="Runs">how many runs it took to steer it.</param>
public sealed record ReplayedOnCode(TracedPath Path, RunPlan? Plan, int Reached, Alarm? Alarm, int Runs)
{
    /// <summary>Steps of which nothing is to be seen in the code, where it is followed by hooks: that they were taken is not known.</summary>
    public IReadOnlyList<string> Unseen { get; init; } = [];
}

/// <summary>
/// Steers the child along a counterexample of the design that its code is bound to, and tells whether it takes these steps, in this order, and violates the invariant. What steps it takes, the refinement tells; where memory
/// fails, as it may come to the middle of what is compared as a whole, their hooks do: kind and object of what the code was seen to do.
/// </summary>
public static class ReplayOnCode
{
    /// <summary>Steers it.</summary>
    /// <param name="trace">the counterexample.</param>
    /// <param name="laboratory">where runs are done.</param>
    /// <param name="progress">told how many runs are done.</param>
    /// <param name="cancellation">ends it early.</param>
    public static ReplayedOnCode Go(Trace trace, Laboratory laboratory, Action<int>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(laboratory);
        var path = TracedPath.Of(trace);
        if (path.Stranger is not null)
        {
            return new(path, null, path.Steps.Count, null, 0);
        }
        RunTrail trail = new();
        if (path.Other is not { } other)
        {
            var alone = path.Machine() with { Calls = [.. PlannedCall.OneByOne(path.Calls)] };
            return Judge(path, trace.Invariant, alone, trail, laboratory.Run(alone, trail));
        }
        Hooks hooks = new(laboratory.Layout);
        Steering steering = new(laboratory, path, hooks, cancellation);
        var steered = steering.Go(progress);
        var outcome = laboratory.Run(steered, trail);
        var replayed = other.Kind == CallKind.Fail ? JudgeByHooks(path, trace.Invariant, steered, steering.Race(trail), steering.HooksOfPath, steering.BeforeRace, outcome) : Judge(path, trace.Invariant, steered, trail, outcome);
        return replayed with { Runs = steering.Runs + 1 };
    }

    /// <summary>What one run comes to.</summary>
    /// <param name="path">the path.</param>
    /// <param name="invariant">the counterexample's invariant.</param>
    /// <param name="plan">the run.</param>
    /// <param name="trail">what it went through.</param>
    /// <param name="outcome">what came of it.</param>
    public static ReplayedOnCode Judge(TracedPath path, string invariant, RunPlan plan, RunTrail trail, RunOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(trail);
        ArgumentNullException.ThrowIfNull(outcome);
        var reached = trail.Along([.. path.Names]);
        var alarm = outcome.Alarms.FirstOrDefault(alarm => alarm.Kind == invariant && alarm.IsOfDesign == true);
        return new(path, plan, reached, reached == path.Steps.Count ? alarm : null, 1);
    }

    /// <summary>What one run comes to in which memory fails.</summary>
    /// <param name="path">the path.</param>
    /// <param name="invariant">the counterexample's invariant.</param>
    /// <param name="plan">the run.</param>
    /// <param name="race">its race.</param>
    /// <param name="hooks">where each step is seen: the actor, and what he does; null where nothing is to be seen in the race.</param>
    /// <param name="before">the steps that are known to be taken before the race, by their numbers.</param>
    /// <param name="outcome">what came of it.</param>
    public static ReplayedOnCode JudgeByHooks(TracedPath path, string invariant, RunPlan plan, RaceTrail race, IReadOnlyList<Hook?> hooks, IReadOnlySet<int> before, RunOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(race);
        ArgumentNullException.ThrowIfNull(hooks);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(outcome);
        var (reached, place) = (0, -1);
        for (; reached < path.Steps.Count; reached++)
        {
            if (hooks[reached] is not { } hook)
            {
                continue;
            }
            if (race.Find(hook, hook.IsWithPrevious ? Math.Max(place, 0) : place + 1) is not (>= 0 and var found))
            {
                break;
            }
            place = found;
        }
        var alarm = outcome.Alarms.FirstOrDefault(alarm => alarm.Kind == invariant);
        return new(path, plan, reached, reached == path.Steps.Count ? alarm : null, 1) { Unseen = [.. path.Steps.Take(reached).Where((_, number) => hooks[number] is null && !before.Contains(number)).Select(step => step.Name).Distinct()] };
    }
}
