using Vmemmap.Model.Kernel.Boot;
using Vmemmap.Model.Kernel.Dax;
using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Kernel.Lookup;
using Vmemmap.Model.Kernel.Users;
using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Designs;

/// <summary>The catalogue of corrections: each can be made under the locks that a kernel has.</summary>
public static partial class Corrections
{
    /// <summary>HPageFreed is asked for.</summary>
    public static Correction FreedFlagAsked { get; } = Correction.OfParts(
        "freed-flag-asked", "7ffddd499ba6 (v5.11): dissolve_free_huge_page() waits until a hugepage is on the free list, which HPageFreed tells.",
        parts => parts.Adapt<HandleFailureByWorker>(part => part with { AsksFreed = true }));

    /// <summary>Shared tails are read-only.</summary>
    public static Correction TailsReadOnly { get; } = Correction.OfLayout(
        "tails-read-only", "Third version on the list: shared tails are mapped read-only.", layout => layout with { TailsWritable = false });

    /// <summary>The flag moves when the tails are restored.</summary>
    public static Correction FlagDeliveredLate { get; } = Correction.OfParts(
        "flag-delivered-after-restore", "Third version on the list: the flag of the head is delivered to its page when that has a struct page of its own again.",
        parts => parts.Adapt<HandleFailureThroughAlias>(part => new HandleFailureByWorker(part.AsksFreed)).Adapt<FreeAndSweepAliases>(_ => new FreeAndDeliverFlag()));

    /// <summary>What is held is not put on the free list.</summary>
    public static Correction HeldNotEnqueued { get; } = Correction.OfParts(
        "held-not-enqueued", "v5.15: add_hugetlb_page() leaves a hugepage that somebody holds to who drops the last reference.",
        parts => parts.Adapt<AddHugetlbPage>(part => part with { EnqueuesHeld = false }));

    /// <summary>Fresh hugepages are frozen.</summary>
    public static Correction FrozenFromTheBuddy { get; } = Correction.OfParts(
        "frozen-from-the-buddy", "2b21624fc232: a hugepage has refcount 0 from the beginning.",
        parts => parts.Adapt<AllocFreshHugePage>(part => part with { IsFrozen = true }));

    /// <summary>Hugepages that leave the pool stay frozen.</summary>
    public static Correction FrozenWhileRestored { get; } = Correction.OfParts(
        "frozen-while-restored", "bd225530a4c7: the refcount stays 0 when a hugepage leaves the pool.",
        parts => parts.Adapt<RemoveHugetlbPage>(part => part with { KeepsFrozen = true }));

    /// <summary>An optimise waits for walkers.</summary>
    public static Correction GracePeriod { get; } = Correction.OfParts(
        "grace-period",
        "bd225530a4c7, and its fix of v6.14 (081b931aebf3 before the merge): walkers load, look for fake heads and add within one RCU read-side section, the count first, and an optimise waits for those that have begun.",
        parts => parts.Adapt<PfnWalker>(part => part with { GracePeriod = true, CountFirst = true }));

    /// <summary>Each batch waits for walkers.</summary>
    public static Correction BatchWaits { get; } = Correction.OfParts(
        "batch-waits", "Ours: a batch forgets to wait for walkers not after the first hugepage of its list, but after the first that is optimised, as a restore does.",
        parts => parts.Has<OptimiseBatch>() ? parts.Without<OptimiseBatch>() : parts);

    /// <summary>The type comes first.</summary>
    public static Correction TypeBeforeOptimise { get; } = Correction.OfParts(
        "type-before-optimise", "d8f5f7e445f0: typed before the first tail is remapped.",
        parts => parts.Adapt<SetTypeAfterOptimise>(_ => new SetTypeBeforeOptimise(Scans: false)));

    /// <summary>No type is set while memory failure asks for it.</summary>
    public static Correction TypeSetUnderLock { get; } = Correction.OfParts(
        "type-set-under-lock", "Ours: the type is set under hugetlb_lock, so not between memory failure's lookup of the head and its test of the type.",
        parts => parts.Adapt<SetTypeBeforeOptimise>(part => part with { IsUnderLock = true }));

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

    /// <summary>Nothing comes to the page allocator as a hugepage.</summary>
    public static Correction TypeAsked { get; } = Correction.OfParts(
        "type-asked", "52ccdde16b65 (v6.9): whether the type is to be cleared the type tells, not the optimised flag.",
        parts => !parts.Has<FreeAndMoveRawErrorsTyped>() ? parts : parts
            .Adapt<FreeAndMoveRawErrorsTyped>(part => part with { AsksType = true })
            .Adapt<FreePagesPrepare>(part => part with { MeetsType = false }));

