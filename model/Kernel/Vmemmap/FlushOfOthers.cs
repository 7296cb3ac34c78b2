namespace Vmemmap.Model.Kernel.Vmemmap;

/// <summary>
/// A list of hugepages is optimised, or restored, with <c>flush_tlb_all()</c>: that flushes what is stale of every other hugepage, too, in the middle of whatever another task does with it. mm/hugetlb_vmemmap.c
/// <c>hugetlb_vmemmap_optimize_folios()</c>, <c>hugetlb_vmemmap_restore_folios()</c> (v6.7).
/// </summary>
[KernelFunction("flush_tlb_all()", "6.8.0, 6.12.113, mm/hugetlb_vmemmap.c: hugetlb_vmemmap_optimize_folios(), hugetlb_vmemmap_restore_folios()")]
public sealed partial record FlushOfOthers : Part
{
    public override Performer Performer => Performer.Flusher;

    public override IReadOnlyList<ControlPoint> Visits => [];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new HugepageStep<B, N>("flush-with-others", "hugetlb_vmemmap_optimize_folios(), hugetlb_vmemmap_restore_folios(), of others: flush_tlb_all()")
        {
            When = [("it is being remapped", (s, h) => s.IsRemapped(h))],
            Then = (s, h) => s.FlushTlb(h),
        },
    ];
}
