using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Machine;
using static Vmemmap.Model.Logic.Index;

namespace Vmemmap.Model.Operations;

/// <summary>
/// One tail page after the other gets a frame of its own again: copy, reset, map. A restore and the rollback of a failed optimise walk with the
/// same callback. mm/sparse-vmemmap.c <c>vmemmap_restore_pte()</c> (v5.14, ad2fa3717b74), <c>reset_struct_pages()</c> (v5.18, e7d324850bfc).
/// The machine's steps become visible in order: on x86 stores are (v5.14 has no barrier between copy and set_pte, v6.1 an smp_wmb).
/// </summary>
internal static class MappingBack<B, N>
    where B : struct, ITruth<B>
    where N : struct, INumber<N, B>
{
    public static IEnumerable<Step<B, N>> Steps(Design design)
    {
        Conjunct<B, N> atWalk = new("stage is 'rolling back' or 'restoring'", (s, x) => s.IsMappingBack(x.Folio));
        Conjunct<B, N> hasFrame = new("a frame is left in the list", (s, x) => s.ListLength[x.Folio] > 0);

        yield return new("copy-tail-page", "vmemmap_restore_pte(): copy_page()", [Folio],
            [atWalk, hasFrame, new("the frame is not yet written", (s, x) => s.Reset[x.Folio] == -1)],
            (s, x) =>
            {
                CopyFrame(s, s.ListFront(x.Folio), s.SharedFrame(x.Folio));
                s.Reset[x.Folio] = 0;
            });

        if (design.ResetsCopies)
        {
            yield return new("reset-struct-page", "reset_struct_pages()", [Folio],
                [atWalk, new("a struct page is left to reset", (s, x) => s.Reset[x.Folio] >= 0 & s.Reset[x.Folio] < s.ResetCount)],
                (s, x) =>
                {
                    var slot = s.Reset[x.Folio];
                    CopyStructPage(s, s.ListFront(x.Folio), slot, slot + s.ResetCount);
                    s.Reset[x.Folio] = slot + 1;
                });
        }

        yield return new("map-tail-page", "vmemmap_restore_pte(): set_pte_at()", [Folio],
            [atWalk, new("the frame is written", (s, x) => s.Reset[x.Folio] == s.ResetCount)],
            (s, x) => MapFront(s, x.Folio));
    }

    private static void CopyFrame(State<B, N> s, N to, N from)
    {
        s.PgHead.CopyRow(to, from);
        s.CompoundHead.CopyRow(to, from);
        s.PgHwpoison.CopyRow(to, from);
        s.Refcount.CopyRow(to, from);
        s.Metadata.CopyRow(to, from);
        s.Fresh[to] = false;
    }

    private static void CopyStructPage(State<B, N> s, N frame, N to, N from)
    {
        s.PgHead[frame, to] = s.PgHead[frame, from];
        s.CompoundHead[frame, to] = s.CompoundHead[frame, from];
        s.PgHwpoison[frame, to] = s.PgHwpoison[frame, from];
        s.Refcount[frame, to] = s.Refcount[frame, from];
        s.Metadata[frame, to] = s.Metadata[frame, from];
    }

    private static void MapFront(State<B, N> s, N h)
    {
        var v = s.Cursor[h];
        var frame = StepWriting.Pop(s, h);
        s.Stale[h, v, s.Pte[h, v]] = true;
        s.Pte[h, v] = frame;
        s.Writable[h, v] = true;
        s.Owner[frame] = Owner.Vmemmap;
        s.OwnerIndex[frame] = v;
        s.Cursor[h] = v + 1;
        s.Reset[h] = -1;
    }
}
