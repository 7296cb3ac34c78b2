namespace Vmemmap.Model.Kernel.Vmemmap;

/// <content>What no longer holds with it, and how often sequences wish for it.</content>
public sealed partial record FlushTlbAllOnS390
{
    // Translations that are older than the last remap lead to any frame, so references are counted in struct pages of others, and what rests on counts does not hold.
    public override IReadOnlyList<string> RulesOut =>
    [
        "stale-translations", "old-head-is-left",
        "references-counted", "tails-are-uncounted", "copied-head-counts", "old-head-uncounted", "walker-in-range", "ordinary-pages-counted", "unfinished-pages-uncounted",
        "failure-holds-kept", "left-once", "failure-frees-kept", "freed-once", "migratable-is-kept",
    ];

    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight> { ["flush-with-others"] = new(1, Waits: true) };
}
