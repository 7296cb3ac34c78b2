namespace Vmemmap.Model.Kernel.Hugetlb;

/// <content>What holds there.</content>
public sealed partial record SetTypeAfterOptimise
{
    public override IReadOnlyList<Holds> Outline =>
        [new(Prepared) { Hugetlb = false }, new(Remap.Optimise) { Hugetlb = false }];

    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight> { ["set-hugetlb-type"] = new(60, Waits: true) };
}

/// <content>What holds there.</content>
public sealed partial record SetTypeBeforeOptimise
{
    public override IReadOnlyList<Holds> Outline =>
    [
        new(Prepared) { Hugetlb = false },
        .. Scans ? [new(Scanning) { Hugetlb = false, Optimised = false, Walk = Walking.ToTheEnd }] : Array.Empty<Holds>(),
        new(Typed) { Hugetlb = true, Optimised = false },
        new(Remap.Optimise) { Hugetlb = true },
        new(Finishing) { Hugetlb = true },
    ];

    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight> { ["set-hugetlb-type"] = new(60, Waits: true) };

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) => Scans ? OfScan<B, N>() : [];

    private static IEnumerable<Invariant<B, N>> OfScan<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        Invariant<B, N>.Lemma("scanned-pages-unflagged", "What the scan has looked at carries no flag, unless a page was flagged since.",
            [Folio, Page, Slot], [(s, x) => s.UnflaggedSince[x.Folio], (s, x) => x.Page < s.Cursor[x.Folio]],
            (s, x) => (s.At(x.Folio, Scanning) & !s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot]) | s.At(x.Folio, SplittingUntyped)),

        Invariant<B, N>.Lemma("scan-position", "Only a scan waits for flags.", [Folio], [(s, x) => s.UnflaggedSince[x.Folio]], (s, x) => s.At(x.Folio, Scanning) | s.At(x.Folio, SplittingUntyped)),
    ];
}