    /// <summary>Test and flag of an ordinary page under one lock.</summary>
    public static Correction FlaggedUnderLock { get; } = Correction.OfParts(
        "flagged-under-lock", "Ours: memory failure flags an ordinary page under the hold of hugetlb_lock in which it found that the page is none of a hugepage.",
        parts => parts.Adapt<HeadFlagLocked>(part => part with { FlagsUnderLock = true }).Adapt<RawErrorList>(part => part with { FlagsUnderLock = true }));

    /// <summary>The type goes last.</summary>
    public static Correction TypeUntilRestored { get; } = Correction.OfParts(
        "type-until-restored", "32c877191e02: typed until the last tail is restored.",
        parts => parts.The<RemoveHugetlbPage>().KeepsType ? parts : parts
            .Adapt<RemoveHugetlbPage>(part => part is RemoveThenTest ? new RemoveTypedWhileOptimised() with { KeepsFrozen = part.KeepsFrozen } : part with { KeepsType = true })
            .Adapt<FreeAndMoveHeadFlag>(part => part with { ClearsType = true })
            .Adapt<FreeAndMoveRawErrorsUnlocked>(part => part with { ClearsType = true }));

    /// <summary>A hugepage that fails while it is demoted is not split.</summary>
    public static Correction DemotionLooksAgain { get; } = Correction.OfParts(
        "demotion-looks-again", "Ours: when the vmemmap of what is demoted is restored PG_hwpoison is asked for again, under hugetlb_lock; the type goes under the same hold, and smaller hugepages get it if no page was flagged since.",
        parts => parts.Adapt<DemotePoolHugePage>(part => part with { LooksAgain = true }));

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

    /// <summary>A lookup that no remap misleads.</summary>
    public static Correction LookupAsksNextPage { get; } = Correction.OfParts(
        "lookup-asks-next-page", "Ours: page[1] is asked whatever PG_head and the key say, so a remap between two loads cannot make a tail pass for a head.",
        parts => parts.Adapt<FakeHeadLookup>(_ => new FakeHeadLookup(TestsPgHead: false)));

    /// <summary>Who reports asks as everybody else.</summary>
    public static Correction ReportLooksForFakeHeads { get; } = Correction.OfParts(
        "report-looks-for-fake-heads", "As up to v6.16: what /proc/kpageflags takes for the head it has from compound_head(). Or 622026e87c40 (v7.1): there are no fake heads.",
        parts => parts.Adapt<StablePageFlagsOfSnapshot>(_ => new StablePageFlagsOfFolio()));

    /// <summary>Restored tails are tails.</summary>
    public static Correction CopiesAreReset { get; } = new(
        "copies-are-reset", "6.12.113: reset_struct_pages() is called for each tail page that is restored. Or 622026e87c40 (v7.1): what is copied holds tails only.",
        design => design.Layout.SharesHead ? design with { Parts = design.Parts.Adapt<RestorePte>(part => part with { Resets = true }) } : design);

    /// <summary>A rollback does not take the head for a tail.</summary>
    public static Correction RollBackKeepsHead { get; } = Correction.OfParts(
        "roll-back-keeps-head", "As meant in 6.12.115, and so in v7.1 (622026e87c40), where the frames differ: a rollback leaves the head's page in the frame that it was given.",
        parts => parts.Has<RollBackOverHead>() ? parts : parts.Adapt<RollBackWithNewHead>(part => part with { TakesHead = false }));

    /// <summary>Who restores copies what is mapped.</summary>
    public static Correction MappedIsCopied { get; } = Correction.OfParts(
        "mapped-is-copied", "c7bde43f6daf (v7.1): vmemmap_restore_pte() copies the frame that is mapped, and leaves alone what is not mapped to the frame of tails; so a rollback does not make a tail of the head.",
        parts => parts.Adapt<RollBackOverHead>(part => new RollBackWithNewHead(part.FlushesFirst, ClearsFlag: true)).Adapt<RestorePte>(part => part with { FromLastTail = false }));

    /// <summary>Nobody meets a fake head while the key is off.</summary>
    public static Correction FlushBeforeKey { get; } = Correction.OfParts(
        "flush-before-key", "Ours: each hugepage of a list that is restored is flushed before the key of the fake-head test is lowered for it.",
        parts => parts.Adapt<FreeInBulk>(part => part with { FlushesFirst = true }));

