namespace Vmemmap.Model.Memory;

/// <content>What memory failure, and who takes its work back, do to it.</content>
public sealed partial class State<B, N>
{
    /// <summary><c>SetPageHWPoison(page)</c> on the page's own struct page, through one translation.</summary>
    public void SetHwpoison(N folio, N page, N slot, N frame)
    {
        var mayWrite = MayWrite(folio, page, frame);
        var goesToSharedTail = page >= KeptPages & frame == SharedFrame(folio);
        PgHwpoison[frame, slot] = PgHwpoison[frame, slot] | mayWrite;
        StrayStore[folio] = StrayStore[folio] | goesToSharedTail | !mayWrite;
        LostStore[folio] = LostStore[folio] | GoesToOldHead(folio, page, frame);
        Oops.Value = Oops.Value | !mayWrite;
    }

    /// <summary><c>TestClearPageHWPoison(page)</c> on the page's own struct page, through one translation, where the condition holds: was the flag set?</summary>
    public B ClearHwpoisonIf(B condition, N folio, N page, N slot, N frame)
    {
        var (wasSet, strays) = (PgHwpoison[frame, slot], condition & !MayWrite(folio, page, frame));
        PgHwpoison[frame, slot] = wasSet & (!condition | strays);
        StrayStore[folio] = StrayStore[folio] | strays | (condition & page >= KeptPages & frame == SharedFrame(folio));
        LostStore[folio] = LostStore[folio] | (condition & GoesToOldHead(folio, page, frame));
        Oops.Value = Oops.Value | strays;
        return condition & wasSet;
    }

    /// <summary>Memory failure found a user of the page: it is unmapped from him and he is told.</summary>
    public void Strike(N folio, N page, N slot, B found) => Struck[folio, page, slot] = Struck[folio, page, slot] | found;

    /// <summary><c>num_poisoned_pages_inc(pfn)</c>, where the condition holds. Not followed for device memory, of which reports are counted and not pages.</summary>
    public void CountPoisonedIf(B condition, N folio, N page, N slot)
    {
        if (Counted is null)
        {
            return;
        }
        var wasCounted = Counted[folio, page, slot];
        Miscounted![folio] = Miscounted[folio] | (condition & wasCounted);
        Counted[folio, page, slot] = wasCounted | condition;
    }

    /// <summary><c>num_poisoned_pages_sub(pfn, 1)</c>, where the condition holds.</summary>
    public void UncountPoisonedIf(B condition, N folio, N page, N slot)
    {
        if (Counted is null)
        {
            return;
        }
        var wasCounted = Counted[folio, page, slot];
        Miscounted![folio] = Miscounted[folio] | (condition & !wasCounted);
        Counted[folio, page, slot] = wasCounted & !condition;
    }

    /// <summary>
    /// <c>num_poisoned_pages_sub(pfn, 1)</c> for each entry of the raw error list, all of which are freed. Every entry is counted, and where no record was lost nothing else of the hugepage is; where one was, its page is taken out here too,
    /// which the kernel does not.
    /// </summary>
    public void UncountEntries(N folio) => Counted?.Fill(folio, false);

    /// <summary>Who asks about a page for another reason than an error has got <c>mf_mutex</c>, and sees the folio that it is of.</summary>
    public void BeginWithMutex(N folio, N page, N slot, ControlPoint point)
    {
        Failure.Folio.Value = folio;
        Failure.Page.Value = page;
        Failure.Slot.Value = slot;
        Failure.Head.Value = N.If(IsCompound(folio), folio, None.Nobody);
        GoTo(point);
    }

    /// <summary><c>memory_failure()</c> returns where the condition holds: nothing is left of what it worked on.</summary>
    public void EndFailure(B ends)
    {
        GoToIf(0, ends, FailurePoints.Idle);
        Failure.Folio.Value = N.If(ends, None.Nobody, Failure.Folio.Value);
        Failure.Page.Value = N.If(ends, None.Nobody, Failure.Page.Value);
        Failure.Slot.Value = N.If(ends, 0, Failure.Slot.Value);
        Failure.Head.Value = N.If(ends, None.Nobody, Failure.Head.Value);
    }
}
