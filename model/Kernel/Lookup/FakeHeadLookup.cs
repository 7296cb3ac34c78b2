namespace Vmemmap.Model.Kernel.Lookup;

/// <summary>
/// A page-aligned struct page whose bit 0 is clear may be a fake head: the head seen through a shared tail page. <c>page[1]</c> tells.
/// include/linux/page-flags.h <c>page_fixed_fake_head()</c> (v5.18, e7d324850bfc).
/// </summary>
/// <param name="TestsPgHead">PG_head is tested first, as the kernel does; else <c>page[1]</c> is asked whatever PG_head says, so a remap between two loads cannot make a tail pass for a head (ours).</param>
/// <param name="HasKey">see <see cref="HeadLookup.HasKey"/>; the key is tested after the first load.</param>
[KernelFunction("compound_head(), page_fixed_fake_head()", "ours, e7d324850bfc (v5.18) without its test of PG_head; TestsPgHead: e7d324850bfc (v5.18), include/linux/page-flags.h; HasKey: 6.1.192, include/linux/page-flags.h")]
public sealed partial record FakeHeadLookup(bool TestsPgHead, bool HasKey = false) : HeadLookup
{
    public override bool HasKey { get; } = HasKey;

    public override FakeHeadTest FakeHeadTest => TestsPgHead ? FakeHeadTest.FlagThenNext : FakeHeadTest.Next;

    public override IReadOnlyList<ControlPoint> Visits =>
    [
        ReaderPoints.Idle, .. TestsPgHead ? [ReaderPoints.TestingFlag] : Array.Empty<ControlPoint>(), ReaderPoints.ReadingNext, ReaderPoints.Answered,
        FailurePoints.Reported, .. TestsPgHead ? [FailurePoints.TestingFlag] : Array.Empty<ControlPoint>(), FailurePoints.ReadingNext, FailurePoints.LookedUp,
    ];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts)
    {
        Step<B, N> testFlag = new("read-pg-head", "page_fixed_fake_head(): test_bit(PG_head)", Folio, Frame)
        {
            At = [ReaderPoints.TestingFlag],
            Through = Reading<B, N>.Translated(),
            Then = (s, x) => s.GoTo(x.Folio, s.PgHead[x.Frame, 0], ReaderPoints.ReadingNext, ReaderPoints.Answered),
        };
        var (reader, failure) = TestsPgHead ? (ReaderPoints.TestingFlag, FailurePoints.TestingFlag) : (ReaderPoints.ReadingNext, FailurePoints.ReadingNext);
        return
        [
            Reading<B, N>.FirstLoad(this, reader),
            .. HasKey ? [Reading<B, N>.FindsKeyOff(reader), FailureReading<B, N>.FindsKeyOff(failure)] : Array.Empty<Step<B, N>>(),
            .. TestsPgHead ? [testFlag] : Array.Empty<Step<B, N>>(),
            new("read-next-page", "page_fixed_fake_head(): page[1].compound_head", Folio, Frame)
            {
                At = [ReaderPoints.ReadingNext],
                Through = Reading<B, N>.Translated(),
                Then = (s, x) =>
                {
                    s.ReaderHead[x.Folio] = LeadsTo<B, N>(x.Folio, s.CompoundHead[x.Frame, 1], s.ReaderHead[x.Folio]);
                    s.GoTo(x.Folio, ReaderPoints.Answered);
                },
            },
            Reading<B, N>.Ends(),

            FailureReading<B, N>.FirstLoad(this, failure, parts),
            .. TestsPgHead ? [FailureReading<B, N>.FlagLoad()] : Array.Empty<Step<B, N>>(),
            FailureReading<B, N>.NextLoad(this),
        ];
    }

    public override N HeadOf<B, N>(N folio, N page, N slot, Loaded<B, N> words)
    {
        var itself = Reading<B, N>.ItselfAsHead(folio, page, slot);
        return N.If(words.CompoundHead != None.Nobody, words.CompoundHead, N.If(LooksFake(slot, words), words.NextCompoundHead, itself));
    }

    public override B PageHead<B, N>(N folio, N page, N slot, Loaded<B, N> words) => words.PgHead & !IsFake(folio, page, slot, words);

    public override B PageTail<B, N>(N folio, N page, N slot, Loaded<B, N> words) => words.CompoundHead != None.Nobody | IsFake(folio, page, slot, words);

    // page_is_fake_head(): page_fixed_fake_head() returns another page than its argument.
    private B IsFake<B, N>(N folio, N page, N slot, Loaded<B, N> words)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var isItself = page == 0 & words.NextCompoundHead == folio;
        return LooksFake(slot, words) & !isItself;
    }

    private B LooksFake<B, N>(N slot, Loaded<B, N> words)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var hasTailNext = slot == 0 & words.NextCompoundHead != None.Nobody;
        var looksFake = TestsPgHead ? hasTailNext & words.PgHead : hasTailNext;
        return HasKey ? looksFake & words.KeyIsOn : looksFake;
    }
}
