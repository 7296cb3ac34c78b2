namespace Vmemmap.Model.Kernel.Failure;

/// <summary>Up to v5.17: the head is flagged without a lock, after a test for hugetlb. mm/memory-failure.c <c>memory_failure_hugetlb()</c>.</summary>
[KernelFunction("memory_failure_hugetlb(): TestSetPageHWPoison(head)", "v5.14, mm/memory-failure.c")]
public sealed record HeadFlagUnlocked : ErrorRecord
{
    public override IReadOnlyList<ControlPoint> Visits => [FailurePoints.Reported, FailurePoints.HeadFound, FailurePoints.Ordinary, FailurePoints.Recorded, FailurePoints.Idle];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new FailureStep<B, N>("failure-sees-hugetlb", "memory_failure(): PageHuge(p)", FailurePoints.Reported)
        {
            When = [("PageHuge(p)", (s, h) => s.Hugetlb[h])],
            Then = (s, h, v, e, f) => s.GoTo(FailurePoints.HeadFound),
        },
        new FailureStep<B, N>("flag-head", "TestSetPageHWPoison(head)", FailurePoints.HeadFound) { Then = (s, h, v, e, f) => RecordSteps<B, N>.FlagHead(s, h, v, e, false) },
        RecordSteps<B, N>.SeesOrdinary(),
        RecordSteps<B, N>.FlagsPage(FailurePoints.Ordinary),
    ];

    public override B Remembers<B, N>(State<B, N> s, N folio, N page, N slot) => s.PgHwpoison[s.HeadFrame(folio), 0];
}

/// <summary>v5.18: flag and test under <c>hugetlb_lock</c>; busy hugepages are not recorded. mm/hugetlb.c <c>get_huge_page_for_hwpoison()</c> (405ce051236c).</summary>
[KernelFunction("get_huge_page_for_hwpoison()", "405ce051236c (v5.18), mm/memory-failure.c: __get_huge_page_for_hwpoison()")]
public sealed record HeadFlagLocked : ErrorRecord
{
    public override IReadOnlyList<ControlPoint> Visits => [FailurePoints.Reported, FailurePoints.Ordinary, FailurePoints.Recorded, FailurePoints.Idle];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new FailureStep<B, N>("flag-head", "get_huge_page_for_hwpoison()", FailurePoints.Reported)
        {
            When =
            [
                ("PageHuge(p)", (s, h) => s.Hugetlb[h]),
                ("free in the pool or in use", (s, h) => s.At(h, Points.Pool) | s.At(h, Points.InUse)),
            ],
            Then = (s, h, v, e, f) => RecordSteps<B, N>.FlagHead(s, h, v, e, false),
        },
        new FailureStep<B, N>("failure-finds-busy", "get_huge_page_for_hwpoison(): -EBUSY", FailurePoints.Reported)
        {
            When =
            [
                ("PageHuge(p)", (s, h) => s.Hugetlb[h]),
                ("neither free in the pool nor in use", (s, h) => !(s.At(h, Points.Pool) | s.At(h, Points.InUse))),
            ],
            Then = (s, h, v, e, f) => s.EndFailure(true),
        },
        RecordSteps<B, N>.SeesOrdinary(),
        RecordSteps<B, N>.FlagsPage(FailurePoints.Ordinary),
    ];

    public override B Remembers<B, N>(State<B, N> s, N folio, N page, N slot) => s.PgHwpoison[s.HeadFrame(folio), 0];
}
