namespace Vmemmap.Model.Designs;

/// <content>What every restore leaves behind, where the shortest run needs a page table that cannot be had.</content>
public static partial class Linux612118
{
    private static partial IReadOnlyList<TellingRun> Tellings =>
    [
        new(
            "restored-tails-are-clean",
            "An optimised hugepage is given back: each of its pages gets a frame of its own, with a copy of the head's, and nobody resets what the copy begins with",
            "Our finding: 6.12.115 took the walk of v7.1, and not 622026e87c40, which gives the tails a frame of their own. Seen on Debian's kernels 6.12.115 to 6.12.118.",
            SharedTellings.OneHugepage with { Frames = 5 },
            [
                new("set-hugetlb-type"),
                new("optimise"),
                new("alloc-head-frame", Frame: 4),
                new("copy-head-page"),
                new("remap-head"),
                .. SharedTellings.RemappedIntoThePool,
                new("remove-from-pool"),
                new("restore-in-bulk"),
                new("restore-waits"),
                new("alloc-tail-frame", Frame: 1),
                new("alloc-tail-frame", Frame: 2),
                new("alloc-tail-frame", Frame: 3),
                new("restore"),
                new("copy-tail-page"),
                new("map-tail-page"),
                new("copy-tail-page"),
                new("map-tail-page"),
                new("copy-tail-page"),
                new("map-tail-page"),
                new("leave-unflushed"),
                new("flush-all"),
            ]),
    ];
}
