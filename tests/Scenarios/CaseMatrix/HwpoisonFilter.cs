using Vmemmap.Model.Control;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Parts;
using static Vmemmap.Model.Logic.Index;

namespace Vmemmap.Tests.Scenarios.CaseMatrix;

/// <summary>
/// A page is healthy, hwpoison-inject reports it, and <c>hwpoison_filter()</c> hits: -EOPNOTSUPP, and nothing shall have happened. So no memory fails, and what is bad stays what it was. For scenarios only, and part of no design of the
/// catalogue: it says what becomes of such a report where the filter is asked, not where memory failure ends before; and what it leaves behind from 6.1 on (a healthy page that is flagged) is no error that the kernel met, but one that a
/// tester made up.
/// </summary>
/// <param name="asks">where it is asked.</param>
internal sealed record HwpoisonFilter(Filtering asks) : Part
{
    private static ControlPoint Undoing { get; } = new(Actor.MemoryFailure, "undoing the record", Phase.Working);

    public override IReadOnlyList<ControlPoint> Visits => asks == Filtering.FreeHugepages
        ? [FailurePoints.Idle, FailurePoints.Reported, FailurePoints.FoundFree]
        : [FailurePoints.Idle, FailurePoints.Reported, FailurePoints.FoundFree, FailurePoints.FoundInUse, Undoing];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) => [Injects<B, N>(), .. asks == Filtering.FreeHugepages ? [HitsFreePage<B, N>()] : Hits<B, N>()];

    private static Step<B, N> Injects<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        new("inject-error", "hwpoison_inject(): memory_failure(pfn, MF_SW_SIMULATED)", Folio, Page, Slot)
        {
            At = [FailurePoints.Idle],
            When = [("the page is healthy", (s, x) => !s.Bad[x.Folio, x.Page, x.Slot])],
            Then = (s, x) =>
            {
                s.Failure.Folio.Value = x.Folio;
                s.Failure.Page.Value = x.Page;
                s.Failure.Slot.Value = x.Slot;
                s.GoTo(FailurePoints.Reported);
            },
        };

    // Up to v5.15: hwpoison_filter(p) && TestClearPageHWPoison(p), so of a tail that is not flagged it goes on to the test for another subpage, which finds the flag of the head and gives up. The clearing is a locked
    // instruction that writes whatever it finds.
    private static Step<B, N> HitsFreePage<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        new FailureStep<B, N>("filter-hits", "memory_failure_hugetlb(): hwpoison_filter(p) && TestClearPageHWPoison(p)", FailurePoints.FoundFree)
        {
            When = [IsInjected<B, N>()],
            ThroughTranslation = true,
            Then = (s, h, v, e, f) =>
            {
                var mayWrite = s.MayWrite(h, v, f);
                s.PgHwpoison[f, e] = s.PgHwpoison[f, e] & !mayWrite;
                s.StrayStore[h] = s.StrayStore[h] | (v >= s.KeptPages & f == s.SharedFrame(h)) | !mayWrite;
                s.Oops.Value = s.Oops.Value | !mayWrite;

                // num_poisoned_pages_dec(), of the one or of the other.
                s.UncountPoisonedIf(true, h, v, e);
                s.EndFailure(true);
            },
        };

    private Step<B, N>[] Hits<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        new FailureStep<B, N>("filter-hits", "try_memory_failure_hugetlb(): hwpoison_filter(p)", FailurePoints.FoundFree, FailurePoints.FoundInUse)
        {
            When = [IsInjected<B, N>()],
            Then = (s, h, v, e, f) =>
            {
                var head = s.HeadFrame(h);
                var clears = asks switch
                {
                    Filtering.HeadFlagOnly => true,
                    Filtering.ListUnlessShared => !s.Unreliable[h],
                    _ => !s.Unreliable[h] & !s.Optimised[h],
                };
                s.PgHwpoison[head, 0] = s.PgHwpoison[head, 0] & !clears;
                s.Struck[h, v, e] = false;

                // v5.18 counts behind the filter, the machine when it records; later releases when they return.
                s.UncountPoisonedIf(asks == Filtering.HeadFlagOnly, h, v, e);
                s.GoTo(Undoing);
            },
        },

        // Of shared tails none is flagged, and the list stays as it is.
        new("filter-moves-entry", "folio_clear_hugetlb_hwpoison(): SetPageHWPoison(p->page)", Folio, Page, Slot)
        {
            At = [Undoing],
            When =
            [
                ("the page is in the list", (s, x) => s.Failure.Folio.Value == x.Folio & s.RawList[x.Folio, x.Page, x.Slot]),
                ("the list is moved", (s, x) => !s.Unreliable[x.Folio] & !s.Optimised[x.Folio]),
            ],
            Then = (s, x) =>
            {
                s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot] = true;
                s.RawList[x.Folio, x.Page, x.Slot] = false;
            },
        },

        new("filter-returns", "try_memory_failure_hugetlb(): -EOPNOTSUPP", Folio)
        {
            At = [Undoing],
            When = [("it is the hugepage of memory failure", (s, x) => s.Failure.Folio.Value == x.Folio)],
            WhenAll = [new("no entry is left to move", (s, x) => !s.RawList[x.Folio, x.Page, x.Slot] | s.Unreliable[x.Folio] | s.Optimised[x.Folio], Page, Slot)],
            Then = (s, x) =>
            {
                var (h, holds) = (x.Folio, s.Failure.Holds.Value);
                if (asks == Filtering.HeadFlagOnly)
                {
                    // v5.18 leaves the reference that it took where it is.
                    s.HeldByFailure[h] = s.HeldByFailure[h] | holds;
                }
                else
                {
                    // Migratable it was where a reference was taken.
                    s.Migratable[h] = s.Migratable[h] | holds;
                    s.Inflight[h] = s.Inflight[h] | s.PutHead(h, N.If(holds, 1, 0));
                }
                s.Failure.Holds.Value = false;
                s.EndFailure(true);
            },
        },
    ];

    private static (string, Func<State<B, N>, N, B>) IsInjected<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => ("the error is made up", (s, h) => !s.Bad[h, s.Failure.Page.Value, s.Failure.Slot.Value]);
}

/// <summary>Where memory failure asks its filter, and what it takes back.</summary>
internal enum Filtering
{
    /// <summary>Of free hugepages, and it clears the flag of the page itself: v5.9, v5.14.</summary>
    FreeHugepages,

    /// <summary>Of all; there is no list: v5.18.</summary>
    HeadFlagOnly,

    /// <summary>Of all; the head's flag is cleared, and the list becomes flags of its pages unless tails are shared: 6.1.192.</summary>
    ListUnlessShared,

    /// <summary>Of all; nothing is done where tails are shared: 6.12 and later.</summary>
    NothingIfShared,
}
