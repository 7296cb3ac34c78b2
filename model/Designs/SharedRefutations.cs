namespace Vmemmap.Model.Designs;

/// <summary>Refutations that several designs are known for, as they share the code.</summary>
internal static class SharedRefutations
{
    // Steps that have nothing to do with a walker that takes references.
    private static readonly string[] NothingOfWalkers = ["memory-failure", "memory-failure-of-frame", "read-compound-head", "pin", "frame-to-user"];

    /// <summary>The type comes after the optimisation and goes before the restore.</summary>
    public static Expectation TypeMissing { get; } = new(
        "type-covers-shared-tails",
        "prep_new_huge_page() optimises before it sets the type (fixed by d8f5f7e445f0), and remove_hugetlb_page() clears it before the restore (fixed by 32c877191e02).");

    /// <summary>The type comes after the optimisation.</summary>
    public static Expectation TypeLate { get; } = new(
        "type-covers-shared-tails", "prep_new_huge_page() optimises before it sets the type (fixed by d8f5f7e445f0).");

    /// <summary>A new hugepage has the reference of its allocation.</summary>
    public static Expectation NotFrozenAtFirst { get; } = new(
        "frozen-while-remapped", "A fresh hugepage has reference count 1 in prep_new_huge_page() (fixed by 2b21624fc232).");

    /// <summary>A tail of the last page kept is flagged as an ordinary page, and its aliases show it.</summary>
    public static Expectation FlaggedWhileUntyped { get; } = new(
        "error-marks-no-other-page",
        "While the type is missing memory failure flags a tail in the last page kept, whose frame the shared tails read (fixed by d8f5f7e445f0).");

    /// <summary>The operation itself holds a reference.</summary>
    public static Expectation NotFrozen { get; } = new(
        "frozen-while-remapped",
        "A fresh hugepage has reference count 1 in prep_new_huge_page(), and remove_hugetlb_page() raises it to 1 before the restore; frozen since bd225530a4c7 (v6.11).");

    /// <summary>A count that is not 0 is one that a walker can add to.</summary>
    public static Expectation HeldByWalker { get; } = new(
        "nobody-holds-a-remapped-page",
        "As the reference count is not 0, a walker that has seen the page in use before may take a reference on the head: of a fresh hugepage until 2b21624fc232 (v6.1), of one that is restored until bd225530a4c7 (v6.11). Who drops the last reference frees it.")
    {
        Without = NothingOfWalkers,
    };

    /// <summary>There is no HPageFreed yet.</summary>
    public static Expectation DissolvedBeforeEnqueued { get; } = new(
        "moved-only-when-listed",
        "dissolve_free_huge_page() takes whatever has the type and no reference, so also a hugepage whose last reference was dropped just now: whoever dropped it enqueues it afterwards (fixed by 7ffddd499ba6, v5.11). And one that waits for the worker is dissolved twice.");

    /// <summary>No grace period before a remap.</summary>
    public static Expectation SpeculativeReference { get; } = new(
        "speculative-references-harmless",
        "A walker loads the count of a page in use; the page is freed, becomes the tail of a hugepage and is mapped read-only; the walker's compare-and-exchange oopses. Nobody waits for walkers before bd225530a4c7 (v6.11).")
    {
        Without = NothingOfWalkers,
    };

    /// <summary>Test and flag are not under one lock.</summary>
    public static Expectation FlaggedWithoutLock { get; } = new(
        "poison-recorded",
        "memory_failure() tests for hugetlb and sets the flag without a lock: in between an ordinary page becomes part of a hugepage (405ce051236c).");

    /// <summary>What is flagged on a tail alone is not seen when the hugepage is taken.</summary>
    public static Expectation FlaggedBehindHugetlb { get; } = new(
        "poison-contained",
        "A page flagged behind the back of hugetlb is in a hugepage whose head has no flag, so the hugepage is taken into use.");

    /// <summary>Memory failure meets an untyped shared tail.</summary>
    public static Expectation StoreToReadOnlyTail { get; } = new(
        "no-store-through-shared-tail",
        "While the type is missing memory failure takes a shared tail for an ordinary page and stores its flag through the read-only mapping: an oops, reported by Naoya Horiguchi.");
}
