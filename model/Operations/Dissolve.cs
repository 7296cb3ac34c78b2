using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Machine;
using static Vmemmap.Model.Logic.Index;

namespace Vmemmap.Model.Operations;

/// <summary>
/// A free hugepage leaves the pool, gets its struct pages back and is freed to the buddy allocator, or is put back where there are no frames.
/// mm/hugetlb.c <c>remove_hugetlb_page()</c>, <c>update_and_free_page()</c>, <c>add_hugetlb_page()</c>; mm/hugetlb_vmemmap.c
/// <c>alloc_huge_page_vmemmap()</c>. What becomes of a recorded error: <see cref="PoisonTransfer{B, N}"/>.
/// </summary>
internal static class Dissolve<B, N>
    where B : struct, ITruth<B>
    where N : struct, INumber<N, B>
{
    public static IEnumerable<Step<B, N>> Steps(Design design)
    {
        Conjunct<B, N> atAlloc = StepWriting.At<B, N>(Stage.RestoreAlloc);
        Conjunct<B, N> atUndo = StepWriting.At<B, N>(Stage.RestoreUndo);
        Conjunct<B, N> framesMissing = new("a frame is missing", (s, x) => s.ListLength[x.Folio] < s.Pages - design.KeptPages);
        Conjunct<B, N> listEmpty = new("the list is empty", (s, x) => s.ListLength[x.Folio] == 0);

        yield return new("remove-from-pool", "remove_hugetlb_page()", [Folio], [StepWriting.At<B, N>(Stage.Pool)],
            (s, x) => Remove(s, x.Folio));

        yield return new("alloc-tail-frame", "alloc_vmemmap_page_list()", [Folio, Frame],
            [atAlloc, framesMissing, new("the buddy allocator has this frame", (s, x) => s.Owner[x.Frame] == Owner.Buddy)],
            (s, x) =>
            {
                StepWriting.Push(s, x.Folio, x.Frame);
                s.Fresh[x.Frame] = true;
            });

        yield return new("restore", "vmemmap_remap_alloc()", [Folio],
            [atAlloc, new("all frames are there", (s, x) => s.ListLength[x.Folio] == s.Pages - design.KeptPages)],
            (s, x) =>
            {
                s.Stage[x.Folio] = Stage.Restoring;
                s.Cursor[x.Folio] = design.KeptPages;
                s.Reset[x.Folio] = -1;
            });

        yield return new("flush-restored", "flush_tlb_kernel_range()", [Folio], [StepWriting.At<B, N>(Stage.Restoring), listEmpty],
            (s, x) =>
            {
                StepWriting.Flush(s, x.Folio);
                s.Optimised[x.Folio] = false;
                s.Stage[x.Folio] = Stage.Dissolving;
            });

        if (design.RestoreCanFail)
        {
            yield return new("restore-fails", "alloc_vmemmap_page_list(): -ENOMEM", [Folio], [atAlloc, framesMissing],
                (s, x) => s.Stage[x.Folio] = Stage.RestoreUndo);

            yield return new("free-restore-frame", "alloc_vmemmap_page_list(): __free_page()", [Folio],
                [atUndo, new("a frame is left in the list", (s, x) => s.ListLength[x.Folio] > 0)],
                (s, x) => StepWriting.FreeFront(s, x.Folio));

            yield return new("add-back", "add_hugetlb_page()", [Folio], [atUndo, listEmpty],
                (s, x) =>
                {
                    s.Hugetlb[x.Folio] = true;
                    s.Refcount[s.HeadFrame(x.Folio), 0] = 0;
                    s.RawPage[x.Folio] = None.Nobody;
                    s.Stage[x.Folio] = Stage.Pool;
                });
        }

        yield return new("free-struct-pages", "free_pages_prepare()", [Folio], [StepWriting.At<B, N>(Stage.Destroying)],
            (s, x) => FreeStructPages(s, x.Folio));
    }

    /// <summary><c>remove_hugetlb_page()</c>: out of the pool; the type goes at once where the design does not keep it until the restore.</summary>
    public static void Remove(State<B, N> s, N h)
    {
        if (!s.Design.TypeUntilRestored)
        {
            s.Hugetlb[h] = false;
        }
        if (!s.Design.FrozenWhileRemapped)
        {
            s.Refcount[s.HeadFrame(h), 0] = 1;
        }
        s.Stage[h] = N.If(s.Optimised[h], Stage.RestoreAlloc, Stage.Dissolving);
    }

    // One vmemmap page full of struct pages becomes ordinary again. PG_hwpoison stays: the allocator refuses flagged pages.
    private static void FreeStructPages(State<B, N> s, N h)
    {
        var v = s.Cursor[h];
        var frame = s.Pte[h, v];
        s.PgHead.Fill(frame, false);
        s.CompoundHead.Fill(frame, None.Nobody);
        s.Refcount.Fill(frame, 0);
        s.Metadata.Fill(frame, None.Nobody);
        if (s.Design.Memory == FailureRule.Alias)
        {
            PoisonTransfer<B, N>.ClearAliases(s, h, v, frame);
        }
        s.Cursor[h] = v + 1;
        s.Stage[h] = N.If(v + 1 == s.Pages, Stage.Plain, Stage.Destroying);
    }
}
