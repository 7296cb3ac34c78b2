using Vmemmap.Kernel.Protocol;
using Vmemmap.Properties.Shrinking;

namespace Vmemmap.Kernel.Runs;

/// <summary>Shrinks a run that raises an alarm: fewer calls by the suite's own shrinker, no race, no bad luck, the plainest machine. The same alarm is raised all the time.</summary>
internal static class RunShrinker
{
    /// <summary>The shortest run that it comes to.</summary>
    /// <param name="plan">a run that raises the alarm.</param>
    /// <param name="raises">does a run raise it?</param>
    public static RunPlan Shrink(RunPlan plan, Func<RunPlan, bool> raises)
    {
        while (true)
        {
            var before = plan;
            plan = Plainer(plan, raises);
            var machine = plan;
            plan = plan with { Calls = Deletion.Chunks(Run, plan.Calls) };
            plan = WithoutRaces(plan, raises);
            if (plan.ToString() == before.ToString())
            {
                return plan;
            }

            IReadOnlyList<PlannedCall>? Run(IEnumerable<PlannedCall> calls)
            {
                PlannedCall[] fewer = [.. calls];
                return raises(machine with { Calls = fewer }) ? fewer : null;
            }
        }
    }

    private static RunPlan Plainer(RunPlan plan, Func<RunPlan, bool> raises)
    {
        foreach (var change in (Func<RunPlan, RunPlan>[])
            [p => p with { FailFrom = 0, FailTo = 0, FailEvery = 1 }, p => p with { FailEvery = 1 }, p => p with { FailTo = p.FailFrom }, p => p with { IsLazy = false }, p => p with { IsBoot = false }, OfOneBlock])
        {
            var plainer = change(plan);
            if (plainer.ToString() != plan.ToString() && raises(plainer))
            {
                plan = plainer;
            }
        }
        return plan;
    }

    private static RunPlan OfOneBlock(RunPlan plan) => plan with
    {
        Blocks = 1,
        Calls = [.. plan.Calls.Select(planned => planned.With(call => call with { Block = 0 }))],
    };

    // Each race as one call, as two, or with the preemption at the earliest point that does.
    private static RunPlan WithoutRaces(RunPlan plan, Func<RunPlan, bool> raises)
    {
        for (var number = 0; number < plan.Calls.Count; number++)
        {
            if (plan.Calls[number] is not { IsRace: true, Racers: [var first, ..] } race)
            {
                continue;
            }
            PlannedCall PreemptedAt(params IEnumerable<int> stops) => new([first with { Stops = [.. stops] }, .. race.Racers.Skip(1).Select(other => other with { Stops = [] })]);
            IEnumerable<PlannedCall[]> simpler =
            [
                .. race.Racers.Count == 2 ? [] : race.Racers.Select(left => new PlannedCall[] { new([.. race.Racers.Where(racer => racer != left)]) }),
                [PreemptedAt(first.Stops.Take(1))],
                .. race.Racers.Select(racer => PlannedCall.OneByOne(racer.Calls).ToArray()),
                [.. PlannedCall.OneByOne(race.All)], [.. PlannedCall.OneByOne(race.Racers.Reverse().SelectMany(racer => racer.Calls))],
                .. Enumerable.Range(1, Math.Max(0, Math.Min(first.Stops is [var earliest, ..] ? earliest : 0, 8) - 1)).Select(at => new[] { PreemptedAt(at) }),
            ];
            var at = number;
            var now = plan.ToString();
            if (simpler.Select(calls => plan with { Calls = [.. plan.Calls.Take(at), .. calls, .. plan.Calls.Skip(at + 1)] }).FirstOrDefault(other => other.ToString() != now && raises(other)) is { } found)
            {
                plan = found;
            }
        }
        return plan;
    }
}
