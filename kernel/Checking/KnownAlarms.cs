using Vmemmap.Kernel.Protocol;
using Vmemmap.Kernel.Refinement;
using Vmemmap.Model.Designs;

namespace Vmemmap.Kernel.Checking;

/// <summary>
/// What the code taken for a design is known for: what the design is known to violate; WARN()s, which are no properties of a state, so that no design can list them; and what is known of runs of one kind only, and is news
/// in any other.
/// </summary>
public static class KnownAlarms
{
    private const string StrayStore = "no-store-through-shared-tail";

    private static readonly (string[] Designs, string Function, string Reason)[] Warnings =
    [
        (["linux-6.12", "linux-6.12.118", "linux-7.2"], "__hugetlb_vmemmap_restore_folio()",
            "bulk_vmemmap_restore_error() restores each hugepage of the list, also one that was never optimised and has no type any longer. Only kernels with CONFIG_DEBUG_VM say so; no harm is done."),
        (["linux-6.12.118"], "vmemmap_restore_pte()", "The rollback of a failed optimise overwrites the head's own page, as it takes the head's frame for the shared one."),
    ];

    private const string PassForOptimised =
        "A demoted hugepage begins with a copy of the head of the larger one, its HPageVmemmapOptimized included: it is never optimised, and restored all the same when it is freed (docs/findings/demoted-hugepages-pass-for-optimised.md).";

    private const string PassesForFree =
        "What is being demoted keeps HPageFreed, its type and a reference count of 0: it passes for a free hugepage of the pool and is removed twice (docs/findings/demoted-hugepage-is-removed-twice.md).";

    private const string StaysWithFirstPart =
        "An error that is recorded while a hugepage is demoted stays with the first part, whichever part is bad (docs/findings/error-in-a-hugepage-that-is-demoted.md).";

    private const string ForgottenForGood =
        "An error that goes down with the old frame of the head's page is not moved to its page when the hugepage is dissolved either (docs/findings/flags-lost-with-the-old-frame-of-the-head.md).";

    private const string BecomesATail =
        "An ordinary page becomes a tail of an optimised hugepage between memory failure's test for hugetlb and its flag: the flag is stored through a read-only entry (docs/findings/ordinary-page-becomes-a-tail-before-it-is-flagged.md).";

    private const string DropsTheUsers =
        "unpoison_memory() of a hugepage in use drops two references and has one: the other is the user's (docs/findings/unpoison-drops-the-users-reference.md).";

    private const string ClearsAnAlias =
        "unpoison_memory() clears the flag of the struct page that it was asked about, and where that is an alias of the head, it is mapped read-only (docs/findings/unpoison-drops-the-users-reference.md).";

    private const string WalkedByTwo =
        "Until v6.6 unpoison_memory() and who frees the hugepage walk its raw error list where it is, and each frees what he meets there (docs/findings/unpoison-walks-a-list-that-is-none.md).";

    private const string ListOfACopy =
        "A restored tail page stays a copy of the head's, its raw error list included: unpoison_memory() of the struct page that it begins with takes that for a hugepage, and frees entries that were freed with the head's (docs/findings/dissolved-hugepages-lost-since-6.12.115.md).";

    private const string LooksAtWhatIsGone =
        "unpoison_memory() asks a folio whether it is mapped that it has neither a reference nor a lock of; where that is none any longer, kernels with CONFIG_DEBUG_VM say so (docs/findings/unpoison-walks-a-list-that-is-none.md).";

    private const string PassesForTheHead =
        "While the last optimised hugepage is restored in a list, the key of the fake-head test is off before the flush: memory failure takes the tail for the head, and stores to it through the read-only entry (docs/findings/fake-heads-while-the-key-is-off.md).";

    private const string LostInAStore =
        "__update_and_free_page() loads the flags of each page and stores them again; one that memory failure sets in between is lost. The design has no such store (docs/findings/error-lost-in-a-flags-store.md).";

