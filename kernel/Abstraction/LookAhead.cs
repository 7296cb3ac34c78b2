using Vmemmap.Kernel.Protocol;

namespace Vmemmap.Kernel.Abstraction;

/// <summary>
/// Where not all vmemmap pages are shown, which frames a restore allocates for those that are: what the code does later tells. So the model has the frame from its allocation on, and the list of the restore is the real
/// one without the frames of pages that are not shown.
/// </summary>
public static class LookAhead
{
    /// <summary>The events of a run, the allocations of such frames marked.</summary>
    /// <param name="plan">the run.</param>
    /// <param name="events">what the child says of it.</param>
    public static IEnumerable<KernelEvent> Mark(RunPlan plan, IEnumerable<KernelEvent> events)
    {
        Window window = new(plan);
        return window.IsWhole ? events : Marked(plan, window, [.. events]);
    }

    private static KernelEvent[] Marked(RunPlan plan, Window window, KernelEvent[] events)
    {
        HashSet<int> mapped = [];
        for (var number = events.Length - 1; number >= 0; number--)
        {
            switch (events[number])
            {
                case EntryStored entry when window.NumberOf(entry.Page % plan.PagesPerBlock) >= 0:
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
