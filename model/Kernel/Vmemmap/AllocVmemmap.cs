using Vmemmap.Model.Kernel.Users;

namespace Vmemmap.Model.Kernel.Vmemmap;

/// <summary>
/// A hugepage gets its struct pages back: all frames first, then one page after the other (<see cref="RestorePte"/>), then the flush. mm/hugetlb_vmemmap.c
/// <c>alloc_huge_page_vmemmap()</c>, mm/sparse-vmemmap.c <c>vmemmap_remap_alloc()</c> (v5.14, ad2fa3717b74; the RFC's patch 13).
/// </summary>
/// <param name="CanFail">frames are allocated without __GFP_NOFAIL; where one is missing, those got so far are freed.</param>
/// <param name="WaitsForWalkers">it waits for walkers before anything else: <c>synchronize_rcu()</c> (bd225530a4c7, v6.11).</param>
[KernelFunction("alloc_huge_page_vmemmap(): alloc_vmemmap_page_list(), vmemmap_remap_alloc()", "RFC patch 13/24, mm/hugetlb_vmemmap.c; CanFail: ad2fa3717b74 (v5.14), mm/sparse-vmemmap.c; WaitsForWalkers: 6.12.113, mm/hugetlb_vmemmap.c: __hugetlb_vmemmap_restore_folio()")]
public sealed partial record AllocVmemmap(bool CanFail, bool WaitsForWalkers = false) : Part
{
    public override IReadOnlyList<ControlPoint> Visits => [.. WaitsForWalkers ? [RestoreWaits] : Array.Empty<ControlPoint>(), RestoreAlloc, .. CanFail ? [RestoreUndo] : Array.Empty<ControlPoint>(), Restoring, Points.Dissolving];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts)
    {
        Step<B, N>[] failing =
        [
            new HugepageStep<B, N>("restore-fails", "alloc_vmemmap_page_list(): -ENOMEM", RestoreAlloc)
            {
                When = [("a frame is missing", (s, h) => s.ListLength[h] < s.Pages - s.KeptPages)],
                Then = (s, h) => s.GoTo(h, RestoreUndo),
            },

            new HugepageStep<B, N>("free-restore-frame", "alloc_vmemmap_page_list(): __free_page()", RestoreUndo)
            {
                When = [("a frame is left in the list", (s, h) => s.ListLength[h] > 0)],
                Then = (s, h) => s.FreeFront(h),
            },
        ];
        var walker = parts.The<PfnWalker>();
        Step<B, N> wait = new HugepageStep<B, N>("restore-waits", "__hugetlb_vmemmap_restore_folio(): synchronize_rcu()", RestoreWaits)
        {
            When = [(PfnWalker.Waited, walker.HasWaited)],
            Then = (s, h) => s.GoTo(h, RestoreAlloc),
        };
        return
        [
            .. WaitsForWalkers ? [wait] : Array.Empty<Step<B, N>>(),

            new("alloc-tail-frame", "alloc_vmemmap_page_list()", Folio, Frame)
            {
                At = [RestoreAlloc],
                When =
                [
                    ("a frame is missing", (s, x) => s.ListLength[x.Folio] < s.Pages - s.KeptPages),
                    ("the buddy allocator has this frame", (s, x) => s.Owner[x.Frame] == Owner.Buddy),
                ],
                Then = (s, x) =>
                {
                    s.Collect(x.Folio, x.Frame);
                    s.Fresh[x.Frame] = true;
                },
            },

            new HugepageStep<B, N>("restore", "vmemmap_remap_alloc()", RestoreAlloc)
            {
                When = [("all frames are there", (s, h) => s.ListLength[h] == s.Pages - s.KeptPages)],
                Then = (s, h) =>
                {
                    s.GoTo(h, Restoring);
                    s.BeginGivingBack(h, s.KeptPages, s.Pages);
                },
            },

            new HugepageStep<B, N>("flush-restored", "flush_tlb_kernel_range()", Restoring)
            {
                When = [("every entry is changed", (s, h) => s.Cursor[h] == s.WalkEnd[h])],
                Then = (s, h) =>
                {
                    s.FlushTlb(h);
                    s.WalkEnd[h] = 0;
                    s.DropList(h);
                    s.Optimised[h] = false;
                    s.StaticBranchDec(h);
                    s.EndRestore(h);
                },
            },

            .. CanFail ? failing : [],
        ];
    }
}
