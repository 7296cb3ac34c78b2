namespace Vmemmap.Model.Designs;

/// <content>What the fixes of v5.18 are about, and our finding where no thread has to change its CPU.</content>
public static partial class Linux518
{
    private static partial IReadOnlyList<TellingRun> Tellings =>
    [
        // One shared tail page: the restore of others would only make it longer.
        new(
            "lookup-across-remaps-finds-head",
            "A restore comes between two loads of compound_head(): the shared frame, then the tail's own; a tail passes for a head",
            "Our finding. On the way back nobody needs an older translation: the reader goes on when everything is flushed.",
            new(Folios: 1, Pages: 2, Slots: 4, Frames: 2, Pins: 1),
            [
                .. SharedTellings.OptimisedIntoThePool,
                new("remove-from-pool"),
                new("alloc-tail-frame", Frame: 1),
                new("restore"),
                new("read-compound-head", Page: 1),
                new("copy-tail-page"),
                new("reset-struct-page") { Repeats = true },
                new("map-tail-page"),
                new("flush-restored"),
                new("read-pg-head"),
            ]),

        SharedTellings.TypeClearedBeforeRestore,

        new(
            "lock-is-not-taken-twice",
            "Two errors in a hugepage that a driver has pinned, who lets go of it while the second one is recorded",
            "Wupeng Ma, 3c2d42b8ee34: madvise(MADV_HWPOISON) twice, and an unmap at the same time. There the reference is madvise()'s; here memory failure takes it itself, as it does for an error that the hardware reports.",
            SharedTellings.OneHugepage,
            [
                .. SharedTellings.OptimisedIntoThePool,
                new("dequeue"),
                new("instantiate"),
                new("pin"),
                new("memory-failure", Page: 2, Slot: 1),
                new("failure-reads-compound-head"),
                new("flag-head"),
                new("unmap-users"),
                new("put-failed-page"),
                new("memory-failure-ends"),
                new("memory-failure", Page: 3, Slot: 1),
                new("failure-reads-compound-head"),
                new("flag-head"),
                new("unpin"),
                new("put-under-lock"),
            ]),

        new(
            "error-marks-no-other-page",
            "The flag of the head stands in every shared tail page: one error, and the first struct page of each reads as poisoned",
            "e7d324850bfc: the shared frame is that of the head; /proc/kpageflags reads the flag of each struct page.",
            SharedTellings.OneHugepage,
            [
                .. SharedTellings.OptimisedIntoThePool,
                new("memory-failure", Page: 2, Slot: 1),
                new("failure-reads-compound-head"),
                new("flag-head"),
            ]),
    ];
}
