namespace Vmemmap.Model.Kernel.Vmemmap;

/// <summary>
/// On s390 <c>flush_tlb_all()</c> is an empty macro, so a list of hugepages is optimised, or restored, with no flush at all: VMEMMAP_SPLIT_NO_TLB_FLUSH and VMEMMAP_REMAP_NO_TLB_FLUSH leave it to that. A hugepage that is optimised alone, and
/// the rollback of a failed optimise, are flushed by <c>flush_tlb_kernel_range()</c>, which there flushes all of the kernel's address space, whatever its range: so what others do still flushes what is stale of every hugepage.
/// mm/hugetlb_vmemmap.c since f13b83fdd996 (v6.7); 64e2f60f355e (v6.18) takes the optimisation from s390.
/// </summary>
[KernelFunction("flush_tlb_all() on s390", "6.8.0, arch/s390/include/asm/tlbflush.h: flush_tlb_all(), flush_tlb_kernel_range(), arch/s390/Kconfig, mm/hugetlb_vmemmap.c: hugetlb_vmemmap_optimize_folios(), hugetlb_vmemmap_restore_folios(); f13b83fdd996 (v6.7), 64e2f60f355e (v6.18)")]
public sealed partial record FlushTlbAllOnS390 : Part
{
    public override Performer Performer => Performer.Flusher;

    public override IReadOnlyList<ControlPoint> Visits => [];

    public override bool FlushAllIsEmpty => true;

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts)
    {
        var flushed = parts.The<RemapFree>().Steps<B, N>(parts).Single(step => step.Name == "flush-remapped");
        return
        [
            // The hugepage is one of a list: the same step without its flush.
            flushed with
            {
                Name = "flush-remapped-not",
                Function = "hugetlb_vmemmap_optimize_folios(): flush_tlb_all(): empty",
                Then = (s, x) => s.Forgetting("stale", () => s.Forgetting("stale_writable", () => flushed.Then(s, x))),
            },

            new HugepageStep<B, N>("flush-with-others", "flush_tlb_kernel_range() of others: __tlb_flush_kernel()")
            {
                Then = (s, h) => s.FlushTlb(h),
            },
        ];
    }
}
