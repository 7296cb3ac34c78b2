namespace Vmemmap.Model.Kernel.Boot;

/// <content>What holds there.</content>
public sealed partial record GatherAtBoot
{
    public override IReadOnlyList<Holds> Outline =>
    [
        new(HeadSet) { Shared = Tails.All, Freed = false, Optimised = false, Hugetlb = false },
        new(AfterGather) { Shared = Tails.All, Freed = false, Optimised = false, Hugetlb = true, References = Count.Zero },
        new(WhileProtected) { Shared = Tails.All, Walk = Walking.ToTheEnd, Stale = Older.SharedFrame, Freed = false, Optimised = true, Hugetlb = true, References = Count.Zero },
        new(Protected) { Shared = Tails.All, Stale = Older.SharedFrame, Freed = false, Optimised = true, Hugetlb = true, References = Count.Zero },
        .. AwaitsTails ? [new(InPoolAtBoot) { Freed = true, Optimised = true, Hugetlb = true, References = Count.Zero }] : Array.Empty<Holds>(),
        new(Entering) { Freed = false, Optimised = true, Hugetlb = true, References = Count.Zero },
    ];

    public override IReadOnlyDictionary<string, Weight> Weights => AllWeights.Where(weight => AwaitsTails || weight.Key != "end-initcalls").ToDictionary();

    private static IReadOnlyDictionary<string, Weight> AllWeights { get; } = new Dictionary<string, Weight>
    {
        ["end-initcalls"] = 40,
        ["gather-tails"] = new(20, Waits: true),
        ["set-optimised-at-boot"] = new(20, Waits: true),
        ["count-optimised"] = new(20, Waits: true),
        ["flush-protected"] = new(20, Waits: true),
    };

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
    [
        Invariant<B, N>.Lemma("first-struct-page-written", "The first struct page of what is reserved for hugetlb is no tail; once the head is set it is one.",
            [Folio], [(s, x) => s.At(x.Folio, LayOutAtBoot.Reserved) | s.At(x.Folio, HeadSet)],
            (s, x) => s.CompoundHead[s.HeadFrame(x.Folio), 0] == None.Nobody & (!s.At(x.Folio, HeadSet) | s.PgHead[s.HeadFrame(x.Folio), 0])),

        Invariant<B, N>.Lemma("first-struct-page-unflagged", "It carries no flag of an error.",
            [Folio], [(s, x) => s.At(x.Folio, LayOutAtBoot.Reserved) | s.At(x.Folio, HeadSet)],
            (s, x) => !s.PgHwpoison[s.HeadFrame(x.Folio), 0]),

        Invariant<B, N>.Lemma("frozen-when-head-is-set", "Once the head is set its count is 0.",
            [Folio], [(s, x) => s.At(x.Folio, HeadSet)],
            (s, x) => s.Refcount[s.HeadFrame(x.Folio), 0] == 0),

        Invariant<B, N>.Lemma("protected-from-the-first", "The walk that makes entries read-only begins with the first tail page.",
            [Folio], [(s, x) => s.At(x.Folio, WhileProtected)],
            (s, x) => s.Cursor[x.Folio] >= s.KeptPages),

        .. outline.Shape.HasKey ? [CountedWithTheHead<B, N>()] : Array.Empty<Invariant<B, N>>(),

        .. InBytes ? [TailsAreProtected<B, N>(new(outline))] : Array.Empty<Invariant<B, N>>(),
    ];

    private Invariant<B, N> CountedWithTheHead<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("set-aside-uncounted", "What is set aside at boot does not count for the key of the fake-head test, unless it counts before its head is one.",
            [Folio], [(s, x) => s.IsSetAside(x.Folio)],
            (s, x) => s.KeyCounts![x.Folio] == (CountsFirst ? N.If(s.At(x.Folio, HeadSet), 1, 0) : 0));

    private Invariant<B, N> TailsAreProtected<B, N>(OutlineTerms<B, N> terms)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("shared-tails-protected", "A shared tail page is read-only as soon as the walk that makes it so has passed it, and ever after.",
            [Folio, Page], [(s, x) => terms.OughtToBeShared(s, x.Folio, x.Page)],
            (s, x) =>
            {
                var (h, isWalking) = (x.Folio, s.At(x.Folio, WhileProtected));
                var isToCome = s.IsSetAside(h) | s.At(h, AfterGather) | (isWalking & x.Page >= s.Cursor[h]);
                return isToCome | !s.Writable[h, x.Page];
            });
}
