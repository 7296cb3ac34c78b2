using Vmemmap.Kernel.Protocol;
using Vmemmap.Kernel.Refinement;
using Vmemmap.Kernel.Runs;

namespace Vmemmap.Kernel.Replaying;

/// <summary>
/// Finds the run that goes along a path with two actors: each change of actor in the path is a point of the code where the one is preempted. Which point, the code tells: the operation is done alone first, and the hooks
/// (kind, object and count of an event) are noted at which it takes the path's steps; then each stop is looked for in the run that has those before it.
/// </summary>
/// <param name="laboratory">where runs are done.</param>
/// <param name="path">the path.</param>
/// <param name="hooks">where steps are seen.</param>
/// <param name="cancellation">ends it early.</param>
internal sealed class Steering(Laboratory laboratory, TracedPath path, Hooks hooks, CancellationToken cancellation)
{
    private const int Operation = 0, Other = 1;
    // The calls of the operation that are not over when the other begins, and have begun when he ends.
    private readonly int race = path.Steps.First(step => step.IsOther).Call, last = path.Steps.Last(step => step.IsOther).Call;
    private readonly List<int> stops = [];
    private readonly Dictionary<int, OwnHook> ofOperation = [];
    private readonly HashSet<int> beforeRace = [];
    private int old;

    /// <summary>How many runs were done.</summary>
    public int Runs { get; private set; }

    /// <summary>The numbers of the steps that the operation takes before the race.</summary>
    public IReadOnlySet<int> BeforeRace => beforeRace;

    /// <summary>Where each step of the path is seen in the race. One that was only seen with what came after it is not seen where the other comes in between.</summary>
    public IReadOnlyList<Hook?> HooksOfPath =>
    [
        .. path.Steps.Select((step, number) => ofOperation.TryGetValue(number, out var own)
            ? own.IsHidden && path.Steps.ElementAtOrDefault(number + 1) is { IsOther: true } && !step.IsOther ? null
            : new Hook(step.IsOther ? Other : Operation, happened => Hooks.Of(happened) == own.Counted.Hook, ofOperation.TryGetValue(number - 1, out var previous) && previous.Event == own.Event)
            : hooks.OfOther(step)),
    ];

    /// <summary>The run, as far as it can be steered.</summary>
    /// <param name="progress">told how many runs are done.</param>
    public RunPlan Go(Action<int>? progress)
    {
        Learn(path.Calls.Take(race), Raced, isOther: false);
        if (path.DissolvesAt is { } dissolving)
        {
            // What memory failure does itself there, a dissolve does elsewhere.
            Learn(path.Calls.Take(last + 1), [new Call(CallKind.Dissolve, 0)], isOther: true, dissolving + 1);
        }
        if (path.Steps[0].IsOther)
        {
            // The hugepage is made, and has no type yet: where the design begins.
            RaceTrail trail = new(Done(Plan), race);
            stops.Add(trail.Find(new Hook(Operation, hooks.GivesType), 0) is >= 0 and var typed ? trail.PointBefore(Operation, typed) ?? 0 : 0);
        }
        for (var number = 1; number < path.Steps.Count; number++)
        {
            if (path.Steps[number].IsOther == path.Steps[number - 1].IsOther || path.Steps[number].Call > last)
            {
                continue;
            }
            progress?.Invoke(Runs);
            // Where it returns, the operation goes on by itself.
            if (path.Steps[number - 1].EndsFailure || StopAfter(number - 1) is not { } point)
            {
                break;
            }
            stops.Add(point);
        }
        FindOldLoads();
        return Plan with { TellsPoints = path.Other is { Kind: CallKind.Fail } };
    }

    /// <summary>The race of a run.</summary>
    public RaceTrail Race(RunTrail trail) => new(trail, race);

    private RunPlan Plan => path.Machine() with
    {
        OldLoads = old,
        Calls =
        [
            .. PlannedCall.OneByOne(path.Calls.Take(race)),
            .. path.Other is { } other ? [new([new([.. Raced], Turns(0)), new([other], Turns(1))])] : PlannedCall.OneByOne(Raced),
            .. PlannedCall.OneByOne(path.Calls.Skip(last + 1)),
        ],
    };

    // They preempt each other by turns.
    private int[] Turns(int of) => [.. stops.Where((_, number) => number % 2 == of)];

