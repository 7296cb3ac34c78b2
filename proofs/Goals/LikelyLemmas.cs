namespace Vmemmap.Proofs.Goals;

/// <summary>
/// What the proofs of properties mostly rest on. Nobody believes it: a lemma that is missing here is found by the search, one too many is proved for nothing; only the time that a proof takes depends on it.
/// </summary>
public static class LikelyLemmas
{
    private static readonly string[] Walks = ["mapping-shape", "walk-position", "reset-position", "optimised-by-stage", "list-entries-collected", "boot-walk", "protected-from-the-first", "device-walk", "device-entries", "device-list"];

    private static readonly string[] Mapping = [.. Walks, "key-counts-by-stage", "set-aside-uncounted", "stale-translations", "vmemmap-frames-mapped", "collected-frames-listed", "struct-pages-of-hugepage", "head-is-moved", "old-head-is-left", "first-struct-page-written", "zone-tail-is-of-no-page", "zone-tail-holds-tails", "own-tail-holds-tails", "zone-tail-is-there", "frames-are-of-pages", "device-frames-mapped", "device-stale", "device-struct-pages", "device-failure-finds-head"];

    private static readonly string[] PageTables = ["page-tables-exist", "page-tables-are-numbered", "walk-goes-on-in-a-table", "table-read-is-there", "no-table-is-read", "blocks-are-split"];

    private static readonly string[] Types = ["type-by-stage", "freed-by-stage", "removed-typed-while-optimised", "leaked-typed-while-optimised", "type-goes-first", "dissolver-waits"];

    private static readonly string[] References =
    [
        .. Mapping, "type-by-stage", "freed-by-stage", "removed-typed-while-optimised", "references-counted", "lent-pages-are-plain", "tails-are-clean", "tails-are-uncounted", "pins-in-range", "failure-of-bad-page", "failure-holds", "failure-holds-kept",
        "set-aside-is-healthy", "populated-pages-are-ordinary", "nobody-walks-at-boot", "frozen-when-head-is-set",
        "left-once", "dissolver-waits", "failure-frees-kept", "freed-once", "migratable-is-kept", "migratable-was-kept", "walker-in-range", "ordinary-pages-counted", "unfinished-pages-uncounted", "copied-head-counts", "old-head-uncounted", "lost-head-uncounted",
    ];

    private static readonly string[] Errors = ["type-by-stage", "failure-of-bad-page", "failure-finds-head", "scanned-pages-unflagged", "scan-position", "set-aside-is-healthy", "first-struct-page-unflagged", "populated-pages-are-unflagged", "unpoison-of-what-is-not-left"];

    // Where restored tails begin with copies of the head, this is true of them.
    private static readonly string[] Copies = ["tails-or-copies-until-freed", "new-tails-are-tails", "copies-begin-first", "remapped-tails-are-copies", "older-frames-are-copies", "errors-recorded-or-kept", "failure-finds-head-or-copy", "only-mapped-heads-flagged", "ordinary-pages-are-clean"];

    private static readonly string[] Records = [.. Errors, "errors-recorded", "list-is-needed", "list-can-be-relied-on", "unreliable-is-flagged", "split-pages-unflagged"];

    // Where hugepages are laid out at boot with tails that their zone shares, what was true then is asked of them ever after.
    private const string SharedSinceBoot = "zone-tail-before-layout";

    private static readonly string[] OfBoot =
    [
        .. References, SharedSinceBoot, "zone-tail-made-late", "gathered-late", "first-struct-page-written-early", "boot-lookups-find-the-head", "older-tails-are-writable-at-boot", "stale-writable-is-stale",
        "fresh-frames-unmapped", "shared-tails-protected", "flagged-tails-protected", "flagged-tails-were-protected", "old-tails-are-tails", "leaked-typed-while-optimised",
    ];

    // Where a head that moves may lose its frame, counts matter wherever mappings do; and where the zone's frame of tails is all that is shared, flags too.
    private const string LostHeads = "lost-head-uncounted";
    private const string ZoneTails = "zone-tail-holds-tails";

    // ...and where only the walks matter, as much of it.
    private static readonly string[] WalksOfBoot = [SharedSinceBoot, "zone-tail-made-late", "zone-tail-is-of-no-page", "zone-tail-is-there", "fresh-frames-unmapped", "head-is-moved", "collected-frames-listed"];

    // Where the lemma that is named last is there, it says what the other would be wanted for.
    private static readonly Dictionary<(string Property, string Lemma), string> Replaced = new()
    {
        [("error-marks-no-other-page", "only-heads-flagged")] = "mapped-flags-of-bad-pages",
        [("dissolved-flags-exact", "only-heads-flagged")] = "only-mapped-heads-flagged",
        [("dissolved-flags-exact", "failure-finds-head")] = "failure-finds-head-or-copy",
        [("dissolved-flags-exact", "errors-recorded")] = "errors-recorded-or-kept",
        [("poison-contained", "errors-recorded")] = "errors-recorded-or-kept",
        [("kpageflags-tells-head-and-tails", "old-head-is-head")] = LostHeads,
    };

