using System.Diagnostics;
using Vmemmap.Kernel.Checking;
using Vmemmap.Kernel.Protocol;

namespace Vmemmap.Kernel.Runs;

/// <summary>What one part came to.</summary>
/// <param name="Name">what was tried.</param>
/// <param name="Runs">runs.</param>
/// <param name="Calls">calls that had something to be called for.</param>
/// <param name="Optimised">hugepages whose vmemmap was optimised.</param>
/// <param name="Restored">hugepages whose vmemmap was restored.</param>
/// <param name="Steps">steps of the design that the code was found to take.</param>
/// <param name="Mismatches">runs in which it took a step that is none.</param>
/// <param name="Alarms">runs that raised an alarm.</param>
/// <param name="Seconds">how long they took.</param>
public sealed record PartResult(string Name, int Runs, long Calls, long Optimised, long Restored, long Steps, int Mismatches, int Alarms, double Seconds);

/// <summary>One kind of alarm, raised by one function of the kernel.</summary>
/// <param name="Kind">its kind.</param>
/// <param name="Location">the function, file and line that did the damage.</param>
/// <param name="Plan">the shortest run that raises it.</param>
/// <param name="Alarm">the alarm as that run raises it.</param>
/// <param name="Runs">how many runs raised it.</param>
public sealed record Finding(string Kind, string Location, RunPlan Plan, Alarm Alarm, int Runs);

/// <summary>Runs many plans on all cores, gathers the alarms, and shrinks one run of each kind.</summary>
public sealed class Campaign(Laboratory laboratory)
{
    private readonly Dictionary<(string Kind, ulong Pc), (RunPlan Plan, int Runs)> raised = [];
    private readonly Lock gate = new();

    /// <summary>Does the runs of a part.</summary>
    /// <param name="name">its name.</param>
    /// <param name="plans">its runs.</param>
    /// <param name="progress">told how many are done.</param>
    /// <param name="cancellation">ends it early.</param>
    public PartResult Do(string name, IEnumerable<RunPlan> plans, Action<int>? progress, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        var (runs, alarms, mismatches, calls, steps, optimised, restored) = (0, 0, 0, 0L, 0L, 0L, 0L);
        ParallelOptions options = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(plans.TakeWhile(_ => !cancellation.IsCancellationRequested), options, plan =>
        {
            var outcome = laboratory.Run(plan);
            lock (gate)
            {
                runs++;
                calls += outcome.Calls;
                steps += outcome.Steps;
                optimised += outcome.Optimised;
                restored += outcome.Restored;
                mismatches += outcome.Alarms.Any(alarm => alarm.Mismatch is not null) ? 1 : 0;
                alarms += outcome.Alarms.Count > 0 ? 1 : 0;
                foreach (var alarm in outcome.Alarms)
                {
                    Keep(plan, alarm);
                }
            }
            progress?.Invoke(runs);
        });
        return new(name, runs, calls, optimised, restored, steps, mismatches, alarms, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    /// <summary>The alarms so far, one for each kind and each function that did the damage, with the shortest run that raises it.</summary>
    /// <param name="progress">told which kind is being shrunk.</param>
    /// <param name="shrinks">look for shorter runs, which takes a while; else the run is left as it is.</param>
    public IReadOnlyList<Finding> Findings(Action<string>? progress, bool shrinks = true)
    {
        var lines = laboratory.LinesOf(raised.Keys.Select(alarm => alarm.Pc));
        List<Finding> findings = [];
        foreach (var same in raised.GroupBy(one => (one.Key.Kind, Function: FunctionOf(lines[one.Key.Pc]))).OrderBy(one => one.Key))
        {
            progress?.Invoke(same.Key.Kind);
            var places = same.Select(one => one.Key.Pc).ToHashSet();
            var plan = same.Select(one => one.Value.Plan).MinBy(SizeOf)!;
            var shortest = shrinks ? RunShrinker.Shrink(plan, shorter => Find(shorter, same.Key.Kind, places) is not null) : plan;
            if (Find(shortest, same.Key.Kind, places) is { } alarm)
            {
                findings.Add(new(same.Key.Kind, lines[alarm.Pc], shortest, alarm, same.Sum(one => one.Value.Runs)));
            }
        }
        return findings;
    }

    private Alarm? Find(RunPlan plan, string kind, HashSet<ulong> places) => laboratory.Run(plan).Alarms.FirstOrDefault(alarm => alarm.Kind == kind && places.Contains(alarm.Pc));

    private static string FunctionOf(string location) => location.Split(' ')[0];

    private static (int, int, int) SizeOf(RunPlan plan) => (plan.Order, plan.Calls.Count, plan.Calls.Sum(call => call.All.Count() - 1));

    // The run with the fewest calls is kept, the smaller machine first, and no race where it does without.
    private void Keep(RunPlan plan, Alarm alarm)
    {
        var key = (alarm.Kind, alarm.Pc);
        var (known, runs) = raised.GetValueOrDefault(key);
        raised[key] = (known is null || SizeOf(plan).CompareTo(SizeOf(known)) < 0 ? plan : known, runs + 1);
    }
}
