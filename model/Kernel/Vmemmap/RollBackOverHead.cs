namespace Vmemmap.Model.Kernel.Vmemmap;

/// <summary>
/// As <see cref="RollBackWithNewHead"/>, with the walk that begins with the head's page and asks nothing: <c>vmemmap_restore_pte()</c> makes a page of tails of whatever it comes to (<see cref="RestorePte"/>), so the head's page is given the frame that was
/// collected last, full of tails, and the last tail page the frame that the head's page had. The new frame, with the head, is mapped nowhere then, and is in no list. So struct page 0 of the hugepage is a tail: PG_head, order, type, private and what is recorded of
/// errors are lost. As the error is returned <c>static_branch_dec()</c> follows, of a key that nobody asks any longer, and folio_clear_hugetlb_vmemmap_optimized() in a word that is 0. The hugepages of 1 GiB that are made at run time are in a list then
/// (<c>prep_and_add_allocated_folios()</c>), and the word that leads on to the next one is <c>compound_info</c> now: the mask. Not followed: a surplus hugepage, which is in no list, and goes to its user as it is.
/// mm/hugetlb_vmemmap.c <c>vmemmap_remap_free()</c>, <c>vmemmap_restore_pte()</c> (c0b495b91a47, v7.1-rc1; c7bde43f6daf, v7.1).
/// </summary>
/// <param name="FlushesFirst">as of <see cref="RollBack"/>; ours.</param>
[KernelFunction("vmemmap_remap_free(): -ENOMEM", "v7.1-rc1 (c0b495b91a47) as of 01b1d0ffb6f7, mm/hugetlb_vmemmap.c: vmemmap_remap_free(), vmemmap_restore_pte(), __hugetlb_vmemmap_optimize_folio(), __hugetlb_vmemmap_optimize_folios(); the diff of c7bde43f6daf; FlushesFirst: ours")]
public sealed partial record RollBackOverHead(bool FlushesFirst = false) : RollBackWithNewHead(FlushesFirst, ClearsFlag: true, TakesHead: true)
{
    public override IReadOnlyList<ControlPoint> Visits => [.. base.Visits, HeadLost];

    protected override ControlPoint RolledBack => HeadLost;

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        .. base.Steps<B, N>(parts),

        new HugepageStep<B, N>("follow-overwritten-head", "__hugetlb_vmemmap_optimize_folios(): list_for_each_entry()", HeadLost) { Then = (s, _) => s.Oops.Value = true },
    ];

    // Up to the flush a CPU may still find them in the frame that the head's page had.
    protected override void Forgets<B, N>(State<B, N> s, N h)
    {
        s.Hugetlb[h] = false;
        s.Optimised[h] = false;
    }

    protected override void CopyToHead<B, N>(RestorePte callback, State<B, N> s, N h) => callback.Write(s, h);
}
