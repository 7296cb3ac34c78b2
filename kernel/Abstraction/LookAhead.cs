using Vmemmap.Kernel.Protocol;

namespace Vmemmap.Kernel.Abstraction;

/// <summary>
/// Where not all vmemmap pages are shown, which frames a restore allocates for those that are: what the code does later tells. So the model has the frame from its allocation on, and the list of the restore is the real
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
        return window.IsWhole ? events : Marked(window, [.. events]);
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