    /// <summary>Nor at boot.</summary>
    public static Correction KeyBeforeHead { get; } = Correction.OfParts(
        "key-before-head", "Ours: a hugepage that was laid out at boot counts for the key of the fake-head test before PG_head of its first struct page is set.",
        parts => parts.Adapt<GatherAtBoot>(part => part with { CountsFirst = true }));

    /// <summary>What was laid out at boot is protected to its end.</summary>
    public static Correction RangeInBytes { get; } = Correction.OfParts(
        "range-in-bytes", "\"mm/hugetlb_vmemmap: Fix __hugetlb_vmemmap_optimize_folios()\" (v7.2): the walk that makes the tails of a boot hugepage read-only ends where its struct pages end, not so many bytes after the head as there are struct pages.",
        parts => parts.Adapt<GatherAtBoot>(part => part with { InBytes = true }));

    /// <summary>What a huge mapping leads to is read while it is there.</summary>
    public static Correction HugeMappingReadUnderLock { get; } = Correction.OfParts(
        "huge-mapping-read-under-lock", "3ce2c24cb68f (v6.6): what a huge mapping of vmemmap leads to is read in the hold of the page table lock that it was seen in.",
        parts => parts.Adapt<SplitVmemmapPmd>(part => part with { ReadsUnderLock = true }));

    /// <summary>Each page of a block has a reference.</summary>
    public static Correction BlockSplit { get; } = Correction.OfParts(
        "block-split", "39d35edee453 (v5.19): split_page() gives each page of a block of the buddy allocator a reference when its huge mapping is split.",
        parts => parts.Adapt<SplitVmemmapPmd>(part => part with { SplitsBlock = true }));

    /// <summary>A flush of everything flushes.</summary>
    public static Correction FlushAllFlushes { get; } = Correction.OfParts(
        "flush-all-flushes", "\"s390: fix HugeTLB vmemmap optimization crash\" (on the list, 2025-10): flush_tlb_all() of s390 flushes what every CPU translates. Linux took the optimisation from s390 instead (64e2f60f355e, v6.18).",
        parts => parts.Adapt<FlushTlbAllOnS390>(_ => new FlushOfOthers()));

    /// <summary>The zone's frame of tails holds tails from the beginning.</summary>
    public static Correction ZoneTailMadeFirst { get; } = Correction.OfParts(
        "zone-tail-made-first", "Ours: the boot code makes tails of the zone's frame before it publishes it, and memmap_init() leaves the struct pages out that are mapped to it, so that their counts are 0 as in one made at run time.",
        parts => parts.Adapt<LayOutWithZoneTail>(part => part with { MakesTailsFirst = true, MakesTailsLate = false }).Adapt<GatherAtBoot>(part => part with { AwaitsTails = false }));

    /// <summary>Entries are changed as the architecture wants it.</summary>
    public static Correction OthersPaused { get; } = Correction.OfParts(
        "others-paused",
        "\"arm64: pause remote CPUs to update vmemmap\" (on the list, 2024-11): all other CPUs wait in an interrupt handler while an entry is cleared, flushed and set. Linux took the optimisation from arm64 (060a2c92d1b6, v6.3) and from s390 (64e2f60f355e, v6.18) instead.",
        parts => parts.Adapt<BreakBeforeMake>(part => part with { PausesOthers = true, BreaksFirst = true }));

    /// <summary>A rollback overwrites only what nobody can reach.</summary>
    public static Correction FlushBeforeRollBack { get; } = Correction.OfParts(
        "flush-before-roll-back", "Ours: what was remapped so far is flushed before the rollback overwrites a frame.",
        parts => parts.Adapt<RollBack>(part => part with { FlushesFirst = true }));

    /// <summary>The head is not moved.</summary>
    public static Correction HeadStays { get; } = Correction.OfParts(
        "head-stays", "11aad2631bf7 undone: the head's page stays in its frame.",
        parts => parts.Adapt<RemapWithNewHead>(_ => new RemapFree()).Adapt<RollBackWithNewHead>(part => new RollBack(part.FlushesFirst)));

    /// <summary>Restored tails have nothing of the list.</summary>
    public static Correction ListIsReset { get; } = Correction.OfLayout(
        "list-is-reset", "dad6a5eb5556 (v6.2): the raw error list begins in a struct page that a restore resets.", layout => layout with { ListBeginsBehindReset = false });

