namespace Vmemmap.Model.Designs;

/// <content>What only boot shows.</content>
public static partial class Linux615
{
    private static IReadOnlyList<TellingStep> GatheredAtBoot =>
    [
        new("populate-head-page", Frame: 0),
        new("populate-alias") { Repeats = true },
        new("mark-laid-out"),
        new("init-memory-map"),
        new("gather-head"),
        new("gather-tails"),
    ];

    private static partial IReadOnlyList<TellingRun> Tellings =>
    [
        new(
            "tail-resolves-to-head",
            "A hugepage that was laid out at boot has its head, and a fake head at each page boundary of its memory map, before anybody looks for fake heads",
            "Our finding, read: gather_bootmem_prealloc_node() sets PG_head, and static_branch_inc() follows in hugetlb_vmemmap_optimize_bootmem_folios().",
            SharedTellings.OneHugepage with { FromMemblock = 1 },
            [.. GatheredAtBoot]),

        // What is stored there lands in the head: no oops tells of it.
        new(
            "error-marks-no-other-page",
            "An error in such a tail, reported before the key is on: the tail passes for an ordinary page, and its flag is stored through an alias that is writable still",
            "Our finding, read: the same, and vmemmap_wrprotect_hvo() comes later, and to an end that is in the wrong unit.",
            SharedTellings.OneHugepage with { FromMemblock = 1 },
            [
                .. GatheredAtBoot,
                new("set-optimised-at-boot"),
                new("memory-failure", Page: 2),
                new("failure-reads-compound-head"),
                new("failure-reads-key-off"),
                new("failure-sees-ordinary"),
                new("flag-page"),
            ]),
    ];
}
