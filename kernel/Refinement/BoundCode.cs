using Vmemmap.Kernel.Protocol;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Parts;

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
        return Designs.Any(bound => bound.Name == PatchedCode.ReleaseOf(design).Name);
    }

    /// <summary>
    /// The design that a run is compared with. Where errors are taken back it has <c>unpoison_memory()</c> as the release has it, which designs leave out for their proofs: who asks may ask for any page. Likewise <c>soft_offline_page()</c> where a page is taken out of use, reservations where hugepages are promised, and with them how many there are and how many are surplus. And where hugepages are demoted that of 6.12.118 has
    /// what 6.12.113 does: up to the first part, to which runs are compared, the functions are the same in both.
    /// </summary>
    public static Design DesignOf(Design design, RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(plan);
        var release = PatchedCode.ReleaseOf(design);
        List<Part> called = [];
        if (plan.Has(CallKind.Unpoison) && IsBound(release) && !release.Parts.Has<Unpoison>())
        {
            called.Add((release.Name == Linux61.Design.Name ? Unpoison.Of61 : new()) with { AsksForAny = true });
        }
        if (plan.Has(CallKind.Offline) && IsBound(release) && !release.Parts.Has<SoftOffline>())
        {
            called.Add(new SoftOffline());
        }
        if (plan.Reserves && IsBound(release) && !release.Parts.Has<Reservations>())
        {
            called.AddRange([new Reservations(), SizeIn(release.Name)]);
        }
        if (plan.Demotes && release.Name == Linux612118.Design.Name && !release.Parts.Has<DemotePoolHugePage>())
        {
            called.Add(Linux612.Design.Parts.The<DemotePoolHugePage>());
        }
        return called.Count == 0 ? design : PatchedCode.Of(release with { Parts = [.. release.Parts, .. called] }, PatchedCode.With(design));
    }

    private static PoolSize SizeIn(string release) =>
        release == Linux72.Design.Name ? new() : release == Linux61.Design.Name ? new(CountsFirst: true, CountsPoolFirst: true, SubtractsTwice: true, DissolvesAsOwn: true) : new(CountsFirst: true, SubtractsTwice: true);

    /// <summary>
    /// Whether all that is called in a run is bound: not mapped hugepages or boot memory, no demotion where hugepages are promised, and no more than two at a time; and of errors that are taken back only where nobody comes in between, as the design takes the list and clears the flag in one step.
    /// </summary>
    public static bool IsBound(Design design, RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(plan);
        return (!plan.Demotes || (DesignOf(design, plan).Parts.Has<DemotePoolHugePage>() && !plan.Reserves)) && plan.Calls.All(planned => planned.Racers.Count <= (planned.All.Any(call => call.Kind == CallKind.Unpoison) ? 1 : 2) && planned.All.All(call => IsBound(call.Kind)));
    }

    /// <summary>Whether a call is bound.</summary>
    public static bool IsBound(CallKind kind) => kind is not (CallKind.Map or CallKind.Boot);
}
