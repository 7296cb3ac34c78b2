using Vmemmap.Model.Kernel.Hugetlb;

namespace Vmemmap.Model.Designs;

/// <summary>v7.3 with the smallest changes that make every invariant hold. Taking any of them away brings back a refutation.</summary>
public static class Corrected
{
    /// <summary>The changes.</summary>
    public static IReadOnlyList<Correction> Made { get; } =
    [
        Corrections.GracePeriod, Corrections.ScanForFlags, Corrections.UnreliableCountedOnce, Corrections.ErrorsMovedUnderLock, Corrections.FlagsMovedUnderLock, Corrections.FlaggedUnderLock, Corrections.DemotionLooksAgain, Corrections.AddBackKeepsPrivate, Corrections.SurplusLooksAtTheFlag, Corrections.ZoneTailMadeFirst,
        Corrections.HeadStays,
    ];

    /// <summary>The design.</summary>
    public static Design Design { get; } = Changed with
    {
        Name = "corrected",
        Title = "Linux 7.3 with the smallest changes that make every invariant hold",
        Source = "as linux-7.3; 11aad2631bf7 undone, bd225530a4c7, a81fa1dc5db2 and our own",

        // Tails that the page allocator looks at are tails: 'no-bad-page-found', a lemma of 7.3 with "zone-tail-made-first".
        Parts = Changed.Parts.Adapt<FreePagesPrepare>(part => part with { ChecksTails = false }),
    };

    private static Design Changed => Corrections.In(Linux73.Design, Made);
}
