namespace Vmemmap.Model.Designs;

/// <content>What goes down with the frame that the head's page had.</content>
public static partial class Linux62
{
    private static partial IReadOnlyList<TellingRun> Tellings =>
    [
        // One of the 64 struct pages of the head's page, so that its flag is stored there.
        new(
            "poison-recorded",
            "The head's page is copied to a new frame; an error in one of its pages comes before the entry is changed, and its flag goes down with the old frame",
            "Our finding: vmemmap_remap_free() copies before it takes any lock, and memory_failure() stores to the struct page through the old entry.",
            SharedTellings.OneHugepage with { Frames = 5 },
            [
                new("optimise"),
                new("alloc-head-frame", Frame: 4),
                new("copy-head-page"),
                new("memory-failure", Slot: 1),
                new("failure-reads-compound-head"),
                new("failure-sees-ordinary"),
                new("flag-page"),
                new("remap-head"),
                new("remap-tail") { Repeats = true },
                new("flush-remapped"),
                new("free-tail-frame") { Repeats = true },
                new("set-optimised"),
                new("set-hugetlb-type"),
            ]),
    ];
}
