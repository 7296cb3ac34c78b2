using Vmemmap.Model.Control;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Parts;

namespace Vmemmap.Model.Kernel.Failure;

/// <summary>Up to v5.17: the head is flagged without a lock, after a test for hugetlb. mm/memory-failure.c <c>memory_failure_hugetlb()</c>.</summary>
public sealed record HeadFlagUnlocked : ErrorRecord
{
    /// <inheritdoc/>
    public override string Function => "memory_failure_hugetlb(): TestSetPageHWPoison(head)";

    /// <inheritdoc/>
    public override string Source => "v5.14, mm/memory-failure.c";

    /// <inheritdoc/>
    public override IReadOnlyList<ControlPoint> Points => [FailurePoints.Reported, FailurePoints.HeadFound, FailurePoints.Ordinary, FailurePoints.Recorded, FailurePoints.Idle];

    /// <inheritdoc/>
    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new FailureStep<B, N>("failure-sees-hugetlb", "memory_failure(): PageHuge(p)", FailurePoints.Reported)
        {
            When = [("PageHuge(p)", (s, h) => s.Hugetlb[h])],
            Then = (s, h, v, e, f) => s.GoTo(FailurePoints.HeadFound),
        },
        new FailureStep<B, N>("flag-head", "TestSetPageHWPoison(head)", FailurePoints.HeadFound) { Then = (s, h, v, e, f) => RecordSteps.FlagHead(s, h, v, e, false) },
        RecordSteps.SeesOrdinary<B, N>(),
        RecordSteps.FlagsPage<B, N>(FailurePoints.Ordinary),
    ];

    /// <inheritdoc/>
    public override B Remembers<B, N>(State<B, N> s, N folio, N page, N slot)
    {
        ArgumentNullException.ThrowIfNull(s);
        return s.PgHwpoison[s.HeadFrame(folio), 0];
    }
}

/// <summary>v5.18: flag and test under <c>hugetlb_lock</c>; busy hugepages are not recorded. mm/hugetlb.c <c>get_huge_page_for_hwpoison()</c> (405ce051236c).</summary>
public sealed record HeadFlagLocked : ErrorRecord
{
    /// <inheritdoc/>
    public override string Function => "get_huge_page_for_hwpoison()";

    /// <inheritdoc/>
    public override string Source => "405ce051236c (v5.18), mm/memory-failure.c: __get_huge_page_for_hwpoison()";

    /// <inheritdoc/>
    public override IReadOnlyList<ControlPoint> Points => [FailurePoints.Reported, FailurePoints.Ordinary, FailurePoints.Recorded, FailurePoints.Idle];

    /// <inheritdoc/>
    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new FailureStep<B, N>("flag-head", "get_huge_page_for_hwpoison()", FailurePoints.Reported)
        {
            When =
            [
                ("PageHuge(p)", (s, h) => s.Hugetlb[h]),
                ("free in the pool or in use", (s, h) => s.At(h, Control.Points.Pool) | s.At(h, Control.Points.InUse)),
            ],
            Then = (s, h, v, e, f) => RecordSteps.FlagHead(s, h, v, e, false),
        },
        new FailureStep<B, N>("failure-finds-busy", "get_huge_page_for_hwpoison(): -EBUSY", FailurePoints.Reported)
        {
            When =
            [
                ("PageHuge(p)", (s, h) => s.Hugetlb[h]),
                ("neither free in the pool nor in use", (s, h) => !(s.At(h, Control.Points.Pool) | s.At(h, Control.Points.InUse))),
            ],
            Then = (s, h, v, e, f) => s.EndFailure(true),
        },
        RecordSteps.SeesOrdinary<B, N>(),
        RecordSteps.FlagsPage<B, N>(FailurePoints.Ordinary),
    ];

    /// <inheritdoc/>
    public override B Remembers<B, N>(State<B, N> s, N folio, N page, N slot)
    {
        ArgumentNullException.ThrowIfNull(s);
        return s.PgHwpoison[s.HeadFrame(folio), 0];
    }
}
