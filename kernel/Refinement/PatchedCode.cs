using Vmemmap.Kernel.Protocol;
using Vmemmap.Model.Designs;

namespace Vmemmap.Kernel.Refinement;

/// <summary>What a patched tree is taken for: the design of its release with the corrections that its patches are.</summary>
public static class PatchedCode
{
    // More make no name.
    private const int MostNamed = 3;

    // All that some parts are for, which are left out of designs for their proofs: a correction may be one of these.
    private static readonly RunPlan Everything = RunPlan.Parse("order=11 blocks=1 : unpoison:0 offline:0 reserve:0 demote:0");

    /// <summary>The design of a release with corrections: each as soon as there is something that it changes, in what the release always does or in what a run calls. What the design is known for it is known for still, but for what is said to hold with these.</summary>
    /// <param name="release">the design of the release.</param>
    /// <param name="corrections">the corrections.</param>
    public static Design Of(Design release, IReadOnlyList<Correction> corrections)
    {
        ArgumentNullException.ThrowIfNull(release);
        ArgumentNullException.ThrowIfNull(corrections);
        if (corrections.Count == 0)
        {
            return release;
        }
        IReadOnlyList<Correction> inOrder = [.. Corrections.All.Where(corrections.Contains)];
        var name = $"{release.Name} with {(inOrder.Count > MostNamed ? $"{inOrder.Count} corrections" : string.Join(", ", inOrder))}";
        return inOrder.Aggregate(release, (changed, correction) => correction.Of(changed)) with
        {
            Name = name,
            Title = $"{release.Title}; with {inOrder.Count} correction{(inOrder.Count == 1 ? "" : "s")}",
            Refuted = new(name, [.. release.Refuted.Where(one => one.Remedy.Count == 0 || one.Remedy.Except(inOrder.Select(correction => correction.Name)).Any())]),
            Tellings = [],
            Remedied = (release, [.. inOrder.Select(correction => correction.Name)]),
        };
    }

    /// <summary>The design of the release that code was before it was patched.</summary>
    public static Design ReleaseOf(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        return design.Remedied?.Of ?? design;
    }

    /// <summary>The corrections that it has and its release has not.</summary>
    public static IReadOnlyList<Correction> With(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        return [.. (design.Remedied?.With ?? []).Select(Corrections.Of)];
    }

    /// <summary>It has these corrections.</summary>
    public static bool Has(Design design, IReadOnlyList<string> corrections)
    {
        ArgumentNullException.ThrowIfNull(design);
        return !corrections.Except(design.Remedied?.With ?? []).Any();
    }

    /// <summary>The first of some corrections that changes nothing that code of the release can be called for; null where each does.</summary>
    public static Correction? Idle(Design release, IReadOnlyList<Correction> corrections)
    {
        var changed = BoundCode.DesignOf(release, Everything);
        foreach (var correction in Corrections.All.Where(corrections.Contains))
        {
            if (!correction.AppliesTo(changed))
            {
                return correction;
            }
            changed = correction.Of(changed);
        }
        return null;
    }
}
