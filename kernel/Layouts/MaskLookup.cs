using Vmemmap.Model.Control;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Parts;

namespace Vmemmap.Kernel.Layouts;

/// <summary>
/// A tail has in <c>compound_info</c> a mask of its hugepage's order with bit 0 set; the head is its own address under the mask. So the answer depends on where it is read, not on the frame:
/// include/linux/page-flags.h <c>_compound_head()</c> (v7.1: 8c846c879e22).
/// </summary>
[KernelFunction("_compound_head()", "7.2.13 and 7.3.4, include/linux/page-flags.h")]
internal sealed record MaskLookup : HeadLookup
{
    public override IReadOnlyList<ControlPoint> Visits => [ReaderPoints.Idle, ReaderPoints.Answered];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) => [];

    public override N HeadOf<B, N>(N folio, N page, N slot, Loaded<B, N> words)
    {
        var itself = N.If(page == 0 & slot == 0, folio, None.Nobody);
        return N.If(words.CompoundHead == State<B, N>.MaskOfOrder, folio, N.If(words.CompoundHead == None.Nobody, itself, None.Nobody));
    }

    public override B PageHead<B, N>(N folio, N page, N slot, Loaded<B, N> words) => words.PgHead;

    public override B PageTail<B, N>(N folio, N page, N slot, Loaded<B, N> words) => words.CompoundHead != None.Nobody;
}
