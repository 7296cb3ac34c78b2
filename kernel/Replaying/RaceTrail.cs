using Vmemmap.Kernel.Protocol;
using Vmemmap.Kernel.Refinement;

namespace Vmemmap.Kernel.Replaying;

/// <summary>The race of a run: who did what in it, from its begin on.</summary>
public sealed class RaceTrail
{
    private readonly List<(int Actor, KernelEvent Happened, int Number)> events = [];

    /// <param name="trail">the run.</param>
    /// <param name="before">how many calls it makes before the race.</param>
    public RaceTrail(RunTrail trail, int before)
    {
        ArgumentNullException.ThrowIfNull(trail);
        var (actor, begun) = (0, 0);
        for (var number = 0; number < trail.Events.Count; number++)
        {
            var happened = trail.Events[number];
            actor = happened is ActorRuns runs ? runs.Actor : actor;
            begun += happened is CallBegun ? 1 : 0;
            if (happened is PointsPassed)
            {
                break;
            }
            if (begun > before)
            {
                events.Add((actor, happened, number));
            }
        }
    }

    /// <summary>What happened at a place of the race.</summary>
    public KernelEvent At(int place) => events[place].Happened;

    /// <summary>The hook of the event with this number in its run, and how many such its actor had before it in the race; null where it is not in it.</summary>
    public (string Hook, int Before)? HookOf(int number)
    {
        if (events.FindIndex(one => one.Number == number) is not (>= 0 and var place))
        {
            return null;
        }
        var hook = Hooks.Of(events[place].Happened);
        return (hook, CountBefore(place, events[place].Actor, happened => Hooks.Of(happened) == hook));
    }

    /// <summary>How many such events an actor has before a place.</summary>
    public int CountBefore(int place, int actor, Func<KernelEvent, bool> isSuch) => events.Take(place).Count(one => one.Actor == actor && isSuch(one.Happened));

    /// <summary>The place of an actor's event with this hook, after so many such; -1 where there is none.</summary>
    public int Find(int actor, (string Hook, int Before) wanted)
    {
        var left = wanted.Before;
        return events.FindIndex(one => one.Actor == actor && Hooks.Of(one.Happened) == wanted.Hook && left-- == 0);
    }

    /// <summary>The place of the first event that a hook fits, from a place on; -1 where there is none.</summary>
    public int Find(Hook hook, int from)
    {
        ArgumentNullException.ThrowIfNull(hook);
        return from > events.Count ? -1 : events.FindIndex(from, one => one.Actor == hook.Actor && hook.Fits(one.Happened));
    }

    /// <summary>Where the actor begins what ends at this place: a hold of <c>hugetlb_lock</c> is one step, and nobody else gets the lock in the middle of it.</summary>
    public int BeginOf(int actor, int place) =>
        At(place) is HugetlbLock { IsTaken: false } ? events.FindLastIndex(place, one => one.Actor == actor && one.Happened is HugetlbLock { IsTaken: true }) : place;

    /// <summary>The actor's first point at which the event at this place has happened; null where it has none.</summary>
    public int? PointAfter(int actor, int place) => events.Skip(place + 1).Where(one => one.Actor == actor).Select(one => one.Happened).OfType<AtPoint>().FirstOrDefault()?.Point;

    /// <summary>The actor's last point that is told of before the event at this place; null where there is none.</summary>
    public int? PointBefore(int actor, int place) => events.Take(place).Where(one => one.Actor == actor).Select(one => one.Happened).OfType<AtPoint>().LastOrDefault()?.Point;
}
