using Vmemmap.Model.Control;
using Vmemmap.Model.Parts;
using static Vmemmap.Model.Control.Points;

namespace Vmemmap.Model.Kernel.Hugetlb;

/// <summary>The compound page becomes recognisable as hugetlb. mm/hugetlb.c <c>prep_new_huge_page()</c>: <c>set_compound_page_dtor()</c>.</summary>
public abstract record SetHugetlbType : Part
{
    /// <inheritdoc/>
    public override string Function => "prep_new_huge_page(): set_compound_page_dtor()";

    /// <summary>Where the hugepage enters the optimisation.</summary>
    public abstract ControlPoint OptimisedFrom { get; }
}

/// <summary>Up to v6.6: after the tails are remapped.</summary>
public sealed partial record SetTypeAfterOptimise : SetHugetlbType
{
    /// <inheritdoc/>
    public override string Source => "v5.18, mm/hugetlb.c: __prep_new_huge_page()";

    /// <inheritdoc/>
    public override ControlPoint OptimisedFrom => Prepared;

    /// <inheritdoc/>
    public override IReadOnlyList<ControlPoint> Points => [Prepared, Finishing];

    /// <inheritdoc/>
    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new HugepageStep<B, N>("set-hugetlb-type", "set_compound_page_dtor()", Finishing)
        {
            When = [("the type is not set", (s, h) => !s.Hugetlb[h])],
            Then = (s, h) => s.Hugetlb[h] = true,
        },
    ];
}

/// <summary>d8f5f7e445f0: before the first tail is remapped. Ours: not if a page of the block was flagged since it was allocated.</summary>
public sealed partial record SetTypeBeforeOptimise : SetHugetlbType
{
    /// <inheritdoc/>
    public override string Source => "d8f5f7e445f0 (v6.7), mm/hugetlb.c: init_new_hugetlb_folio(), with a check of ours";

    /// <inheritdoc/>
    public override ControlPoint OptimisedFrom => Typed;

    /// <inheritdoc/>
    public override IReadOnlyList<ControlPoint> Points => [Prepared, Typed, Destroying];

    /// <inheritdoc/>
    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new HugepageStep<B, N>("set-hugetlb-type", "set_compound_page_dtor()", Prepared)
        {
            WhenAll =
            [
                new("no page was flagged since the block left the buddy allocator", (s, x) => !s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot], Logic.Index.Page, Logic.Index.Slot),
            ],
            Then = (s, h) =>
            {
                s.Hugetlb[h] = true;
                s.GoTo(h, Typed);
            },
        },

        new("reject-flagged-page", "prep_new_huge_page(): our check", Logic.Index.Folio, Logic.Index.Page, Logic.Index.Slot)
        {
            At = [Prepared],
            When = [("this page was flagged since the block left the buddy allocator", (s, x) => s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot])],
            Then = (s, x) => s.BeginDestroying(x.Folio),
        },
    ];
}
