using Vmemmap.Model.Kernel.Users;

namespace Vmemmap.Model.Kernel.Vmemmap;

/// <summary>
/// New hugepages are optimised in batches, and only the first of a batch waits for walkers: <c>flags &amp;= ~VMEMMAP_SYNCHRONIZE_RCU</c> follows the first call, whatever that did. Where it returned at once, as
/// vm.hugetlb_optimize_vmemmap was 0, and that is 1 when the next is asked, nobody waits. (A restore forgets the flag after the first hugepage that it restores.) As any batch may begin with such a hugepage,
/// any optimise may go without; with the wait, it is one of the first or one of those that the first waited for. mm/hugetlb_vmemmap.c <c>hugetlb_vmemmap_optimize_folios()</c>.
/// </summary>
[KernelFunction("hugetlb_vmemmap_optimize_folios(): synchronize_rcu()", "6.12.113, mm/hugetlb_vmemmap.c: hugetlb_vmemmap_optimize_folios(), __hugetlb_vmemmap_optimize_folio(), vmemmap_should_optimize_folio()")]
public sealed partial record OptimiseBatch : Part
{
    public override IReadOnlyList<ControlPoint> Visits => [];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts)
    {
        var waited = parts.The<RemapFree>().Steps<B, N>(parts).Single(step => step.Name == "optimise");
        return
        [
            waited with
            {
                Name = "optimise-unwaited",
                Function = "hugetlb_vmemmap_optimize_folios(): the first of the batch was skipped",
                When = [.. waited.When.Where(when => when.Says != PfnWalker.Waited)],
            },
        ];
    }
}
