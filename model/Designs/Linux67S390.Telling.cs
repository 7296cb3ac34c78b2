namespace Vmemmap.Model.Designs;

/// <content>What a head's page comes to that is moved and never flushed.</content>
public static partial class Linux67S390
{
    private static partial IReadOnlyList<TellingRun> Tellings =>
    [
        new(
            "stores-to-the-head-survive",
            "A hugepage of a list is optimised, no CPU is told, and the frame that its head was in has another user when a CPU stores to the head",
            "Luiz Capitulino's report of 2025-10-28: the kernel of s390 crashes, as list links of hugepages are written to the old frame of the head's page. Here the store is the record of a memory error, which is lost.",
            SharedTellings.OneHugepage with { Frames = 5 },
            [
                new("set-hugetlb-type"),
                new("optimise"),
                new("alloc-head-frame", Frame: 4),
                new("copy-head-page"),
                new("remap-head"),
                new("remap-tail") { Repeats = true },
                new("flush-remapped-not"),
                new("free-tail-frame") { Repeats = true },
                new("leave-optimised"),
                new("put-new-hugepage"),
                new("enqueue"),
                new("frame-to-user", Frame: 0),
                new("memory-failure", Page: 1, Slot: 1),
                new("failure-reads-compound-head", Frame: 4),
                new("record-raw-error", Frame: 0),
            ]),
    ];
}
