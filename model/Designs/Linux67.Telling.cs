namespace Vmemmap.Model.Designs;

/// <content>What goes down with the frame that the head's page had, now that the hugepage has its type; and what the one flush of a list comes too late for.</content>
public static partial class Linux67
{
    private static partial IReadOnlyList<TellingRun> Tellings =>
    [
        new(
            "poison-contained",
            "An error in any page of a hugepage that is optimised is recorded on its head; the head's page is copied already, and flag and list go down with the old frame, and the hugepage is taken into use",
            "Our finding: since d8f5f7e445f0 the hugepage has its type by then, so get_huge_page_for_hwpoison() records the error on the head. \"Very Subtle\" of mm/hugetlb_vmemmap.c keeps HPageVmemmapOptimized from that fate, and nothing else.",
            SharedTellings.OneHugepage with { Frames = 5 },
            [
                new("set-hugetlb-type"),
                new("optimise"),
                new("alloc-head-frame", Frame: 4),
                new("copy-head-page"),
                new("memory-failure", Page: 1, Slot: 1),
                new("failure-reads-compound-head"),
                new("record-raw-error"),
                new("remap-head"),
                .. SharedTellings.RemappedIntoThePool,
                new("dequeue"),
            ]),
        new(
            "tail-resolves-to-head",
            "The last optimised hugepage is restored as one of a list: the key of the fake-head test goes off, and the flush comes later; until then a CPU that still has the shared frame sees a head in a tail",
            "Our finding: hugetlb_vmemmap_restore_folios() lowers the key for each hugepage and calls flush_tlb_all() at its end; page_fixed_fake_head() returns its argument while the key is off. Executed in 6.12.113 and 6.12.118.",
            SharedTellings.OneHugepage with { Pages = 3, Slots = 2 },
            [
                new("set-hugetlb-type"),
                new("optimise"),
                new("no-head-frame"),
                .. SharedTellings.RemappedIntoThePool,
                new("remove-from-pool"),
                new("restore-in-bulk"),
                new("alloc-tail-frame", Frame: 1),
                new("alloc-tail-frame", Frame: 2),
                new("restore"),
                new("copy-tail-page"),
                new("reset-struct-page"),
                new("map-tail-page"),
                new("copy-tail-page"),
                new("reset-struct-page"),
                new("map-tail-page"),
                new("leave-unflushed"),
            ]),
    ];
}
