using Vmemmap.Model.Control;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Parts;
using static Vmemmap.Model.Control.Points;

namespace Vmemmap.Model.Kernel.Hugetlb;

/// <summary>Heads and tails become ordinary pages again. PG_hwpoison stays: the allocator refuses flagged pages. mm/page_alloc.c <c>free_pages_prepare()</c>.</summary>
public partial record FreePagesPrepare : Part
{
    /// <inheritdoc/>
    public override string Function => "free_pages_prepare()";

    /// <inheritdoc/>
    public override string Source => "v5.18, mm/page_alloc.c";

    /// <inheritdoc/>
    public override IReadOnlyList<ControlPoint> Points => [Destroying, Plain];

    /// <inheritdoc/>
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
                Sweep(s, h, v, frame);
                s.Cursor[h] = v + 1;
                s.GoTo(h, v + 1 == s.Pages, Plain, Destroying);
            },
        },
    ];

    /// <summary>What becomes of flags of single pages: they stay.</summary>
    protected virtual void Sweep<B, N>(State<B, N> s, N h, N v, N frame)
        where B : struct, ITruth<B>
        where N : struct, INumber<N, B>
    {
    }
}

/// <summary>
/// RFC patch 18, <c>__free_hugepage()</c>: of all struct pages with the flag only the one that dissolve was told of keeps it; the others may have got theirs through the
/// shared frame. Where dissolve was told of none the index is 0, that of the head.
/// </summary>
public sealed record FreeAndSweepAliases : FreePagesPrepare
{
    /// <inheritdoc/>
    public override string Function => "__free_hugepage(), free_pages_prepare()";

    /// <inheritdoc/>
    public override string Source => "RFC patch 18/24, mm/hugetlb.c";

    /// <inheritdoc/>
    protected override void Sweep<B, N>(State<B, N> s, N h, N v, N frame)
    {
        ArgumentNullException.ThrowIfNull(s);
        var wasTold = s.RawPage[h] != None.Nobody;
        var isHere = N.If(wasTold, s.RawPage[h], 0) == v;
        var slot = N.If(isHere & wasTold, s.RawSlot[h], 0);
        var keeps = isHere & s.PgHwpoison[frame, slot];
        s.PgHwpoison.Fill(frame, false);
        s.PgHwpoison[frame, slot] = keeps;
        s.RawPage[h] = N.If(v + 1 == s.Pages, None.Nobody, s.RawPage[h]);
    }
}
