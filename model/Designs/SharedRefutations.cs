namespace Vmemmap.Model.Designs;

/// <summary>Refutations that several designs are known for, as they share the code.</summary>
internal static partial class SharedRefutations
{
    /// <summary>Steps that have nothing to do with a walker that takes references.</summary>
    public static IReadOnlyList<string> NothingOfWalkers { get; } = ["memory-failure", "memory-failure-of-frame", "read-compound-head", "pin", "frame-to-user"];

    /// <summary>The type comes after the optimisation and goes before the restore.</summary>
    public static Expectation TypeMissing { get; } = new(
        "type-covers-shared-tails",
        "prep_new_huge_page() optimises before it sets the type (fixed by d8f5f7e445f0), and remove_hugetlb_page() clears it before the restore (fixed by 32c877191e02).");

    /// <summary>The type comes after the optimisation.</summary>
    public static Expectation TypeLate { get; } = new(
        "type-covers-shared-tails", "prep_new_huge_page() optimises before it sets the type (fixed by d8f5f7e445f0).");

    /// <summary>A reference is dropped under the lock that the free takes.</summary>
    public static Expectation PutUnderLock { get; } = new(
        "lock-is-not-taken-twice",
        "Where an error of the hugepage was recorded before, __get_huge_page_for_hwpoison() drops the reference that it has just taken under hugetlb_lock. Who used the hugepage may have dropped his meanwhile, for which he needs no lock: then it is the last, and free_huge_page() waits for the lock that its own CPU holds, with interrupts off (3c2d42b8ee34, v7.1).");

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

    /// <summary>The rollback of v5.18, with the head's page moved.</summary>
    public static Expectation RolledBackOverMovedHead { get; } = new(
        "tail-resolves-to-head",
        "The rollback goes on without a flush as in v6.1. With a moved head it even gives each tail page the frame of the page before it, and the first of them the frame that CPUs may still have for the head's own page.");

    /// <summary>What a rollback copies passes for nothing.</summary>
    public static Expectation CopyIsNeitherTailNorHead { get; } = new(
        "one-head-per-hugepage", "The same copy: the first struct page of a tail page is neither PageTail nor PageHead.");

    /// <summary>Two loads through two frames.</summary>
    public static Expectation TailPassesForHead { get; } = new(
        "lookup-across-remaps-finds-head", "As in v5.18: compound_head is read through the shared frame and PG_head through the tail's own one, so a tail passes for a head.");

    /// <summary>The operation itself holds a reference while it restores.</summary>
    public static Expectation NotFrozenWhileRestored { get; } = new(
        "frozen-while-remapped", "__remove_hugetlb_folio() sets the reference count to 1 before the restore; frozen since bd225530a4c7 (v6.11).");

    /// <summary>The head's page is copied, and then stored to.</summary>
    public static Expectation StoredBehindTheCopy { get; } = new(
        "stores-to-the-head-survive",
        "The head's page is copied before any lock is taken, and flushed last: memory failure flags one of its struct pages in between (from v6.8 on a comment there knows of such stores, and speaks of the optimised flag only).");

    /// <summary>One frame kept, and observers that read the struct page they are given.</summary>
    public static Expectation AliasesShowTheHeadsFlag { get; } = new(
        "error-marks-no-other-page",
        "Each shared tail page begins with the head, its PG_hwpoison included, and stable_page_flags() copies the bit of whatever struct page it is given.");

    /// <summary>6.5 to 6.8: the type goes only where __update_and_free_hugetlb_folio() restores.</summary>
    public static Expectation DissolvedWithItsType { get; } = new("moved-only-when-listed", "What dissolve_free_huge_page() has restored is given to __free_pages() with its type. Where a walker holds a reference, its put_page() is the last: free_huge_folio() puts a hugepage that is on no list, and that the pool no longer counts, on the free list. The type goes for good since 52ccdde16b65 (v6.9).")
    {
        Without =
        [
            "memory-failure-of-frame", "read-compound-head", "pin", "frame-to-user", "alloc-surplus", "alloc-head-frame", "leave-unoptimised", "optimise-fails", "dequeue", "remove-from-pool", "restore-fails",
            "record-fails", "failure-sees-ordinary",
        ],
    };

    /// <summary>From 32c877191e02 (v6.5 and 6.1.192) to v6.10.</summary>
    public static Expectation DissolvedWhileDemoted { get; } = new("moved-only-when-listed", "What demote_free_huge_page() takes off the free list keeps its type while it is restored (32c877191e02), HPageFreed, and a reference count of 0: dissolve_free_huge_page() takes it for a free hugepage of the pool and removes it once more. list_del() meets LIST_POISON1 (our finding; bd225530a4c7, v6.11, clears HPageFreed).")
    {
        Without =
        [
            "memory-failure-of-frame", "read-compound-head", "pin", "frame-to-user", "page-to-user", "walker-finds-page", "alloc-surplus", "leave-unoptimised", "optimise-fails", "dequeue", "remove-from-pool", "restore-fails",
            "record-fails", "failure-sees-ordinary",
        ],
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

    /// <summary>The counter of poisoned pages and what is flagged go apart.</summary>
    public static Expectation LaterErrorsNotCounted { get; } = new(
        "poisoned-pages-counted-once",
        "Only the first error of a hugepage is counted (a second one since 161df60e9e89), and that in a tail of a free one is taken out again (fixed by e37e7b0b3bd5); and what is flagged where nobody looks later, as in a frame that tails leave or share, is counted again when it is reported again.");

    /// <summary>Memory failure meets an untyped shared tail.</summary>
    public static Expectation StoreToReadOnlyTail { get; } = new(
        "no-store-through-shared-tail",
        "While the type is missing memory failure takes a shared tail for an ordinary page and stores its flag through the read-only mapping: an oops, reported by Naoya Horiguchi.");
}
