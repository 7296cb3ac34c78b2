using Vmemmap.Kernel.Checking;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Model.Designs;

namespace Vmemmap.Kernel.Layouts;

/// <summary>
/// What the code taken for a design is known for: what the design is known to violate; WARN()s, which are no properties of a state, so that no design can list them; and what is known of runs of one kind only, and is news
/// in any other.
/// </summary>
public static class KnownAlarms
{
    private const string StrayStore = "no-store-through-shared-tail";

    private static readonly (string[] Designs, string Function, string Reason)[] Warnings =
    [
        (["linux-6.12", "linux-6.12.115", "linux-7.2"], "__hugetlb_vmemmap_restore_folio()",
            "bulk_vmemmap_restore_error() restores each hugepage of the list, also one that was never optimised and has no type any longer. Only kernels with CONFIG_DEBUG_VM say so; no harm is done."),
        (["linux-6.12.115"], "vmemmap_restore_pte()", "The rollback of a failed optimise overwrites the head's own page, as it takes the head's frame for the shared one."),
    ];

    private const string PassForOptimised =
        "A demoted hugepage begins with a copy of the head of the larger one, its HPageVmemmapOptimized included: it is never optimised, and restored all the same when it is freed (docs/findings/demoted-hugepages-pass-for-optimised.md).";

    private const string StaysWithFirstPart =
        "An error that is recorded while a hugepage is demoted stays with the first part, whichever part is bad (docs/findings/error-in-a-hugepage-that-is-demoted.md).";

    // Of runs in which a hugepage is demoted; those with an error in which one is reported too.
    private static readonly (string[] Designs, string Kind, string? Function, bool NeedsError, string Reason)[] OfDemotion =
    [
        (["linux-6.12.115"], "flag-tells-the-mapping", null, false, PassForOptimised),
        (["linux-6.12.115"], "failed-restore-changes-nothing", null, false, PassForOptimised),
        (["linux-6.12.115"], "warning", "vmemmap_restore_pte()", false, PassForOptimised),
        (["linux-7.2"], "warning", "prepare_compound()", true, StaysWithFirstPart),
        (["linux-7.2"], StrayStore, null, true, StaysWithFirstPart),
        (["linux-7.2"], "oops", null, true, StaysWithFirstPart),
    ];

    /// <summary>Why the code of a design raises an alarm, or null where that is not known.</summary>
    /// <param name="design">the design.</param>
    /// <param name="alarm">the alarm. One of a run that is compared with the design, and is none of its runs, is not known, whatever it says.</param>
    /// <param name="plan">the run that raises it.</param>
    /// <param name="location">function, file and line.</param>
    public static string? Reason(Design design, Alarm alarm, RunPlan plan, string location)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(alarm);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(location);
        return alarm.Mismatch is not null || alarm.IsOfDesign == false ? null
            : OfDesign(design, alarm, location) ?? Array.Find(OfDemotion, one => plan.Demotes && (!one.NeedsError || plan.Has(CallKind.Fail))
                && one.Designs.Contains(design.Name) && one.Kind == alarm.Kind && (one.Function is null || location.StartsWith(one.Function, StringComparison.Ordinal))).Reason;
    }

    private static string? OfDesign(Design design, Alarm alarm, string location) => alarm.Complaint switch
    {
        null => Refutation(design, alarm.Kind),
        { Kind: ComplaintKind.Warning } => Array.Find(Warnings, one => one.Designs.Contains(design.Name) && location.StartsWith(one.Function, StringComparison.Ordinal)).Reason,
        // The same store, as the CPU sees it.
        { Kind: ComplaintKind.Oops } => Refutation(design, StrayStore),
        _ => null,
    };

    private static string? Refutation(Design design, string invariant) => design.Refuted.FirstOrDefault(expected => expected.Invariant == invariant)?.Reason;
}