    private IEnumerable<Call> Raced => path.Calls.Skip(race).Take(last - race + 1);

    private RunTrail Done(RunPlan plan)
    {
        cancellation.ThrowIfCancellationRequested();
        RunTrail trail = new();
        Runs++;
        laboratory.Run(plan with { TellsPoints = true }, trail);
        return trail;
    }

    // With a lookup after its end: points are counted in races only, and a lookup is compared step by step, as the operation is.
    private void Learn(IEnumerable<Call> before, IEnumerable<Call> raced, bool isOther, int from = 0)
    {
        var trail = Done(path.Machine() with { Calls = [.. PlannedCall.OneByOne(before), new([new([.. raced], []), new(new Call(CallKind.Look, 0))])] });
        var (events, next, found) = (new RaceTrail(trail, before.Count()), 0, 0);
        for (var number = from; number < path.Steps.Count; number++)
        {
            var step = path.Steps[number];
            for (var repeat = 0; step.IsOther == isOther && step.Call <= last && repeat < step.Repeats; repeat++)
            {
                found = Enumerable.Range(next, trail.Steps.Count - next).FirstOrDefault(one => trail.Steps[one].Step == step.Name, -1);
                if (found < 0)
                {
                    break;
                }
                next = found + 1;
                var at = trail.Steps[found].Event;
                if (events.HookOf(at) is { } hook)
                {
                    // Nothing is seen of it but what comes next.
                    var isHidden = next < trail.Steps.Count && trail.Steps[next].Event == at;
                    ofOperation[number] = new(hook, at, isHidden);
                }
                else
                {
                    beforeRace.Add(number);
                }
            }
        }
    }

    // Where what the operation does next in the path is known, it stops before that: it may have repeated this step for each vmemmap page. Of a step of which nothing is seen, before what is seen next.
    private int? StopAfter(int number)
    {
        FindOldLoads();
        RaceTrail trail = new(Done(Plan), race);
        if (path.Steps[number].IsOther)
        {
            return Place(number, trail) is >= 0 and var place ? trail.PointAfter(Other, place) : null;
        }
        var next = Enumerable.Range(number + 1, path.Steps.Count - number - 1).FirstOrDefault(one => !path.Steps[one].IsOther, -1);
        return ofOperation.TryGetValue(next, out var following) ? Stop(following, isBefore: true)
            : ofOperation.TryGetValue(number, out var own) ? own.IsHidden && SeenBefore(number) is { } seen ? Stop(seen, isBefore: false) : Stop(own, own.IsHidden)
            : null;

        // What comes next he does only where the other has come in between: then the sooner, the better.
        OwnHook? SeenBefore(int of) => Enumerable.Range(1, of).Select(back => ofOperation.GetValueOrDefault(of - back)).FirstOrDefault(hook => hook is { IsHidden: false });

        int? Stop(OwnHook hook, bool isBefore) => trail.Find(Operation, hook.Counted) is not (>= 0 and var place) ? null : isBefore ? trail.PointBefore(Operation, trail.BeginOf(Operation, place)) : trail.PointAfter(Operation, place);
    }

    // The place of the last event of the other's that the path has up to this step; -1 where he does not go that way.
    private int Place(int number, RaceTrail trail)
    {
        var place = -1;
        foreach (var hook in path.Steps.Take(number + 1).Where(step => step.IsOther).Select(hooks.OfOther).OfType<Hook>())
        {
            place = trail.Find(hook, place + 1);
            if (place < 0)
            {
                break;
            }
        }
        return place;
    }

    // A bit for each load of the other's that goes by an old translation.
    private void FindOldLoads()
    {
        if (!path.Steps.Any(step => step.GoesByOld))
        {
            return;
        }
        RaceTrail trail = new(Done(Plan), race);
        for (var number = 0; number < path.Steps.Count; number++)
        {
            if (path.Steps[number].GoesByOld && Place(number, trail) is >= 0 and var place && trail.At(place) is WordLoaded)
            {
                old |= 1 << Math.Min(trail.CountBefore(place, Other, happened => happened is WordLoaded), 30);
            }
        }
    }

    // A hook of the operation, the event that it had when the operation was alone, and whether nothing is seen of the step itself.
    private sealed record OwnHook((string Hook, int Before) Counted, int Event, bool IsHidden);
}
