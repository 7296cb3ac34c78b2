using System.Globalization;
using Vmemmap.Kernel.Protocol;

namespace Vmemmap.Kernel.Replaying;

/// <summary>Where a step is seen in a race.</summary>
/// <param name="Actor">who does it: 0 or 1.</param>
/// <param name="Fits">an event of his is it.</param>
/// <param name="IsWithPrevious">it is the event that the step before was seen at, too.</param>
public sealed record Hook(int Actor, Func<KernelEvent, bool> Fits, bool IsWithPrevious = false);

/// <summary>Where steps of a design are seen in the code: the kind of an event, and what it is about.</summary>
/// <param name="layout">where the words of a struct page are.</param>
public sealed class Hooks(StructPageLayout layout)
{
    private const int SlotsPerPage = 64;
    private const int Other = 1;

    /// <summary>Kind and object of an event: those of one actor are counted to tell one from another.</summary>
    public static string Of(KernelEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return happened switch
        {
            SlotsStored stored => string.Create(CultureInfo.InvariantCulture, $"store to frame {stored.Frame}, slot {stored.Slot}"),
            WordLoaded loaded => string.Create(CultureInfo.InvariantCulture, $"load of page {loaded.Page}, slot {loaded.Slot}, word {loaded.Word}"),
            _ => $"{happened with { Pc = 0 }}",
        };
    }

    /// <summary>
    /// What a lookup, or memory failure, is seen to do in a step; null where nothing is to be seen of it. The loads of the fake-head test are such in memory failure: while no hugepage is optimised the code's static key spares
    /// them.
    /// </summary>
    /// <param name="step">the step.</param>
    public Hook? OfOther(TracedStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var (page, slot) = (step.Place / SlotsPerPage, step.Place % SlotsPerPage);
        Func<KernelEvent, bool>? fits = step.Name switch
        {
            "read-compound-head" or "failure-reads-compound-head" => happened => IsLoad(happened, page, slot, layout.WordOf.CompoundHead),
            "read-pg-head" => happened => IsLoad(happened, page, slot, layout.WordOf.Flags),
            "read-next-page" => happened => IsLoad(happened, page, 1, layout.WordOf.CompoundHead),
            "reader-ends" => happened => happened is CallReturned { Call.Kind: CallKind.Look },
            "memory-failure" => happened => happened is CallBegun { Call.Kind: CallKind.Fail },
            // get_huge_page_for_hwpoison() decides under hugetlb_lock.
            "failure-sees-ordinary" => happened => happened is HugetlbLock { IsTaken: false },
            // A store that does not get through is an oops.
            "flag-page" => happened => happened is Complaint { Kind: ComplaintKind.Oops } || (happened is SlotsStored stored && stored.Slot == slot && IsPoisoned(stored)),
            "record-raw-error" => happened => happened is SlotsStored { Slot: 0 } stored && IsPoisoned(stored),
            "dissolve-free-page" => happened => happened is OperationEntered { IsOptimise: false },
            "memory-failure-ends" => happened => happened is CallReturned { Call.Kind: CallKind.Fail },
            _ => null,
        };
        return fits is null ? null : new(Other, fits);
    }

    /// <summary>A hugepage gets its type.</summary>
    public bool GivesType(KernelEvent happened) => happened is SlotsStored stored && stored.Slot == layout.Type.Slot && layout.IsHugetlb(stored.Words);

    private static bool IsLoad(KernelEvent happened, int page, int slot, int word) => happened is WordLoaded loaded && (loaded.Page, loaded.Slot, loaded.Word) == (page, slot, word);

    private bool IsPoisoned(SlotsStored stored) => (stored.Words[layout.WordOf.Flags] >> (int)layout["PG_hwpoison"] & 1) != 0;
}