    private const string Promised =
        "A free hugepage with an error that could not be dissolved counts as free, so it is promised, and a good one that is reserved is given away for it (docs/findings/bad-hugepages-are-promised.md).";

    private const string ReservedAndGone =
        "free_huge_folio() reserves a hugepage again and then gives it up as surplus, the reservation not: more are reserved than are free, and then available_huge_pages() is huge (docs/findings/surplus-takes-the-reservation-along.md).";

    // What the code does and its design does not, with what comes of it.
    private static readonly (string Design, string Kind, string? Function, string Reason)[] BeyondDesigns =
    [
        ("linux-6.1", Alarm.NoStep, "__update_and_free_page()", LostInAStore),
        ("linux-6.1", "dissolved-flags-exact", null, LostInAStore),
    ];

    // What is over with corrections.
    private static readonly Dictionary<string, string[]> Until = new()
    {
        [StaysWithFirstPart] = ["demotion-looks-again"],
        [ForgottenForGood] = ["head-stays"],
        [BecomesATail] = ["type-set-under-lock", "flagged-under-lock"],
        [DropsTheUsers] = ["unpoison-keeps-references"],
        [ClearsAnAlias] = ["unpoison-takes-one"],
        [WalkedByTwo] = ["unpoison-locks-list"],
        [LooksAtWhatIsGone] = ["unpoison-locks-list"],
        [Promised] = ["fit-counted"],
        [ReservedAndGone] = ["reserved-kept"],
    };

    private static readonly CallKind[] Demotion = [CallKind.Demote], ErrorAndDemotion = [CallKind.Demote, CallKind.Fail], TakenBack = [CallKind.Fail, CallKind.Unpoison];

    private static readonly string[] All = [.. BoundCode.Designs.Select(design => design.Name)];

    // Of runs in which all this is called.
    private static readonly (string[] Designs, string Kind, string? Function, CallKind[] Called, string Reason)[] OfRuns =
    [
        (["linux-6.1"], "wild-access", "__remove_hugetlb_page()", Demotion, PassesForFree),
        (["linux-6.12.118"], "flag-tells-the-mapping", null, Demotion, PassForOptimised),
        (["linux-6.12.118"], "failed-restore-changes-nothing", null, Demotion, PassForOptimised),
        (["linux-6.12.118"], "warning", "vmemmap_restore_pte()", Demotion, PassForOptimised),
        (["linux-7.2"], "warning", "prepare_compound()", ErrorAndDemotion, StaysWithFirstPart),
        (["linux-7.2"], StrayStore, null, ErrorAndDemotion, StaysWithFirstPart),
        (["linux-7.2"], "oops", null, ErrorAndDemotion, StaysWithFirstPart),
        (["linux-6.12"], StrayStore, "__folio_free_raw_hwp()", ErrorAndDemotion, StaysWithFirstPart),
        (["linux-6.12"], "oops", "__folio_free_raw_hwp()", ErrorAndDemotion, StaysWithFirstPart),
        (["linux-6.12", "linux-6.12.118", "linux-7.2"], "oops", "memory_failure()", [CallKind.Fail], BecomesATail),
        (["linux-6.12", "linux-6.12.118", "linux-7.2"], StrayStore, "memory_failure()", [CallKind.Fail], BecomesATail),
        (["linux-6.12"], "oops", "hugetlb_update_hwpoison()", [CallKind.Fail, CallKind.Shrink], PassesForTheHead),
        (["linux-6.12"], "oops", "hugetlb_update_hwpoison()", [CallKind.Fail, CallKind.Empty], PassesForTheHead),
        (["linux-6.12", "linux-7.2"], "dissolved-flags-exact", null, [CallKind.Fail], ForgottenForGood),
        (["linux-6.1"], "double-free", "unpoison_memory()", TakenBack, WalkedByTwo),
        (["linux-6.1"], "double-free", "__update_and_free_page()", TakenBack, WalkedByTwo),
        (["linux-6.12.118"], "double-free", "unpoison_memory()", TakenBack, ListOfACopy),
        (["linux-6.12", "linux-6.12.118", "linux-7.2"], "warning", "unpoison_memory()", TakenBack, LooksAtWhatIsGone),
        (["linux-6.12", "linux-6.12.118"], "oops", "unpoison_memory()", TakenBack, ClearsAnAlias),
        (["linux-6.12", "linux-6.12.118"], StrayStore, "unpoison_memory()", TakenBack, ClearsAnAlias),
        (["linux-6.12", "linux-6.12.118", "linux-7.2"], "nobody-holds-a-remapped-page", null, TakenBack, DropsTheUsers),
        (["linux-6.12", "linux-6.12.118", "linux-7.2"], "bug", "call_give()", TakenBack, DropsTheUsers),
        (["linux-6.12", "linux-6.12.118", "linux-7.2"], "double-free", "call_give()", TakenBack, DropsTheUsers),
        (["linux-6.12", "linux-6.12.118", "linux-7.2"], "dissolved-pages-are-ordinary", "call_map()", TakenBack, DropsTheUsers),
        (All, "bad-hugepages-not-promised", null, [CallKind.Reserve, CallKind.Fail], Promised),
        (All, "reserved-hugepages-are-free", null, [CallKind.Claim, CallKind.Surplus], ReservedAndGone),
        (All, "bad-hugepages-not-promised", null, [CallKind.Claim, CallKind.Surplus], ReservedAndGone),
    ];

