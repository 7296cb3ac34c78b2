using Vmemmap.Kernel.Protocol;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Memory;

namespace Vmemmap.Kernel.Abstraction;

/// <summary>
/// Memory errors: which base pages are bad, what is being reported, whom memory failure found using the page, and what the raw error lists say. As in the model, a page is bad from the call of
/// <c>memory_failure()</c> on. Who has mapped it is told when memory failure unmaps it; whoever uses it without is taken to be told. One error is reported at a time (<c>mf_mutex</c>). <c>unpoison_memory()</c> that returns 0 has declared the page good, and with it
/// all pages of the hugepage that it is in: it drops the whole list (ac5fcde0a96a), unless a correction has it take one entry. What <c>num_poisoned_pages</c> has gone up by when a call returns is put down to its page. Where it was not read, as in runs that were recorded before it was, or by
/// calls that overlap, what is bad is taken to be counted.
/// </summary>
/// <param name="state">gets what is known of errors.</param>
/// <param name="window">which pages are shown.</param>
/// <param name="takesOneBack">of a hugepage the error of one page is taken back.</param>
internal sealed class FailureBook(State<Bit, Num> state, Window window, bool takesOneBack)
{
    private readonly List<Call> reports = [];
    private readonly bool takesBack = state.Shape.Failure.Find(FailurePoints.Unpoisoning) is not null, takesOut = state.Shape.Failure.Find(FailurePoints.SoftOfflining) is not null;
    private readonly HashSet<int> mapped = [];
    private bool isTakenFromHugepage;
    private int counted;
    private int? read;

    /// <summary>Two calls of <c>memory_failure()</c> are under way, and one waits for the other: the state has room for one.</summary>
    public bool AreSeveral => reports.Count > 1;

    public void Follow(KernelEvent happened)
    {
        switch (happened)
        {
            case CallBegun { Call: { Kind: CallKind.Fail } call } when PlaceOf(call.Index) is { } place:
                reports.Add(call);
                counted = read ?? 0;
                Report(call.Block, place.Page, place.Slot);
                break;
            case CallReturned { Call: { Kind: CallKind.Fail } call } when PlaceOf(call.Index) is { } place:
                // Who took it in the meantime is found when it is unmapped: where the error was found to be one of a hugepage, and recorded as such.
                var isRecorded = state.RawList[call.Block, place.Page, place.Slot] | state.Unreliable[call.Block];
                state.Strike(call.Block, place.Page, place.Slot, isRecorded & IsTakenToBeTold(call.Block));
                state.EndFailure(true);
                Count(call.Block, place.Page, place.Slot);
                reports.Remove(call);
                if (reports is [var other, ..] && PlaceOf(other.Index) is { } left)
                {
                    Report(other.Block, left.Page, left.Slot);
                }
                break;
            case CallBegun { Call: { Kind: CallKind.Unpoison } call }:
                counted = read ?? 0;
                isTakenFromHugepage = state.Hugetlb[call.Block].IsTrue;
                if (takesBack && reports.Count == 0 && PlaceOf(call.Index) is { } asked)
                {
                    Handle(call.Block, asked.Page, asked.Slot, FailurePoints.Unpoisoning);
                }
                break;
            case CallBegun { Call: { Kind: CallKind.Offline } call }:
                counted = read ?? 0;
                if (takesOut && PlaceOf(call.Index) is { } page)
                {
                    Handle(call.Block, page.Page, page.Slot, FailurePoints.SoftOfflining);
                }
                break;
            case CallReturned { Call: { Kind: CallKind.Offline } call } returned when PlaceOf(call.Index) is { } place:
                if (returned.Result == 0)
                {
                    // It says that the page is out of use. It may be good still, but is treated as one that is not.
                    state.Bad[call.Block, place.Page, place.Slot] = true;
                    Count(call.Block, place.Page, place.Slot);
                }
                if (takesOut)
                {
                    state.EndFailure(true);
                }
                break;
            case CallReturned { Call: { Kind: CallKind.Unpoison } call } returned:
                if (returned.Result == 0)
                {
                    TakeBack(call);
                }
                if (takesBack && reports.Count == 0)
                {
                    state.EndFailure(true);
                }
                break;
            case PoisonedPagesRead poisoned:
                read = poisoned.Pages;
                break;
            case MappingChanged changed:
                _ = changed.IsMapped ? mapped.Add(changed.Block) : mapped.Remove(changed.Block);
                break;
            case UserTold told when state.Failure.Folio.Value.Value == told.Block:
                state.Strike(told.Block, state.Failure.Page.Value, state.Failure.Slot.Value, true);
                break;
            case UserChanged { Holds: true } taken:
                state.Struck.Fill(taken.Block, false);
                break;
            case RawErrorsRead list:
                state.RawList.Fill(list.Block, false);
                break;
            case RawErrorRead error when PlaceOf(error.Index) is { } place:
                state.RawList[error.Block, place.Page, place.Slot] = true;
                break;
            case BlockFreed freed:
                state.RawList.Fill(freed.Block, false);
                break;
        }
    }

    // Who has mapped it is told when he is seen to be. Who has it otherwise finds the flag when he maps it, or the CPU reports the error anew when he uses it.
    private Bit IsTakenToBeTold(int folio) => state.IsInUse(folio) & !mapped.Contains(folio);

    private void Count(int folio, int page, int slot)
    {
        if (read is not { } now || AreSeveral)
        {
            state.Counted![folio, page, slot] = true;
            return;
        }
        for (; counted < now; counted++)
        {
            state.CountPoisonedIf(true, folio, page, slot);
        }
    }

    // Of how many pages the errors of a hugepage that are taken back were, only those know that are shown.
    private void TakeBack(Call call)
    {
        var isTakenOut = read is null || read < counted;
        if (!isTakenFromHugepage || takesOneBack)
        {
            if (PlaceOf(call.Index) is { } place)
            {
                state.Bad[call.Block, place.Page, place.Slot] = false;
                state.Struck[call.Block, place.Page, place.Slot] = false;
                state.UncountPoisonedIf(isTakenOut, call.Block, place.Page, place.Slot);
            }
            return;
        }
        if (isTakenOut)
        {
            state.UncountEntries(call.Block);
        }
        state.Bad.Fill(call.Block, false);
        state.Struck.Fill(call.Block, false);
    }

    private void Report(int folio, int page, int slot)
    {
        state.Strike(folio, page, slot, !state.Bad[folio, page, slot] & IsTakenToBeTold(folio));
        state.Bad[folio, page, slot] = true;
        Handle(folio, page, slot, FailurePoints.Reported);
    }

    private void Handle(int folio, int page, int slot, ControlPoint at)
    {
        state.Failure.Folio.Value = folio;
        state.Failure.Page.Value = page;
        state.Failure.Slot.Value = slot;
        state.GoTo(at);
    }

    // Null where the page is not shown.
    private (int Page, int Slot)? PlaceOf(int index) => index < 0 ? null : window.NumberOf(index / state.Slots.Value) is >= 0 and var page ? (page, index % state.Slots.Value) : null;
}
