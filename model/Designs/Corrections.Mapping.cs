using Vmemmap.Model.Kernel.Boot;
using Vmemmap.Model.Kernel.Dax;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Kernel.Lookup;
using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Designs;

/// <content>Of mappings, of lookups and of the boot code.</content>
public static partial class Corrections
{
    /// <summary>Shared tails are read-only.</summary>
    public static Correction TailsReadOnly { get; } = Correction.OfLayout(
        "tails-read-only", "Third version on the list: shared tails are mapped read-only.", layout => layout with { TailsWritable = false });

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

    /// <summary>Frames of a memory map are freed when nobody can reach them.</summary>
    public static Correction FlushBeforeDrop { get; } = Correction.OfParts(
        "flush-before-drop", "Ours: remove_pte_table() gathers the frames of the memory map, and frees them when the entries are cleared and flushed.",
        parts => parts.Adapt<Depopulate>(part => part with { FlushesFirst = true }));
}
