namespace Vmemmap.Model.Kernel.Lookup;

/// <summary>The pointer of the struct page itself; a struct page without it is its own head. include/linux/page-flags.h <c>compound_head()</c> up to v5.17.</summary>
[KernelFunction("compound_head()", "v5.14, include/linux/page-flags.h")]
public sealed partial record PointerLookup : HeadLookup
{
    public override IReadOnlyList<ControlPoint> Visits => [ReaderPoints.Idle, ReaderPoints.Answered, FailurePoints.Reported, FailurePoints.LookedUp];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
        [Reading<B, N>.FirstLoad(this, ReaderPoints.Answered), Reading<B, N>.Ends(), FailureReading<B, N>.FirstLoad(this, FailurePoints.LookedUp)];

    public override N HeadOf<B, N>(N folio, N page, N slot, Loaded<B, N> words) =>
        LeadsTo<B, N>(folio, words.CompoundHead, Reading<B, N>.ItselfAsHead(folio, page, slot));

    public override B PageHead<B, N>(N folio, N page, N slot, Loaded<B, N> words) => words.PgHead;

    public override B PageTail<B, N>(N folio, N page, N slot, Loaded<B, N> words) => words.CompoundHead != None.Nobody;
}
