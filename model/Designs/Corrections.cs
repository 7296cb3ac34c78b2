namespace Vmemmap.Model.Designs;

/// <summary>The catalogue of corrections: each can be made under the locks that a kernel has.</summary>
public static partial class Corrections
{
    // Made when they are asked for: what the other files have is there by then.
    private static IReadOnlyList<Correction>? all;

    /// <summary>All of them, in the order in which they are made.</summary>
    public static IReadOnlyList<Correction> All => all ??=
    [
        FreedFlagAsked, TailsReadOnly, FlagDeliveredLate, HeldNotEnqueued, FrozenFromTheBuddy, FrozenWhileRestored, GracePeriod, BatchWaits, TypeBeforeOptimise, TypeSetUnderLock, ScanForFlags,
        MemoryFailureUnderLock, RawErrorList, FreeTailsHandled, UnreliableCountedOnce, PutOutsideLock, ErrorsMovedUnderLock, FlagsMovedUnderLock, TypeAsked, FlaggedUnderLock, TypeUntilRestored,
        DemotionLooksAgain, AddBackKeepsPrivate, SurplusLooksAtTheFlag, HealthyPagesFreed, FreeWaitedFor, LookupAsksNextPage, ReportLooksForFakeHeads, CopiesAreReset, RollBackKeepsHead,
        MappedIsCopied, FlushBeforeKey, KeyBeforeHead, RangeInBytes, ZoneTailMadeFirst, FlushAllFlushes, OthersPaused, HugeMappingReadUnderLock, BlockSplit, FlushBeforeRollBack, HeadStays,
        ListIsReset, TwoFrames, FramesCleared, UnmappedFlagged, PoisonedNotMapped, FlushBeforeDrop, UnpoisonTakesOne, UnpoisonKeepsReferences, UnpoisonLocksList, UnpoisonRefusesUnfinished, SoftOfflineAsksList, ReservedKept, FitCounted, SurplusTakenAlong,
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
            Remedied = (design, [.. corrections.Select(correction => correction.Name)]),
        };
    }

    private static partial Exception NoSuch(string name);
}
