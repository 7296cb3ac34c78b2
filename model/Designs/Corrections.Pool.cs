using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Kernel.Users;
using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Designs;

/// <content>Of the life of a hugepage: its type, its references, who waits for whom.</content>
public static partial class Corrections
{
    /// <summary>HPageFreed is asked for.</summary>
    public static Correction FreedFlagAsked { get; } = Correction.OfParts(
        "freed-flag-asked", "7ffddd499ba6 (v5.11): dissolve_free_huge_page() waits until a hugepage is on the free list, which HPageFreed tells.",
        parts => parts.Adapt<HandleFailureByWorker>(part => part with { AsksFreed = true }));

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

    /// <summary>What is reserved again stays in the pool.</summary>
    public static Correction ReservedKept { get; } = Correction.OfParts(
        "reserved-kept", "Ours: free_huge_folio() enqueues what it has just reserved again, though its node has surplus hugepages.",
        parts => parts.Adapt<Reservations>(part => part with { KeepsReserved = true }));

    /// <summary>Hugepages with errors are not promised.</summary>
    public static Correction FitCounted { get; } = Correction.OfParts(
        "fit-counted", "Ours: hugepages on the free list with PG_hwpoison are counted, and neither gather_surplus_pages() nor alloc_hugetlb_folio() takes them for free ones, nor dissolve_free_hugetlb_folio() of one without.",
        parts => parts.Adapt<Reservations>(part => part with { CountsFit = true }));

    /// <summary>No surplus is left behind.</summary>
    public static Correction SurplusTakenAlong { get; } = Correction.OfParts(
        "surplus-taken-along", "Ours: free_huge_folio() of a temporary hugepage takes a surplus along where as many are surplus as there are hugepages.",
        parts => parts.Adapt<PoolSize>(part => part with { TakesSurplusAlong = true }));

    /// <summary>No type is set while memory failure asks for it.</summary>
    public static Correction TypeSetUnderLock { get; } = Correction.OfParts(
        "type-set-under-lock", "Ours: the type is set under hugetlb_lock, so not between memory failure's lookup of the head and its test of the type.",
        parts => parts.Adapt<SetTypeBeforeOptimise>(part => part with { IsUnderLock = true }));

    /// <summary>Nothing comes to the page allocator as a hugepage.</summary>
    public static Correction TypeAsked { get; } = Correction.OfParts(
        "type-asked", "52ccdde16b65 (v6.9): whether the type is to be cleared the type tells, not the optimised flag.",
        parts => !parts.Has<FreeAndMoveRawErrorsTyped>() ? parts : parts
            .Adapt<FreeAndMoveRawErrorsTyped>(part => part with { AsksType = true })
            .Adapt<FreePagesPrepare>(part => part with { MeetsType = false }));

    /// <summary>The type goes last.</summary>
    public static Correction TypeUntilRestored { get; } = Correction.OfParts(
        "type-until-restored", "32c877191e02: typed until the last tail is restored.",
        parts => parts.The<RemoveHugetlbPage>().KeepsType ? parts : parts
            .Adapt<RemoveHugetlbPage>(part => part is RemoveThenTest ? new RemoveTypedWhileOptimised() with { KeepsFrozen = part.KeepsFrozen } : part with { KeepsType = true })
            .Adapt<FreeAndMoveHeadFlag>(part => part with { ClearsType = true })
            .Adapt<FreeAndMoveRawErrorsUnlocked>(part => part with { ClearsType = true }));
}