    private static readonly Dictionary<string, string[]> ByProperty = new()
    {
        ["shared-tails-read-only"] = [.. Walks, "shared-tails-protected"],
        ["frame-owned-once"] = [.. Walks, "vmemmap-frames-mapped", "collected-frames-listed", "device-frames-mapped", "no-device-frame-collected"],
        ["leak-only-if-unreliable"] = [.. Mapping, "bad-frames-retired", "tails-until-freed", "no-bad-page-found", "leaked-is-unreliable"],
        ["zone-tail-stays-as-published"] = Mapping,
        ["tails-show-their-zone"] = [.. Mapping, "what-lies-in-two-zones-is-no-hugepage", "zone-tail-is-of-the-zone", "optimised-in-the-zone", "laid-out-in-the-zone"],
        ["folio-data-kept"] = [.. Mapping, "tails-are-clean", "device-head-data"],
        ["entries-are-of-the-memory-map"] = [.. Walks, .. PageTables, "no-stray-entry"],
        ["freed-as-allocated"] = [.. Mapping, .. PageTables, "free-frames-are-single", "collected-frames-are-single", "mapped-frames-are-as-allocated", "self-hosted-whole", "self-hosted-not-remapped", "nothing-is-self-hosted"],
        ["pinned-page-finds-its-head"] = References,
        ["type-covers-shared-tails"] = [.. Walks, .. Types],
        ["tail-resolves-to-head"] = Mapping,
        ["one-head-per-hugepage"] = [.. Mapping, "old-head-is-head"],
        ["kpageflags-tells-head-and-tails"] = [.. Mapping, "old-head-is-head"],
        ["lookup-across-remaps-finds-head"] = [.. Mapping, "reader-in-range", "reader-answer", "device-reader"],
        ["no-store-through-shared-tail"] = [.. Mapping, .. Types, "failure-of-bad-page", "failure-finds-head", "no-stray-store", "no-device-store-strays", "set-aside-is-healthy"],
        ["frozen-while-remapped"] = References,
        ["nobody-holds-a-remapped-page"] = References,
        ["failed-restore-changes-nothing"] = References,
        ["restored-tails-are-clean"] = References,
        ["dissolved-pages-are-ordinary"] = [.. References, "ordinary-pages-are-clean"],
        ["freed-frame-unreachable"] = Mapping,
        ["break-before-make"] = ["no-older-translations"],
        ["contents-before-mapping"] = [.. Mapping, "fresh-frames-unmapped", "device-frames-written"],
        ["stores-to-the-head-survive"] = [.. References, "head-stays"],
        ["speculative-references-harmless"] = [.. References, "no-walker-meets-a-remap", "who-asks-is-waited-for", "nothing-counts-while-remapped", "own-frames-were-writable"],
        ["moved-only-when-listed"] = [.. References, "lists-are-sound"],
        ["error-marks-no-other-page"] = [.. Mapping, .. Types, .. Errors, "only-heads-flagged", "list-names-bad-pages", "flags-of-bad-pages-or-head", "unpoison-of-the-head", "unpoison-of-a-hugepage", "told-page-is-bad", "raw-page-in-range", "copied-list-is-older", "old-tails-are-tails", "mapped-flags-of-bad-pages", "listed-flags-of-bad-pages", "older-frames-of-pages", "given-back-frames-unflagged"],
        ["poison-recorded"] = [.. Mapping, .. Records, "device-errors-recorded", "device-errors-of-plugged"],
        ["poisoned-pages-counted-once"] = [.. Mapping, .. Records, "only-heads-flagged", "list-names-bad-pages", "flags-of-bad-pages", "only-smaller-heads-flagged", "no-lookup-while-errors-move", "counted-as-recorded", "counted-pages-are-bad", "no-page-miscounted", "uncounted-while-handled"],
        ["dissolved-flags-exact"] = [.. Mapping, .. Errors, .. Copies, "errors-recorded", "split-pages-unflagged", "only-heads-flagged", "list-names-bad-pages", "flags-of-bad-pages"],
        ["demoted-without-errors"] = [.. Mapping, .. Records, "only-heads-flagged"],
        ["lock-is-not-taken-twice"] = ["failure-holds"],
        ["reserved-hugepages-are-free"] = [.. References, "no-more-reserved-than-free"],
        ["bad-hugepages-not-promised"] = ["promises-are-kept"],
        ["surplus-hugepages-exist"] = ["no-surplus-is-left"],
        ["raw-error-list-walked-alone"] = ["no-stray-walk", "list-is-needed"],
        ["unpoison-drops-its-own-reference"] = [.. References, "no-stolen-reference", "unpoison-of-what-is-not-left", "list-is-needed", "ordinary-pages-are-clean"],
        ["poison-contained"] = [.. References, .. Records, "errors-recorded-or-kept", "tails-or-copies-until-freed", "errors-flag-head", "users-of-bad-pages-told", "lent-pages-are-of-the-allocator", "flagged-pages-are-out", "device-errors-recorded", "device-users-told", "device-users", "no-device-page-lent", "device-errors-of-plugged"],
    };

    /// <summary>Names of lemmas that the proof of a property probably rests on, in whatever design.</summary>
    public static IReadOnlyList<string> Of(string property) => ByProperty.GetValueOrDefault(property, []);

    /// <summary>...in a design that has these lemmas.</summary>
    public static IReadOnlyList<string> Of(string property, IEnumerable<string> lemmas)
    {
        var there = lemmas.ToHashSet();
        var likely = Of(property).Where(lemma => !Replaced.TryGetValue((property, lemma), out var by) || !there.Contains(by)).ToList();
        return
        [
            .. likely,
            .. Mapping.All(likely.Contains) ? MoreOfMappings(there) : there.Contains(SharedSinceBoot) && Walks.All(likely.Contains) ? WalksOfBoot : [],
        ];
    }

    private static string[] MoreOfMappings(HashSet<string> there) =>
        there.Contains(SharedSinceBoot) ? OfBoot
        : there.Contains(ZoneTails) ? [.. References, "fresh-frames-unmapped", "old-tails-are-tails"]
        : there.Contains(LostHeads) ? References
        : [];

    /// <summary>All that are named here.</summary>
    public static IReadOnlySet<string> All => ByProperty.Values.Append(OfBoot).Append(WalksOfBoot).SelectMany(names => names).ToHashSet();
}
