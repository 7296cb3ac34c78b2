using Vmemmap.Model.Kernel.Dax;
using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Hugetlb;

namespace Vmemmap.Model.Designs;

/// <content>Of memory failure, of what becomes of errors, and of unpoison.</content>
public static partial class Corrections
{
    /// <summary>The flag moves when the tails are restored.</summary>
    public static Correction FlagDeliveredLate { get; } = Correction.OfParts(
        "flag-delivered-after-restore", "Third version on the list: the flag of the head is delivered to its page when that has a struct page of its own again.",
        parts => parts.Adapt<HandleFailureThroughAlias>(part => new HandleFailureByWorker(part.AsksFreed)).Adapt<FreeAndSweepAliases>(_ => new FreeAndDeliverFlag()));

    /// <summary>Flagged pages do not become part of a hugepage.</summary>
    public static Correction ScanForFlags { get; } = Correction.OfParts(
        "scan-for-flags", "Ours: no type if a page of the block was flagged since it was allocated, which a scan outside the lock finds out, and a count of flagged pages under it.",
        parts => parts.Adapt<SetTypeBeforeOptimise>(_ => new SetTypeBeforeOptimise(Scans: true)));

    /// <summary>Lookup, test and flag of the head under one lock.</summary>
    public static Correction MemoryFailureUnderLock { get; } = Correction.OfParts(
        "memory-failure-under-lock", "171936ddaf97, 405ce051236c, 3c2d42b8ee34: one memory failure at a time looks the head up, tests its type and flags it under one hold of hugetlb_lock.",
        parts => parts.Adapt<MemoryFailure>(part => part with { TakesMutex = true }).Adapt<HeadFlagUnlocked>(_ => new HeadFlagLocked()));

    /// <summary>Each bad page is remembered.</summary>
    public static Correction RawErrorList { get; } = Correction.OfParts(
        "raw-error-list", "161df60e9e89, 38f6d29397cc: a list of raw errors, whatever the hugepage is doing. 5596d9e8b553, a81fa1dc5db2: type, head flag and the test for an unreliable list change under one hold of hugetlb_lock.",
        parts => parts
            .Adapt<MemoryFailure>(part => part with { TakesMutex = true })
            .Adapt<HeadFlagUnlocked>(_ => new HeadFlagLocked())
            .Adapt<HeadFlagLocked>(part => new RawErrorList(part.FlagsUnderLock, PutsUnderLock: part.PutsUnderLock))
            .Adapt<HandleFailureThroughAlias>(part => new HandleFailureByWorker(part.AsksFreed))
            .Adapt<FreeHugepage>(_ => new FreeAndMoveRawErrors()));

    /// <summary>Free tails are not given up.</summary>
    public static Correction FreeTailsHandled { get; } = Correction.OfParts(
        "free-tails-handled", "e37e7b0b3bd5 (v5.17): an error in a tail of a free hugepage is not taken for the second one of its head, and so not taken out of num_poisoned_pages.",
        parts => parts.Adapt<HandleFailure>(part => part with { GivesUpOnFreeTails = false }));

    /// <summary>What may have been counted is not counted again.</summary>
    public static Correction UnreliableCountedOnce { get; } = Correction.OfParts(
        "unreliable-counted-once", "Ours: hugetlb_update_hwpoison() returns MF_HUGETLB_PAGE_PRE_POISONED where the list is unreliable, so that an error that may have been counted is not counted when it is reported again.",
        parts => parts.Adapt<RawErrorList>(part => part with { TrustsUnreliable = true }));

    /// <summary>Nobody waits for the lock that he holds.</summary>
    public static Correction PutOutsideLock { get; } = Correction.OfParts(
        "put-outside-lock", "3c2d42b8ee34 (v7.1): where an error was recorded before, memory failure lets go of hugetlb_lock before it drops its reference.",
        parts => parts.Adapt<HeadFlagLocked>(part => part with { PutsUnderLock = false }).Adapt<RawErrorList>(part => part with { PutsUnderLock = false }));

    /// <summary>Nothing is recorded between the test of the list and its end.</summary>
    public static Correction ErrorsMovedUnderLock { get; } = Correction.OfParts(
        "errors-moved-under-lock", "a81fa1dc5db2, withdrawn: type, head flag and the test for an unreliable list change under one hold of hugetlb_lock, for each hugepage by itself.",
        parts => !parts.Has<FreeWithRawErrors>() ? parts : (parts.Has<FreeInBulk>() ? parts.Without<FreeInBulk>() : parts)
            .Adapt<FreeWithRawErrors>(_ => new FreeAndMoveRawErrors())
            .Adapt<FreePagesPrepare>(part => part with { MeetsType = false })
            .Adapt<RemoveThenTest>(part => new RemoveHugetlbPage(part.KeepsType, part.KeepsFrozen)));

    /// <summary>Memory failure meets no page whose error is about to move.</summary>
    public static Correction FlagsMovedUnderLock { get; } = Correction.OfParts(
        "flags-moved-under-lock", "Ours: the errors of a hugepage become flags of its pages under the hold of hugetlb_lock in which its type goes, so none is taken for a new one when it is reported again.",
        parts => parts.Adapt<FreeAndMoveRawErrors>(part => part with { MovesUnderLock = true }));