    /// <summary>The shared frame has no head.</summary>
    public static Correction TwoFrames { get; } = new(
        "two-frames", "e7d324850bfc undone: two frames are kept, so the one that is shared holds tails only.",
        design => design with
        {
            Layout = design.Layout with { KeptPages = 2, ListBeginsBehindReset = false },
            Parts = design.Parts
                .Adapt<FakeHeadLookup>(_ => new PointerLookup())
                .Adapt<RestorePte>(_ => new RestorePte(Resets: false))
                .Adapt<RollBackWithNewHead>(part => part with { TakesHead = false }),
        });

    /// <summary>What is mapped holds nothing of others.</summary>
    public static Correction FramesCleared { get; } = Correction.OfParts(
        "frames-cleared", "Ours, and what init_on_alloc=1 does: frames for the memory map of a device are cleared before they are mapped.",
        parts => parts.Adapt<PopulateCompoundPages>(part => part with { Zeroes = true }));

    /// <summary>An error is remembered whether anybody has mapped the page or not.</summary>
    public static Correction UnmappedFlagged { get; } = Correction.OfParts(
        "unmapped-flagged", "Ours: mf_generic_kill_procs() flags the head of a compound page of a device that has no mapping, too.",
        parts => parts.Adapt<DaxFailure>(part => part with { FlagsUnmapped = true }));

    /// <summary>A bad compound page of a device is not mapped again.</summary>
    public static Correction PoisonedNotMapped { get; } = Correction.OfParts(
        "poisoned-not-mapped", "Ours: dev_dax_huge_fault() returns VM_FAULT_HWPOISON where the head has PG_hwpoison.",
        parts => parts.Adapt<DeviceFault>(part => part with { RefusesPoisoned = true }));

    /// <summary>Frames of a memory map are freed when nobody can reach them.</summary>
    public static Correction FlushBeforeDrop { get; } = Correction.OfParts(
        "flush-before-drop", "Ours: remove_pte_table() gathers the frames of the memory map, and frees them when the entries are cleared and flushed.",
        parts => parts.Adapt<Depopulate>(part => part with { FlushesFirst = true }));

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

    /// <summary>All of them, in the order in which they are made.</summary>
    public static IReadOnlyList<Correction> All { get; } =
    [
        FreedFlagAsked, TailsReadOnly, FlagDeliveredLate, HeldNotEnqueued, FrozenFromTheBuddy, FrozenWhileRestored, GracePeriod, BatchWaits, TypeBeforeOptimise, TypeSetUnderLock, ScanForFlags, MemoryFailureUnderLock, RawErrorList, FreeTailsHandled, UnreliableCountedOnce, PutOutsideLock,
        ErrorsMovedUnderLock, FlagsMovedUnderLock, TypeAsked, FlaggedUnderLock, TypeUntilRestored, DemotionLooksAgain, AddBackKeepsPrivate, SurplusLooksAtTheFlag, HealthyPagesFreed, FreeWaitedFor, LookupAsksNextPage, ReportLooksForFakeHeads, CopiesAreReset, RollBackKeepsHead, MappedIsCopied, FlushBeforeKey, KeyBeforeHead, RangeInBytes, ZoneTailMadeFirst, FlushAllFlushes, OthersPaused, HugeMappingReadUnderLock, BlockSplit, FlushBeforeRollBack, HeadStays, ListIsReset, TwoFrames, FramesCleared, UnmappedFlagged, PoisonedNotMapped, FlushBeforeDrop, UnpoisonTakesOne, UnpoisonKeepsReferences, UnpoisonLocksList, UnpoisonRefusesUnfinished,
    ];

    /// <summary>The correction of that name.</summary>
    /// <exception cref="DesignException">there is none. The message is one sentence.</exception>
    public static Correction Of(string name) =>
        All.FirstOrDefault(correction => correction.Name == name) ?? throw NoSuch(name);

    /// <summary>A design with the corrections with which a property is said to hold that is refuted without.</summary>
    /// <exception cref="DesignException">there is no such correction, or it changes nothing there.</exception>
    public static Design In(Design design, Expectation refuted)
    {
        ArgumentNullException.ThrowIfNull(refuted);
        return In(design, [.. refuted.Remedy.Select(Of)]);
    }

    /// <summary>A design with some corrections: how its counterexamples end nobody has measured.</summary>
    /// <exception cref="DesignException">one of them changes nothing there.</exception>
    public static Design In(Design design, IReadOnlyList<Correction> corrections)
    {
        ArgumentNullException.ThrowIfNull(design);
        return corrections.Aggregate(design, (changed, correction) => correction.In(changed)) with
        {
            Name = $"{design.Name} with {string.Join(", ", corrections)}",
            Refuted = Expectations.None,
            Tellings = [],
        };
    }

    private static partial Exception NoSuch(string name);
}
