using Vmemmap.Kernel.Protocol;
using Vmemmap.Model.Designs;

namespace Vmemmap.Kernel.Refinement;

/// <summary>What code is compared with a design step by step.</summary>
public static class BoundCode
{
    /// <summary>Designs that code is bound to so far: those that were read in a release that can be compiled, step by step.</summary>
    public static IReadOnlyList<Design> Designs { get; } = [Linux61.Design, Linux612.Design, Linux612118.Design, Linux72.Design];

    /// <summary>Code is bound to the design.</summary>
    public static bool IsBound(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        return Designs.Any(bound => bound.Name == design.Name);
    }

    /// <summary>Whether all that is called in a run is bound: not mapped hugepages, soft offline, unpoison, boot memory or demotion, and no more than two at a time.</summary>
    public static bool IsBound(RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Calls.All(planned => planned.Racers.Count <= 2 && planned.All.All(call => IsBound(call.Kind)));
    }

    /// <summary>Whether a call is bound.</summary>
    public static bool IsBound(CallKind kind) => kind is not (CallKind.Demote or CallKind.Unpoison or CallKind.Map or CallKind.Boot or CallKind.Offline);
}
