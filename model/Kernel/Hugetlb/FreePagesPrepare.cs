namespace Vmemmap.Model.Kernel.Hugetlb;

/// <summary>Heads and tails become ordinary pages again. PG_hwpoison stays: the allocator refuses flagged pages. mm/page_alloc.c <c>free_pages_prepare()</c>.</summary>
[KernelFunction("free_pages_prepare()", "v5.18, mm/page_alloc.c")]
public sealed partial record FreePagesPrepare : Part
{
    public override IReadOnlyList<ControlPoint> Visits => [Destroying, Plain];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new HugepageStep<B, N>("free-struct-pages", "free_pages_prepare()", Destroying)
        {
            Then = (s, h) =>
            {
                var v = s.Cursor[h];
                var frame = s.Pte[h, v];
                s.PgHead.Fill(frame, false);
                s.CompoundHead.Fill(frame, None.Nobody);
                s.Refcount.Fill(frame, 0);
                s.Metadata.Fill(frame, None.Nobody);
                s.Cursor[h] = v + 1;
                s.GoTo(h, v + 1 == s.Pages, Plain, Destroying);
            },
        },
    ];
}
