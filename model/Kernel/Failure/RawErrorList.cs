namespace Vmemmap.Model.Kernel.Failure;

/// <summary>A hugepage remembers each of its bad pages, in a list that is written under <c>hugetlb_lock</c>.</summary>
public abstract record ListOfErrors : ErrorRecord
{
    public override bool IsUnderLock => true;

    public override B Remembers<B, N>(State<B, N> s, N folio, N page, N slot) => s.RawList[folio, page, slot];
}

/// <summary>
/// v6.1 and later, with our corrections: flag of the head and a list of raw errors under <c>hugetlb_lock</c>, whatever the hugepage is doing (161df60e9e89, 38f6d29397cc). Ours: the
/// test for hugetlb and the flag of an ordinary page are under one hold of it too, so the page cannot become the tail of an optimised hugepage in between. mm/memory-failure.c <c>folio_set_hugetlb_hwpoison()</c>.
/// </summary>
[KernelFunction("folio_set_hugetlb_hwpoison()", "161df60e9e89, 38f6d29397cc (v6.1), mm/memory-failure.c, corrected")]
public sealed partial record RawErrorList : ListOfErrors
{
    public override IReadOnlyList<ControlPoint> Visits => [FailurePoints.LookedUp, FailurePoints.FoundFree, FailurePoints.FoundInUse, FailurePoints.Idle];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new FailureStep<B, N>("record-raw-error", "folio_set_hugetlb_hwpoison()", FailurePoints.LookedUp)
        {
            When = [("PageHuge(p)", (s, h) => s.FailureFoundHugetlb(h))],
            Then = (s, h, v, e, f) =>
            {
                s.RawList[h, v, e] = s.RawList[h, v, e] | !s.Unreliable[h];
                RecordSteps<B, N>.FindOut(s, h, RecordSteps<B, N>.FlagHead(s, h, v, e) | s.Unreliable[h]);
            },
        },
        new FailureStep<B, N>("record-fails", "folio_set_hugetlb_hwpoison(): no memory for the entry", FailurePoints.LookedUp)
        {
            When =
            [
                ("PageHuge(p)", (s, h) => s.FailureFoundHugetlb(h)),
                ("the list can be relied on and lacks the page", (s, h) => !s.Unreliable[h] & !s.RawList[h, s.Failure.Page.Value, s.Failure.Slot.Value]),
            ],
            Then = (s, h, v, e, f) =>
            {
                s.Unreliable[h] = true;
                s.RawList.Fill(h, false);
                RecordSteps<B, N>.FindOut(s, h, RecordSteps<B, N>.FlagHead(s, h, v, e));
            },
        },
        RecordSteps<B, N>.FlagsPage(FailurePoints.LookedUp, counts: true, ("!PageHuge(p)", (s, h) => !s.FailureFoundHugetlb(h))),
    ];
}
