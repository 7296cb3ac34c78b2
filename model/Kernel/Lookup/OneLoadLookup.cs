namespace Vmemmap.Model.Kernel.Lookup;

/// <summary>A lookup that is over with its first load: the word of the struct page says all, and where its bit 0 is clear the struct page is its own head. Nobody looks for fake heads.</summary>
public abstract partial record OneLoadLookup : HeadLookup
{
    public override IReadOnlyList<ControlPoint> Visits => [ReaderPoints.Idle, ReaderPoints.Answered, FailurePoints.Reported, FailurePoints.LookedUp];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
        [Reading<B, N>.FirstLoad(this, ReaderPoints.Answered), Reading<B, N>.Ends(), FailureReading<B, N>.FirstLoad(this, FailurePoints.LookedUp, parts)];

    public override N HeadOf<B, N>(N folio, N page, N slot, Loaded<B, N> words) =>
        LeadsTo<B, N>(folio, words.CompoundHead, Reading<B, N>.ItselfAsHead(folio, page, slot));

    public override B PageHead<B, N>(N folio, N page, N slot, Loaded<B, N> words) => words.PgHead;

    public override B PageTail<B, N>(N folio, N page, N slot, Loaded<B, N> words) => words.CompoundHead != None.Nobody;
}
