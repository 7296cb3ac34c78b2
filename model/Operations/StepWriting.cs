using Vmemmap.Model.Logic;
using Vmemmap.Model.Machine;

namespace Vmemmap.Model.Operations;

/// <summary>Parts that several operations share.</summary>
internal static class StepWriting
{
    /// <summary>The operation on the folio has reached the control point.</summary>
    public static Conjunct<B, N> At<B, N>(int stage)
        where B : struct, ITruth<B>
        where N : struct, INumber<N, B> =>
        new($"stage is '{Stage.Values.Show(stage)}'", (s, x) => s.Stage[x.Folio] == stage);

    /// <summary>Some CPU may translate the parameters' (folio, page) to the parameters' frame.</summary>
    public static Conjunct<B, N> Translated<B, N>()
        where B : struct, ITruth<B>
        where N : struct, INumber<N, B> =>
        new("a CPU may hold this translation", (s, x) => s.Reaches(x.Folio, x.Page, x.Frame));

    /// <summary><c>list_add()</c>: the frame becomes the front of the operation's list.</summary>
    public static void Push<B, N>(State<B, N> s, N folio, N frame)
        where B : struct, ITruth<B>
        where N : struct, INumber<N, B>
    {
        var length = s.ListLength[folio];
        s.List[folio, length] = frame;
        s.ListLength[folio] = length + 1;
        s.Owner[frame] = Owner.Collected;
        s.OwnerFolio[frame] = folio;
        s.OwnerIndex[frame] = length;
    }

    /// <summary><c>list_del()</c> of the front of the operation's list: the frame taken out.</summary>
    public static N Pop<B, N>(State<B, N> s, N folio)
        where B : struct, ITruth<B>
        where N : struct, INumber<N, B>
    {
        var last = s.ListLength[folio] - 1;
        var frame = s.List[folio, last];
        s.ListLength[folio] = last;
        s.List[folio, last] = None.Nobody;
        return frame;
    }

    /// <summary><c>free_vmemmap_page()</c> of the front of the list. A frame whose memory is bad is not given out again: the allocator checks single pages.</summary>
    public static void FreeFront<B, N>(State<B, N> s, N folio)
        where B : struct, ITruth<B>
        where N : struct, INumber<N, B>
    {
        var frame = Pop(s, folio);
        s.Owner[frame] = N.If(s.FrameBad[frame], Owner.Retired, Owner.Buddy);
        s.OwnerFolio[frame] = None.Nobody;
        s.OwnerIndex[frame] = 0;
        s.Fresh[frame] = false;
    }

    /// <summary><c>flush_tlb_kernel_range()</c> over the folio's struct pages: no CPU holds an older translation afterwards.</summary>
    public static void Flush<B, N>(State<B, N> s, N folio)
        where B : struct, ITruth<B>
        where N : struct, INumber<N, B> =>
        s.Stale.Fill(folio, false);
}
