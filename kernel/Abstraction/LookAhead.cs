using Vmemmap.Kernel.Protocol;

namespace Vmemmap.Kernel.Abstraction;

/// <summary>
/// What the child tells too late. Where not all vmemmap pages are shown, which frames a restore allocates for those that are: what the code does later tells. So the model has the frame from its allocation on, and the list of the restore is the real
/// one without the frames of pages that are not shown.
/// </summary>
public static class LookAhead
{
    /// <summary>The events of a run, the allocations of such frames marked.</summary>
    /// <param name="window">what is shown.</param>
    /// <param name="events">what the child says of the run.</param>
    public static IReadOnlyList<KernelEvent> Mark(Window window, IReadOnlyList<KernelEvent> events)
    {
        ArgumentNullException.ThrowIfNull(window);
        var inOrder = WithTails(window, events);
        return window.IsWhole ? inOrder : Marked(window, [.. inOrder]);
    }

    // What a frame is allocated for is known when it is published as the zone's frame of tails, or freed as another one was. What the zone's holds the child tells when it is published: it was written before.
    private static IReadOnlyList<KernelEvent> WithTails(Window window, IReadOnlyList<KernelEvent> events)
    {
        if (!events.Any(happened => happened is ZoneTailMade))
        {
            return events;
        }
        List<KernelEvent> inOrder = [];
        Dictionary<int, int> unused = [];
        var published = -1;
        foreach (var happened in events)
        {
            var place = inOrder.Count;
            switch (happened)
            {
                case FrameAllocated { Frame: { } frame }:
                    unused[frame] = place;
                    break;
                case EntryStored entry:
                    unused.Remove(entry.Frame);
                    break;
                case TableInstalled table:
                    unused.Remove(table.Frame);
                    break;
                case ZoneTailMade made:
                    var isShown = made.IsOfParts == window.IsOfParts;
                    published = isShown ? place : published;
                    Mark(made.Frame, allocated => allocated with { IsOfZone = true, IsForTails = isShown });
                    break;
                case FrameFreed freed when unused.TryGetValue(freed.Frame, out var since) && published > since:
                    Mark(freed.Frame, allocated => allocated with { IsForTails = true });
                    break;
                case SlotsStored stored when place > 0 && inOrder[^1] is ZoneTailMade tail && tail.Frame == stored.Frame:
                    place--;
                    break;
            }
            inOrder.Insert(place, happened);
        }
        return inOrder;

        void Mark(int frame, Func<FrameAllocated, FrameAllocated> marked)
        {
            if (unused.Remove(frame, out var allocated))
            {
                inOrder[allocated] = marked((FrameAllocated)inOrder[allocated]);
            }
        }
    }

    private static KernelEvent[] Marked(Window window, KernelEvent[] events)
    {
        HashSet<int> mapped = [];
        // Hugepages have the window's size up to the first part, or from then on.
        var demoted = Array.FindIndex(events, window.IsPartMade);
        var (first, end) = window.IsOfParts ? (Math.Max(0, demoted), demoted < 0 ? 0 : events.Length) : (0, demoted < 0 ? events.Length : demoted);
        for (var number = end - 1; number >= first; number--)
        {
            switch (events[number])
            {
                case EntryStored entry when window.PlaceOf(entry.Page) is { Folio: >= 0, Page: >= 0 }:
                    mapped.Add(entry.Frame);
                    break;
                case FrameFreed freed:
                    mapped.Remove(freed.Frame);
                    break;
                case FrameAllocated { Frame: { } frame } allocated when mapped.Remove(frame):
                    events[number] = allocated with { IsShown = true };
                    break;
            }
        }
        return events;
    }
}
