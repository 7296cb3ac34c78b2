using System.Text;
using Vmemmap.Kernel.Abstraction;
using Vmemmap.Kernel.Checking;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Kernel.Refinement;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Stories;
using Vmemmap.Properties.Stories.Retold;

namespace Vmemmap.Kernel.Stories;

/// <summary>An alarm told to a kernel engineer: what must hold, the calls and what the code did in them, the mapping afterwards, and what is wrong.</summary>
public static class RunStory
{
    /// <summary>The story.</summary>
    /// <param name="design">the design that the tree is taken for.</param>
    /// <param name="plan">the run.</param>
    /// <param name="layout">where the tree puts what a struct page says.</param>
    /// <param name="events">what the child said of the run.</param>
    /// <param name="alarm">what is wrong.</param>
    /// <param name="lines">places in the source.</param>
    /// <param name="width">the longest line; prose is no wider than can be read.</param>
    public static string Tell(Design design, RunPlan plan, StructPageLayout layout, IReadOnlyList<KernelEvent> events, Alarm alarm, SourceLines lines, int width = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(alarm);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(lines);
        design = BoundCode.DesignOf(design, plan);
        return alarm.Mismatch is { } mismatch ? MismatchStory.Tell(ToldStep.Of(events.Take(alarm.Events), lines, plan.HasLongWalks), design, mismatch, lines[alarm.Pc], width)
            : alarm.Complaint is { } complaint
            ? Tell(ToldStep.Of(events.Take(alarm.Events), lines, plan.HasLongWalks), complaint, lines, width)
            : $"{Story.Outline(RetoldRun.Of(design, plan, layout, events, alarm, lines), width)}{Paragraph.Of("At: ", lines[alarm.Pc], width)}{Shown(new(plan, design, alarm.IsOfParts), plan, width)}";
    }

    // Stories number the pages that the model has.
    private static string Shown(Window window, RunPlan plan, int width) =>
        $"{(window.IsOfParts ? Paragraph.Of("Hugepages: ", $"what block 0 is demoted to; {string.Join(", ", window.Units.Select((unit, folio) => $"h{folio} is its part {unit - plan.Blocks}"))} of {plan.Units - plan.Blocks}. In calls, unit {plan.Blocks} is part 0.", width) : "")}"
        + (window.Pages.Count == window.PagesPerHugepage ? "" : Paragraph.Of("VPs: ", $"the vmemmap pages {string.Join(", ", window.Pages)} of {window.PagesPerHugepage}, in this order; the code walks over all of them.", width));

    /// <summary>The addresses of code that a story of these events may need.</summary>
    public static IEnumerable<ulong> AddressesIn(IEnumerable<KernelEvent> events) => events.Select(happened => happened.Pc);

    private static string Tell(List<ToldStep> steps, Complaint complaint, SourceLines lines, int width)
    {
        var text = new StringBuilder($"{complaint.Words}\n");
        var number = 0;
        foreach (var step in steps.Where(step => step.Slug is "call" or "preempted" or "allocation-fails" or "optimise" or "restore" or "complaint"))
        {
            number++;
            text.Append($"{$"{number}".PadLeft(4)}. {(step.Place.Length == 0 ? step.Slug : $"{step.Place}  [{step.Slug}]")}\n");
        }
        return text.Append(Paragraph.Of("Wrong: ", $"{complaint.Words}{(complaint.Pc == 0 ? "" : $", at {lines[complaint.Pc]}")}.", width)).ToString();
    }
}
