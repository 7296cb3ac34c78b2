using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Machine;
using static Vmemmap.Model.Logic.Index;

namespace Vmemmap.Model.Operations;

/// <summary>
/// A hugepage is made from base pages and gets its type. mm/hugetlb.c <c>alloc_fresh_huge_page()</c>, <c>prep_new_huge_page()</c>; mm/page_alloc.c
/// <c>prep_compound_page()</c>. The steps of optimise stand in between (<see cref="Optimise{B, N}"/>).
/// </summary>
internal static class Creation<B, N>
    where B : struct, ITruth<B>
    where N : struct, INumber<N, B>
{
    public static IEnumerable<Step<B, N>> Steps(Design design)
    {
        yield return new("alloc-hugepage", "alloc_fresh_huge_page()", [Folio],
            [
                StepWriting.At<B, N>(Stage.Plain),
                new("every base page is free in the buddy allocator", (s, x) => !s.Lent[x.Folio, x.Page, x.Slot], [Page, Slot]),
                new("check_new_pages() finds no flag", (s, x) => !s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot], [Page, Slot]),
            ],
            (s, x) =>
            {
                s.Stage[x.Folio] = Stage.Preparing;
                s.Cursor[x.Folio] = 0;
            });

        yield return new("prep-compound-page", "prep_compound_page()", [Folio],
            [
                StepWriting.At<B, N>(Stage.Preparing),
            ],
            (s, x) =>
            {
                var (h, v) = (x.Folio, s.Cursor[x.Folio]);
                WriteStructPages(s, h, v);
                s.Cursor[h] = v + 1;
                s.Stage[h] = N.If(v + 1 == s.Pages, Stage.Prepared, Stage.Preparing);
            });

        yield return new("set-hugetlb-type", "set_compound_page_dtor()", [Folio], TypeGuard(design), (s, x) => s.Hugetlb[x.Folio] = true);

        if (design.TypeBeforeOptimise)
        {
            yield return new("reject-flagged-page", "prep_new_huge_page(): our check", [Folio, Page, Slot],
                [
                    StepWriting.At<B, N>(Stage.Prepared),
                    new("the type is not set", (s, x) => !s.Hugetlb[x.Folio]),
                    new("this page was flagged since the block left the buddy allocator", (s, x) => s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot]),
                ],
                (s, x) =>
                {
                    s.Stage[x.Folio] = Stage.Destroying;
                    s.Cursor[x.Folio] = 0;
                    s.ReaderLive[x.Folio] = false;
                });
        }
    }

    private static IReadOnlyList<Conjunct<B, N>> TypeGuard(Design design)
    {
        Conjunct<B, N> untyped = new("the type is not set", (s, x) => !s.Hugetlb[x.Folio]);
        return design.TypeBeforeOptimise
            ?
            [
                StepWriting.At<B, N>(Stage.Prepared),
                untyped,
                new("no page was flagged since the block left the buddy allocator", (s, x) => !s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot], [Page, Slot]),
            ]
            : [StepWriting.At<B, N>(Stage.Finishing), untyped];
    }

    // One vmemmap page full of tails; the first begins with the head and carries the folio's data.
    private static void WriteStructPages(State<B, N> s, N h, N v)
    {
        var frame = s.Pte[h, v];
        var isFirst = v == 0;
        s.PgHead.Fill(frame, false);
        s.CompoundHead.Fill(frame, h);
        s.Refcount.Fill(frame, 0);
        s.Metadata.Fill(frame, None.Nobody);
        s.PgHead[frame, 0] = isFirst;
        s.CompoundHead[frame, 0] = N.If(isFirst, None.Nobody, h);
        s.Refcount[frame, 0] = N.If(isFirst, s.Design.FrozenWhileRemapped ? 0 : 1, 0);
        s.Metadata[frame, s.SpecialSlot] = N.If(isFirst, h, None.Nobody);
    }
}