    /// <summary>Test and flag of an ordinary page under one lock.</summary>
    public static Correction FlaggedUnderLock { get; } = Correction.OfParts(
        "flagged-under-lock", "Ours: memory failure flags an ordinary page under the hold of hugetlb_lock in which it found that the page is none of a hugepage.",
        parts => parts.Adapt<HeadFlagLocked>(part => part with { FlagsUnderLock = true }).Adapt<RawErrorList>(part => part with { FlagsUnderLock = true }));

    /// <summary>A hugepage that fails while it is demoted is not split.</summary>
    public static Correction DemotionLooksAgain { get; } = Correction.OfParts(
        "demotion-looks-again", "Ours: when the vmemmap of what is demoted is restored PG_hwpoison is asked for again, under hugetlb_lock; the type goes under the same hold, and smaller hugepages get it if no page was flagged since.",
        parts => parts.Adapt<DemotePoolHugePage>(part => part with { LooksAgain = true, TakesApart = false }));

    /// <summary>What is known of the list survives a failed restore.</summary>
    public static Correction AddBackKeepsPrivate { get; } = Correction.OfParts(
        "add-back-keeps-private", "Ours: a hugepage whose restore failed keeps its raw_hwp_unreliable.",
        parts => parts.Adapt<AddHugetlbPage>(part => part with { ErasesPrivate = false }));

    /// <summary>Nobody gets a flagged hugepage that was made for him.</summary>
    public static Correction SurplusLooksAtTheFlag { get; } = Correction.OfParts(
        "surplus-looks-at-the-flag", "Ours: a hugepage that was flagged while it was made is not given to the user that it was made for.",
        parts => parts.Adapt<Surplus>(part => part with { TestsPoison = true }));

    /// <summary>The page allocator gets no page that is known to be bad.</summary>
    public static Correction HealthyPagesFreed { get; } = Correction.OfParts(
        "healthy-pages-freed", "As discussed upstream since November 2025: of a hugepage that is freed only the pages without PG_hwpoison go to the buddy allocator.",
        parts => parts.Has<TakePageOffBuddy>() ? parts.Adapt<FreePagesPrepare>(part => part with { KeepsFlagged = true }) : parts);

    /// <summary>Memory failure does not give up on a page that is just being freed.</summary>
    public static Correction FreeWaitedFor { get; } = Correction.OfParts(
        "free-waited-for", "Ours: memory failure that has flagged a page of a block that is being freed tries again until the buddy allocator has it.",
        parts => parts.Adapt<TakePageOffBuddy>(part => part with { WaitsForFree = true }));

    /// <summary>An error is remembered whether anybody has mapped the page or not.</summary>
    public static Correction UnmappedFlagged { get; } = Correction.OfParts(
        "unmapped-flagged", "Ours: mf_generic_kill_procs() flags the head of a compound page of a device that has no mapping, too.",
        parts => parts.Adapt<DaxFailure>(part => part with { FlagsUnmapped = true }));

    /// <summary>A bad compound page of a device is not mapped again.</summary>
    public static Correction PoisonedNotMapped { get; } = Correction.OfParts(
        "poisoned-not-mapped", "Ours: dev_dax_huge_fault() returns VM_FAULT_HWPOISON where the head has PG_hwpoison.",
        parts => parts.Adapt<DeviceFault>(part => part with { RefusesPoisoned = true }));

    /// <summary>Unpoison takes back one error.</summary>
    public static Correction UnpoisonTakesOne { get; } = Correction.OfParts(
        "unpoison-takes-one", "Ours: unpoison_memory() drops of the raw error list the entry of its page only, and clears the flag of the head with the last.",
        parts => parts.Adapt<Unpoison>(part => part with { TakesOneEntry = true }));

    /// <summary>Unpoison drops the reference that it took.</summary>
    public static Correction UnpoisonKeepsReferences { get; } = Correction.OfParts(
        "unpoison-keeps-references", "Ours: unpoison_memory() drops no second reference of a hugepage, for memory failure keeps none.",
        parts => parts.Adapt<Unpoison>(part => part with { KeepsReferences = true }));

    /// <summary>Unpoison holds the lock while it takes the list.</summary>
    public static Correction UnpoisonLocksList { get; } = Correction.OfParts(
        "unpoison-locks-list", "Ours: unpoison_memory() holds hugetlb_lock from its test for the type until the raw error list is taken, so that it is a hugepage's.",
        parts => parts.Adapt<Unpoison>(part => part with { LocksList = true }));

    /// <summary>Unpoison leaves alone what changes hands.</summary>
    public static Correction UnpoisonRefusesUnfinished { get; } = Correction.OfParts(
        "unpoison-refuses-unfinished", "Ours: unpoison_memory() returns -EBUSY of a page whose folio is a compound page and none of hugetlb's, rather than to clear the flag of its head.",
        parts => parts.Adapt<Unpoison>(part => part with { RefusesUnfinished = true }));

    /// <summary>Soft offline looks for an error where errors of hugepages are.</summary>
    public static Correction SoftOfflineAsksList { get; } = Correction.OfParts(
        "soft-offline-asks-list", "Ours: soft_offline_page() asks the raw error list of a hugepage, not the flag of a struct page, and counts no page that got its flag when the hugepage was dissolved.",
        parts => parts.Adapt<SoftOffline>(part => part with { AsksList = true }));
}
