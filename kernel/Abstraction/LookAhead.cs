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
        var inOrder = TailsWhenMade(events);
        return window.IsWhole ? inOrder : Marked(window, [.. inOrder]);
    }

    // The child tells of a zone's frame of tails, and of what it holds, when an entry is to lead to it; the code has made it when that frame was written. So that it is written before it is published is not seen here, but read: 7.2.13,
    // vmemmap_get_tail().
    private static List<KernelEvent> TailsWhenMade(IReadOnlyList<KernelEvent> events)
    {
        List<KernelEvent> inOrder = [];
        foreach (var happened in events)
        {
            var place = inOrder.Count;
            if (happened is ZoneTailMade made && inOrder.FindLastIndex(before => before is FrameAllocated { Frame: { } frame } && frame == made.Frame) is >= 0 and var allocated)
            {
                inOrder[allocated] = ((FrameAllocated)inOrder[allocated]) with { IsOfZone = true };
                place = inOrder.FindLastIndex(before => before is FrameWritten { Frame: var frame } && frame == made.Frame) + 1;
                place = place > allocated ? place : allocated + 1;
            }
            else if (happened is SlotsStored stored && inOrder.FindLastIndex(before => before is ZoneTailMade tail && tail.Frame == stored.Frame) is >= 0 and var published
                && !inOrder.Skip(published).Any(before => before is EntryStored entry && entry.Frame == stored.Frame))
            {
                place = published;
            }
            inOrder.Insert(place, happened);
        }
        return inOrder;
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
