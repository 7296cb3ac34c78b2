using Vmemmap.Model.Designs;

namespace Vmemmap.Model.Machine;

/// <content>What steps and invariants say about a state again and again.</content>
public sealed partial class State<B, N>
{
    /// <summary>The frame of the head's vmemmap page. No design of this machine ever moves it.</summary>
    public N HeadFrame(N folio) => Pte[folio, 0];

    /// <summary>The frame that shared tail pages are mapped to: that of the last page kept.</summary>
    public N SharedFrame(N folio) => Pte[folio, Design.KeptPages - 1];

    /// <summary>The frame at the front of the running operation's list.</summary>
    public N ListFront(N folio) => List[folio, ListLength[folio] - 1];

    /// <summary>Some CPU may translate (folio, page) to the frame: by the page table, or by an older entry it still holds.</summary>
    public B Reaches(N folio, N page, N frame) => Pte[folio, page] == frame | Stale[folio, page, frame];

    /// <summary>The struct pages are those of a compound page.</summary>
    public B IsCompound(N folio) => Stage[folio] >= Machine.Stage.Prepared;

    /// <summary>A frame is being filled, with its copy begun, for a page that a rollback or a restore is about to map.</summary>
    public B IsFilling(N folio) => IsMappingBack(folio) & Reset[folio] >= 0;

    /// <summary>A rollback or a restore is mapping frames of their own back to tail pages.</summary>
    public B IsMappingBack(N folio) => Stage[folio] == Machine.Stage.RollingBack | Stage[folio] == Machine.Stage.Restoring;

    /// <summary>An optimise or a restore is between its first and its last step.</summary>
    public B IsRemapped(N folio) =>
        Stage[folio] == Machine.Stage.Remapping | Stage[folio] == Machine.Stage.FreeingTails | Stage[folio] == Machine.Stage.RollingBack
        | (Stage[folio] >= Machine.Stage.RestoreAlloc & Stage[folio] <= Machine.Stage.Restoring);

    /// <summary>No operation is between two changes of the folio's mapping.</summary>
    public B IsSettled(N folio) => IsCompound(folio) & !IsRemapped(folio);

    /// <summary>By the control point and the flag, the tail page ought to be mapped to the shared frame.</summary>
    public B IsShared(N folio, N page)
    {
        var stage = Stage[folio];
        var mappingBack = IsMappingBack(folio);
        return page >= Design.KeptPages
            & ((stage == Machine.Stage.Remapping & page < Cursor[folio])
                | stage == Machine.Stage.FreeingTails
                | (mappingBack & page >= Cursor[folio] & page < Cursor[folio] + ListLength[folio])
                | (Optimised[folio] & !mappingBack));
    }

    /// <summary>Memory failure is running on this base page and has not yet recorded the error.</summary>
    public B IsBeingReported(N folio, N page, N slot) =>
        FailureStage.Value >= Failure.Reported & FailureStage.Value <= Failure.Ordinary
        & FailureFolio.Value == folio & FailurePage.Value == page & FailureSlot.Value == slot;

    /// <summary>
    /// <c>compound_head()</c> of the struct page (folio, page, slot), all its loads made through one translation: the folio whose head it
    /// returns, or nobody where it returns a struct page that is no head.
    /// </summary>
    public N HeadOf(N folio, N page, N slot, N frame)
    {
        var pointer = CompoundHead[frame, slot];
        var found = N.If(pointer != None.Nobody, pointer, ItselfAsHead(folio, page, slot));
        return Design.Lookup == LookupRule.Pointer
            ? found
            : N.If(pointer == None.Nobody & LooksFake(slot, frame), CompoundHead[frame, 1], found);
    }

    /// <summary>What <c>compound_head()</c> returns when it returns its argument.</summary>
    public static N ItselfAsHead(N folio, N page, N slot) => N.If(page == 0 & slot == 0, folio, None.Nobody);

    /// <summary><c>PageHead()</c> of a struct page, all loads made through one translation.</summary>
    public B PageHead(N folio, N page, N slot, N frame) => PgHead[frame, slot] & !IsFakeHead(folio, page, slot, frame);

    /// <summary><c>PageTail()</c> of a struct page, all loads made through one translation.</summary>
    public B PageTail(N folio, N page, N slot, N frame) =>
        CompoundHead[frame, slot] != None.Nobody | IsFakeHead(folio, page, slot, frame);

    /// <summary><c>PageHWPoison()</c> of a struct page as observers read it through one translation.</summary>
    public B ReadsPoisoned(N folio, N page, N slot, N frame) => Design.Memory == FailureRule.RawList
        ? (Hugetlb[folio] & (RawList[folio, page, slot] | Unreliable[folio])) | (!Hugetlb[folio] & PgHwpoison[frame, slot])
        : PgHwpoison[frame, slot];

    /// <summary>The hugepage remembers this page among its bad ones: by name where it keeps a list, else by the flag of its head alone.</summary>
    public B RawListed(N folio, N page, N slot) => Design.Memory == FailureRule.RawList ? RawList[folio, page, slot] : PgHwpoison[HeadFrame(folio), 0];

    // page_fixed_fake_head() (v5.18, include/linux/page-flags.h): a page-aligned struct page with PG_head whose successor is a tail.
    // The corrected rule leaves out the test of PG_head, which a remap between the loads can make useless.
    private B LooksFake(N slot, N frame)
    {
        var fake = slot == 0 & CompoundHead[frame, 1] != None.Nobody;
        return Design.Lookup == LookupRule.FakeHead ? fake & PgHead[frame, slot] : fake;
    }

    private B IsFakeHead(N folio, N page, N slot, N frame)
    {
        if (Design.Lookup == LookupRule.Pointer)
        {
            return false;
        }
        var itself = page == 0 & CompoundHead[frame, 1] == folio;
        return CompoundHead[frame, slot] == None.Nobody & LooksFake(slot, frame) & !itself;
    }
}
