using Vmemmap.Kernel.Protocol;
using Vmemmap.Model.Designs;

namespace Vmemmap.Kernel.Refinement;

/// <summary>What code is compared with a design step by step.</summary>
public static class BoundCode
{
    // A release more is a line more.
    private static readonly Design[] Designs = [Linux61.Design, Linux612.Design, Linux612118.Design];

    /// <summary>Designs that code is bound to so far: those that were read in a release that can be compiled, step by step.</summary>
    public static bool IsBound(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        return Array.Exists(Designs, bound => bound.Name == design.Name);
    }

    /// <summary>Whether its code can be steered along a counterexample too: how to get there is known of the operations of 6.1, and not yet how to let the frame for the head fail alone.</summary>
    public static bool IsSteered(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        return IsBound(design);
    }

    /// <summary>Whether all that is called in a run is bound: not mapped hugepages, memory failure, unpoison, boot memory or demotion, and no more than two at a time.</summary>
    public static bool IsBound(RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Calls.All(planned => planned.Racers.Count <= 2 && planned.All.All(call => IsBound(call.Kind)));
    }

    /// <summary>Whether a call is bound.</summary>
    public static bool IsBound(CallKind kind) => kind is not (CallKind.Fail or CallKind.Demote or CallKind.Unpoison or CallKind.Map or CallKind.Boot);
}
