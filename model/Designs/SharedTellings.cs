namespace Vmemmap.Model.Designs;

/// <summary>What the telling runs of several designs have in common.</summary>
internal static class SharedTellings
{
    /// <summary>A hugepage that can be drawn: a head page and tail pages enough to share, a few struct pages each.</summary>
    public static Scope OneHugepage => new(Folios: 1, Pages: 4, Slots: 4, Frames: 4, Pins: 1);

    /// <summary>From v6.8 on: the tails of a new hugepage, typed and flagged already, are remapped, and it enters the pool.</summary>
    public static IReadOnlyList<TellingStep> RemappedIntoThePool =>
    [
        new("remap-tail") { Repeats = true },
        new("flush-remapped"),
        new("free-tail-frame") { Repeats = true },
        new("leave-optimised"),
        new("put-new-hugepage"),
        new("enqueue"),
    ];

    /// <summary>A new hugepage is optimised, gets its type and enters the pool: nothing has gone wrong, and nobody raced with it.</summary>
    public static IReadOnlyList<TellingStep> OptimisedIntoThePool =>
    [
        new("optimise"),
        new("remap-tail") { Repeats = true },
        new("flush-remapped"),
        new("free-tail-frame") { Repeats = true },
        new("set-optimised"),
        new("set-hugetlb-type"),
        new("put-new-hugepage"),
        new("enqueue"),
    ];

    /// <summary>v5.14 to v6.4: a hugepage that is being freed has shared tails and no type, until its vmemmap is restored.</summary>
    public static TellingRun TypeClearedBeforeRestore => new(
        "no-store-through-shared-tail",
        "A hugepage leaves the pool: first its type goes, later its vmemmap comes back; an error in between meets a read-only tail",
        "Mike Kravetz, 32c877191e02: do not clear hugetlb dtor until allocating vmemmap; Naoya Horiguchi reproduced the oops.",
        OneHugepage,
        [
            .. OptimisedIntoThePool,
            new("remove-from-pool"),
            new("memory-failure", Page: 2, Slot: 1),
            new("failure-reads-compound-head"),
            new("failure-sees-ordinary"),
            new("flag-page"),
        ]);
}
