using Vmemmap.Kernel.Checking;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Kernel.Runs;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Kernel.Replaying;

/// <summary>How far the code went along a counterexample.</summary>
/// <param name="Path">the path.</param>
/// <param name="Plan">the run that went furthest, or null where none was tried.</param>
/// <param name="Reached">how many of the path's steps it took.</param>
/// <param name="Alarm">the violation of the counterexample's invariant in that run, or null where it is not reproduced.</param>
/// <param name="Runs">how many runs were tried.</param>
public sealed record ReplayedOnCode(TracedPath Path, RunPlan? Plan, int Reached, Alarm? Alarm, int Runs);

/// <summary>
/// Steers the child along a counterexample of the design that its code is bound to: of the runs in which it may take these steps, that one is looked for in which it does, in this order, and then violates the invariant. What
/// steps it takes, the refinement tells.
/// </summary>
public static class ReplayOnCode
{
    /// <summary>Looks for the run.</summary>
    /// <param name="trace">the counterexample.</param>
    /// <param name="laboratory">where runs are done.</param>
    /// <param name="progress">told how many runs are done.</param>
    /// <param name="cancellation">ends it early.</param>
    public static ReplayedOnCode Go(Trace trace, Laboratory laboratory, Action<int>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(laboratory);
        var path = TracedPath.Of(trace);
        ReplayedOnCode furthest = new(path, null, -1, null, 0);
        if (path.Stranger is not null)
        {
            return furthest with { Reached = path.Names.Count };
        }
        var runs = 0;
        foreach (var plan in path.Plans(plan => laboratory.Run(plan).Points))
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Invoke(++runs);
            List<string> taken = [];
            var outcome = laboratory.Run(plan, taken);
            var tried = Judge(path, trace.Invariant, plan, taken, outcome) with { Runs = runs };
            if (tried.Alarm is not null)
            {
                return tried;
            }
            furthest = tried.Reached > furthest.Reached ? tried : furthest;
        }
        return furthest with { Runs = runs };
    }

    /// <summary>What one run comes to.</summary>
    /// <param name="path">the path.</param>
    /// <param name="invariant">the counterexample's invariant.</param>
    /// <param name="plan">the run.</param>
    /// <param name="taken">the steps that it took.</param>
    /// <param name="outcome">what came of it.</param>
    public static ReplayedOnCode Judge(TracedPath path, string invariant, RunPlan plan, IReadOnlyList<string> taken, RunOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(outcome);
        var reached = path.Along(taken);
        var alarm = outcome.Alarms.FirstOrDefault(alarm => alarm.Kind == invariant && alarm.IsOfDesign == true);
        return new(path, plan, reached, reached == path.Names.Count ? alarm : null, 1);
    }
}
