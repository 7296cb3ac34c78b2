using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Machine;
using static Vmemmap.Model.Logic.Index;

namespace Vmemmap.Model.Operations;

/// <summary>
/// The tail pages of a new hugepage are remapped to the shared frame and their own frames are freed. mm/hugetlb_vmemmap.c
/// <c>free_huge_page_vmemmap()</c>, mm/sparse-vmemmap.c <c>vmemmap_remap_free()</c> (v5.14, f41f2ed43ca5; v5.18, e7d324850bfc; the RFC's patch 10).
/// </summary>
internal static class Optimise<B, N>
    where B : struct, ITruth<B>
    where N : struct, INumber<N, B>
{
    public static IEnumerable<Step<B, N>> Steps(Design design)
    {
        Conjunct<B, N> atWalk = StepWriting.At<B, N>(Stage.Remapping);
        Conjunct<B, N> atFree = StepWriting.At<B, N>(Stage.FreeingTails);
        Conjunct<B, N> walking = new("an entry is left to change", (s, x) => s.Cursor[x.Folio] < s.Pages);
        Conjunct<B, N>[] entry = design.TypeBeforeOptimise
            ? [StepWriting.At<B, N>(Stage.Prepared), new("the type is set", (s, x) => s.Hugetlb[x.Folio])]
            : [StepWriting.At<B, N>(Stage.Prepared)];

        yield return new("optimise", "free_huge_page_vmemmap()", [Folio], entry,
            (s, x) =>
            {
                s.Stage[x.Folio] = Stage.Remapping;
                s.Cursor[x.Folio] = design.KeptPages;
            });

        yield return new("leave-unoptimised", "free_huge_page_vmemmap(): switched off", [Folio], entry,
            (s, x) => s.Stage[x.Folio] = Stage.Finishing);

        yield return new("remap-tail", "vmemmap_remap_pte()", [Folio], [atWalk, walking],
            (s, x) =>
            {
                var (h, v) = (x.Folio, s.Cursor[x.Folio]);
                var own = s.Pte[h, v];
                s.Pte[h, v] = s.SharedFrame(h);
                s.Writable[h, v] = design.TailsWritable;
                s.Stale[h, v, own] = true;
                StepWriting.Push(s, h, own);
                s.Cursor[h] = v + 1;
            });

        yield return new("flush-remapped", "flush_tlb_kernel_range()", [Folio],
            [atWalk, new("every entry is changed", (s, x) => s.Cursor[x.Folio] == s.Pages)],
            (s, x) =>
            {
                StepWriting.Flush(s, x.Folio);
                s.Stage[x.Folio] = Stage.FreeingTails;
            });

        yield return new("free-tail-frame", "free_vmemmap_page_list()", [Folio],
            [atFree, new("a frame is left in the list", (s, x) => s.ListLength[x.Folio] > 0)],
            (s, x) => StepWriting.FreeFront(s, x.Folio));

        yield return new("set-optimised", "SetHPageVmemmapOptimized()", [Folio],
            [atFree, new("the list is empty", (s, x) => s.ListLength[x.Folio] == 0)],
            (s, x) =>
            {
                s.Optimised[x.Folio] = true;
                s.Stage[x.Folio] = Stage.Finishing;
            });

        if (design.OptimiseCanFail)
        {
            // Splitting the next huge mapping of vmemmap needs a page table: -ENOMEM. Nothing to undo where no entry was changed.
            yield return new("optimise-fails", "split_vmemmap_huge_pmd(): -ENOMEM", [Folio], [atWalk, walking],
                (s, x) =>
                {
                    s.Stage[x.Folio] = N.If(s.ListLength[x.Folio] == 0, Stage.Finishing, Stage.RollingBack);
                    s.Cursor[x.Folio] = design.KeptPages;
                    s.Reset[x.Folio] = -1;
                });

            yield return new("flush-rolled-back", "flush_tlb_kernel_range()", [Folio],
                [StepWriting.At<B, N>(Stage.RollingBack), new("the list is empty", (s, x) => s.ListLength[x.Folio] == 0)],
                (s, x) =>
                {
                    StepWriting.Flush(s, x.Folio);
                    s.Stage[x.Folio] = Stage.Finishing;
                });
        }
    }
}