    /// <summary>Why the code of a design raises an alarm, or null where that is not known.</summary>
    /// <param name="design">the design.</param>
    /// <param name="alarm">the alarm. One of a run that is compared with the design, and is none of its runs, is known only where it is said what the design lacks.</param>
    /// <param name="plan">the run that raises it.</param>
    /// <param name="location">function, file and line.</param>
    public static string? Reason(Design design, Alarm alarm, RunPlan plan, string location)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(alarm);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(location);
        var release = PatchedCode.ReleaseOf(design).Name;
        var reason = alarm.Mismatch is not null || alarm.IsOfDesign == false
            ? Array.Find(BeyondDesigns, one => one.Design == release && one.Kind == alarm.Kind && IsAt(one.Function, location)).Reason
            : OfDesign(design, release, alarm, location) ?? Array.Find(OfRuns, one => Array.TrueForAll(one.Called, plan.Has)
                && one.Designs.Contains(release) && one.Kind == alarm.Kind && IsAt(one.Function, location)).Reason;
        return reason is not null && Until.TryGetValue(reason, out var corrections) && PatchedCode.Has(design, corrections) ? null : reason;
    }

    private static bool IsAt(string? function, string location) => function is null || location.StartsWith(function, StringComparison.Ordinal);

    // Where it is said where a store goes astray, it is known there: what is called in such runs is not compared with the design step by step, so not each of them is the design's.
    private static string? OfDesign(Design design, string release, Alarm alarm, string location) => alarm.Complaint switch
    {
        null or { Kind: ComplaintKind.Oops } when alarm.IsOfDesign is null && HasPlaces(release, alarm.Kind) => null,
        null => Refutation(design, alarm.Kind),
        { Kind: ComplaintKind.Warning } => Array.Find(Warnings, one => one.Designs.Contains(release) && location.StartsWith(one.Function, StringComparison.Ordinal)).Reason,
        // The same store, as the CPU sees it.
        { Kind: ComplaintKind.Oops } => Refutation(design, StrayStore),
        _ => null,
    };

    private static bool HasPlaces(string release, string kind) => Array.Exists(OfRuns, one => one.Kind == kind && one.Kind is (StrayStore or "oops") && one.Function is not null && one.Designs.Contains(release));

    private static string? Refutation(Design design, string invariant) => design.Refuted.FirstOrDefault(expected => expected.Invariant == invariant)?.Reason;
}
