using Vmemmap.Model.Control;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Parts;
using static Vmemmap.Model.Control.Points;

namespace Vmemmap.Model.Kernel.Hugetlb;

/// <summary>A hugepage whose restore failed goes back to the pool. mm/hugetlb.c <c>add_hugetlb_page()</c>.</summary>
public sealed partial record AddHugetlbPage : Part
{
    /// <inheritdoc/>
    public override string Function => "add_hugetlb_page()";

    /// <inheritdoc/>
    public override string Source => "v5.18, mm/hugetlb.c";

    /// <inheritdoc/>
    public override IReadOnlyList<ControlPoint> Points => [RestoreUndo, Control.Points.Pool];

    /// <inheritdoc/>
    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new HugepageStep<B, N>("add-back", "add_hugetlb_page()", RestoreUndo)
        {
            When = [("the list is empty", (s, h) => s.ListLength[h] == 0)],
            Then = (s, h) =>
            {
                s.Hugetlb[h] = true;
                s.Refcount[s.HeadFrame(h), 0] = 0;
                s.RawPage[h] = None.Nobody;
                s.GoTo(h, Control.Points.Pool);
            },
        },
    ];
}
