using Vmemmap.Model.Control;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Parts;
using static Vmemmap.Model.Control.Points;

namespace Vmemmap.Model.Kernel.Hugetlb;

/// <summary>A free hugepage leaves the pool. mm/hugetlb.c <c>remove_hugetlb_page()</c>.</summary>
/// <param name="KeepsType">the type stays until the tails are restored (32c877191e02).</param>
/// <param name="KeepsFrozen">the reference count stays 0 (bd225530a4c7); else the operation itself holds a reference.</param>
public sealed partial record RemoveHugetlbPage(bool KeepsType, bool KeepsFrozen) : Part
{
    /// <inheritdoc/>
    public override string Function => "remove_hugetlb_page()";

    /// <inheritdoc/>
    public override string Source => KeepsType ? "RFC patch 12/24; 32c877191e02 (v6.5), mm/hugetlb.c" : "v5.18, mm/hugetlb.c";

    /// <inheritdoc/>
    public override IReadOnlyList<ControlPoint> Points => [Control.Points.Pool, RestoreAlloc, Control.Points.Dissolving];

    /// <inheritdoc/>
    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
        [new HugepageStep<B, N>("remove-from-pool", "remove_hugetlb_page()", Control.Points.Pool) { Then = Remove }];

    /// <summary><c>remove_hugetlb_page()</c>, called by whoever dissolves a free hugepage.</summary>
    public void Remove<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B>
        where N : struct, INumber<N, B>
    {
        if (!KeepsType)
        {
            s.Hugetlb[h] = false;
        }
        if (!KeepsFrozen)
        {
            s.Refcount[s.HeadFrame(h), 0] = 1;
        }
        s.GoTo(h, s.Optimised[h], RestoreAlloc, Control.Points.Dissolving);
    }
}
