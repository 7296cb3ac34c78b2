using Vmemmap.Kernel.Protocol;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Parts;

namespace Vmemmap.Kernel.Stories;

/// <summary>Events that are told as one step: a call, or what one place of the code did.</summary>
/// <param name="Slug">what kind of step it is.</param>
/// <param name="Place">function, file and line; of a call, the kernel's function.</param>
/// <param name="Events">the events.</param>
internal sealed record ToldStep(string Slug, string Place, List<KernelEvent> Events)
{
    /// <summary>Told even where it changed nothing that a state shows.</summary>
    public bool IsCall => Slug is "call" or "preempted";

    /// <summary>As stories tell the steps of designs.</summary>
    public Step<Bit, Num> AsStep => new(Slug, Place) { Then = (_, _) => { } };

    /// <summary>The steps of a run.</summary>
    /// <param name="events">what happened.</param>
    /// <param name="lines">places in the source.</param>
    /// <param name="isLong">hugepages have thousands of vmemmap pages.</param>
    public static List<ToldStep> Of(IEnumerable<KernelEvent> events, SourceLines lines, bool isLong)
    {
        List<ToldStep> steps = [];
        foreach (var happened in events)
        {
            if (SlugOf(happened) is not { } slug)
            {
                // It belongs to what comes before it.
                (steps.Count > 0 ? steps[^1] : Add("setup", "")).Events.Add(happened);
                continue;
            }
            var place = PlaceOf(happened, lines);
            (Continued(slug, place) ?? Add(slug, place)).Events.Add(happened);
        }
        return steps;

        // Stores of one function are one step, and so is a long walk that does the same to each vmemmap page.
        ToldStep? Continued(string slug, string place) =>
            slug == "store" && steps is [.., { Slug: "store" or "free-frame" } last] && FunctionOf(last.Place) == FunctionOf(place) ? last
            : isLong && steps is [.., var before] && before.Slug == slug && FunctionOf(before.Place) == FunctionOf(place) ? before
            : isLong && steps is [.., var second, _] && second.Slug == slug && FunctionOf(second.Place) == FunctionOf(place) ? second
            : null;

        ToldStep Add(string slug, string place)
        {
            steps.Add(new(slug, place, []));
            return steps[^1];
        }
    }

    /// <summary>A call in the kernel's words.</summary>
    public static string Of(Call call) => call.Kind switch
    {
        CallKind.Alloc => $"alloc_pool_huge_page(), of block h{call.Block}",
        CallKind.Grow => $"set_max_huge_pages(): more, of h{call.Block} and those after it",
        CallKind.Empty => "set_max_huge_pages(): none",
        CallKind.Dissolve => $"dissolve_free_huge_page(h{call.Block})",
        CallKind.Shrink => "remove_pool_huge_page(), update_and_free_page()",
        CallKind.Surplus => $"alloc_surplus_huge_page(), of block h{call.Block}",
        CallKind.Take => "dequeue_huge_page_node_exact()",
        CallKind.Fail => $"memory_failure(h{call.Block} + {call.Index})",
        CallKind.Give => $"put_page(h{call.Block})",
        CallKind.Unpoison => $"unpoison_memory(h{call.Block} + {call.Index})",
        CallKind.Reserve => "gather_surplus_pages(h, 1)",
        CallKind.Unreserve => "return_unused_surplus_pages(h, 1)",
        CallKind.Claim => "alloc_hugetlb_folio(), of who was promised a hugepage",
        CallKind.Offline => $"soft_offline_page(h{call.Block} + {call.Index})",
        CallKind.Map => $"hugetlb_no_page(), of h{call.Block}",
        CallKind.Boot => $"gather_bootmem_prealloc(), of block h{call.Block}",
        CallKind.Demote => "demote_pool_huge_page()",
        _ => $"compound_head(h{call.Block} + {call.Index})",
    };

    private static string PlaceOf(KernelEvent happened, SourceLines lines) => happened switch
    {
        CallBegun begun => Of(begun.Call),
        OperationEntered { IsOptimise: true } => "hugetlb_vmemmap_optimize()",
        OperationEntered => "hugetlb_vmemmap_restore()",
        OperationLeft left => $"hugetlb_vmemmap_{(left.IsOptimise ? "optimize()" : $"restore(): {left.Result}")}",
        ActorRuns => "the other actor runs",
        BlockFreeing => "the page allocator",
        _ => lines[happened.Pc],
    };

    private static string FunctionOf(string place) => place.Split(' ')[0];

    private static string? SlugOf(KernelEvent happened) => happened switch
    {
        SlotsStored or FrameWritten => "store",
        EntryStored => "set-pte",
        TableInstalled => "split",
        Flushed => "flush",
        FrameAllocated { Frame: null } => "allocation-fails",
        FrameAllocated => "alloc-frame",
        FrameFreed => "free-frame",
        CallBegun => "call",
        OperationEntered { IsOptimise: true } => "optimise",
        OperationEntered => "restore",
        OperationLeft => "return",
        BlockFreeing => "free-block",
        ActorRuns => "preempted",
        LookupAnswered => "answer",
        Complaint => "complaint",
        _ => null,
    };
}
