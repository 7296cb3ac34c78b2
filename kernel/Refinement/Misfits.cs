using Vmemmap.Kernel.Abstraction;
using Vmemmap.Kernel.Protocol;

namespace Vmemmap.Kernel.Refinement;

/// <summary>Finds out what a reader wants to know where a step of the code is none of the design: which steps the design could have taken, and what differs after the nearest of them.</summary>
/// <param name="child">the state that stands for the child.</param>
/// <param name="design">the design's state.</param>
/// <param name="comparison">compares them.</param>
/// <param name="search">takes steps of the design.</param>
internal sealed class Misfits(ChildState child, DesignState design, Comparison comparison, StepSearch search)
{
    /// <summary>The mismatch at an event.</summary>
    /// <param name="happened">the event.</param>
    /// <param name="wrong">what is wrong, in one sentence.</param>
    /// <param name="concern">what it is about.</param>
    public Mismatch Of(KernelEvent happened, string wrong, Concern concern)
    {
        var cells = concern.Cells.Cells.ToList();
        var layouts = design.Instance.Memory.Layouts;
        comparison.FindCopied();
        List<string> enabled = [];
        var differing = cells.Where(cell => !comparison.Agrees(cell)).ToList();
        var (nearest, told) = ((string?)null, Difference.Of(layouts, differing, child.Instance.Memory.Array, design.Cells));
        search.Visit(concern, step =>
        {
            enabled.Add(step.Name);
            comparison.FindCopied();
            var left = cells.Concat(Enumerable.Range(0, design.Mark).Select(design.Written)).Distinct().Where(cell => !comparison.Agrees(cell)).ToList();
            if (left.Count <= differing.Count)
            {
                (differing, nearest, told) = (left, step.Name, Difference.Of(layouts, left, child.Instance.Memory.Array, design.Cells));
            }
        });
        return new(happened, wrong, [.. enabled.Distinct()], nearest, told);
    }
}
