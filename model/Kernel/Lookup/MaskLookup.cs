namespace Vmemmap.Model.Kernel.Lookup;

/// <summary>
/// A tail has in <c>compound_info</c> a mask of its hugepage's order with bit 0 set; the head is its own address under the mask. So the answer depends on where it is read, not on the frame:
/// include/linux/page-flags.h <c>_compound_head()</c> (v7.1: 8c846c879e22).
/// </summary>
[KernelFunction("_compound_head()", "7.2.13 and 7.3.4, include/linux/page-flags.h")]
public sealed partial record MaskLookup : HeadLookup
{
    public override IReadOnlyList<ControlPoint> Visits => [ReaderPoints.Idle, ReaderPoints.Answered, FailurePoints.Reported, FailurePoints.LookedUp];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
        [Reading<B, N>.FirstLoad(this, ReaderPoints.Answered), Reading<B, N>.Ends(), FailureReading<B, N>.FirstLoad(this, FailurePoints.LookedUp)];

    public override N LeadsTo<B, N>(N folio, N word, N otherwise) => N.If(word == None.Mask, folio, N.If(word == None.Nobody, otherwise, None.Nobody));

    public override N HeadOf<B, N>(N folio, N page, N slot, Loaded<B, N> words) => LeadsTo<B, N>(folio, words.CompoundHead, Reading<B, N>.ItselfAsHead(folio, page, slot));

    public override B PageHead<B, N>(N folio, N page, N slot, Loaded<B, N> words) => words.PgHead;

    public override B PageTail<B, N>(N folio, N page, N slot, Loaded<B, N> words) => words.CompoundHead != None.Nobody;
}
