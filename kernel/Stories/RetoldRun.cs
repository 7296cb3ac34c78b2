using Vmemmap.Kernel.Abstraction;
using Vmemmap.Kernel.Checking;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Stories.Retold;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Kernel.Stories;

/// <summary>A run of the kernel's code, retold as stories retell the runs of a design: each step by what it changed in the state.</summary>
internal sealed class RetoldRun : RetoldCounterexample
{
    private readonly RunPlan plan;
    private readonly StructPageLayout layout;
    private readonly Window window;
    private readonly IReadOnlyList<ToldStep> steps;

    private RetoldRun(Trace trace, Design design, RunPlan plan, StructPageLayout layout, Window window, IReadOnlyList<ToldStep> steps)
        : base(trace, design, bug: null) => (this.plan, this.layout, this.window, this.steps) = (plan, layout, window, steps);

    /// <summary>Prepares to retell a run up to where an invariant is violated.</summary>
    public static RetoldRun Of(Design design, RunPlan plan, StructPageLayout layout, IReadOnlyList<KernelEvent> events, Alarm alarm, SourceLines lines)
    {
        Window shown = new(plan, design, alarm.IsOfParts);
        var told = Tellable(design, plan, layout, shown, ToldStep.Of(LookAhead.Mark(shown, events).Take(alarm.Events), lines, plan.HasLongWalks));
        Trace trace = new(design.Name, null, RunCheck.ScopeOf(design, plan, shown), [.. told.Skip(1).Select(step => new Move($"{step.Slug} {step.Place}", default))], alarm.Kind, alarm.At);
        return new(trace, design, plan, layout, shown, told);
    }

    /// <inheritdoc/>
    public override IEnumerable<Moment> Moments()
    {
        var child = new ChildState(Now, layout, plan, window);
        Apply(child, steps[0]);
        Start.GoTo(Now.Memory.Cells);
        foreach (var step in steps.Skip(1))
        {
            Before.GoTo(Now.Memory.Cells);
            Apply(child, step);
            yield return new Moment(step.AsStep, default, Before, Now);
        }
    }

    // The first is what comes before the first call. A step that changed nothing is told with the one before it.
    private static List<ToldStep> Tellable(Design design, RunPlan plan, StructPageLayout layout, Window window, IReadOnlyList<ToldStep> steps)
    {
        var instance = new Instance(design, RunCheck.ScopeOf(design, plan, window));
        var child = new ChildState(instance, layout, plan, window);
        List<ToldStep> told = [new("setup", "", [])];
        var hasBegun = false;
        foreach (var step in steps)
        {
            var before = instance.Memory.Cells.ToArray();
            Apply(child, step);
            hasBegun |= step.IsCall;
            if (hasBegun && (step.IsCall || !instance.Memory.Cells.SequenceEqual(before)))
            {
                told.Add(step);
            }
            else
            {
                told[^1].Events.AddRange(step.Events);
            }
        }
        return told;
    }

    private static void Apply(ChildState child, ToldStep step)
    {
        foreach (var happened in step.Events)
        {
            child.Apply(happened);
        }
    }
}
