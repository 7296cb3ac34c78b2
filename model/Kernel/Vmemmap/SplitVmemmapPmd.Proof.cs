namespace Vmemmap.Model.Kernel.Vmemmap;

/// <content>What holds there.</content>
public sealed partial record SplitVmemmapPmd
{
    public override IReadOnlyList<Holds> Outline => [.. Visits.Where(point => point != Remapping).Select(RemapFree.WhileWalking)];

    public override IReadOnlyDictionary<string, Weight> Weights => new[] { "find-huge-mapping", ReadsUnderLock ? null : "read-pmd-page", "fill-page-table", "install-page-table", AsksSelfHosted ? "leave-self-hosted" : null }
        .OfType<string>().ToDictionary(step => step, _ => new Weight(40));

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
    [
        Invariant<B, N>.Lemma("page-tables-exist", "Each hugepage has its entries in page tables that there are.", [Folio], [], (s, x) => s.PmdOf![x.Folio] >= 0),

        Invariant<B, N>.Lemma("page-tables-are-numbered", "There are no more of them than pages.", [Page], [], (s, x) => s.PageTable[x.Page] >= 0 & s.PageTable[x.Page] < s.Pages),

        Invariant<B, N>.Lemma("walk-goes-on-in-a-table", "Where a walk does not come to a page table it is in one.",
            [Folio], [(s, x) => IsWalked(s, x.Folio) & s.Cursor[x.Folio] < s.Pages & !ComesToTable(s, x.Folio)],
            (s, x) => !IsHuge(s, x.Folio, s.Cursor[x.Folio])),

        .. ReadsUnderLock ? NoTableRead<B, N>() :
        [
            Invariant<B, N>.Lemma("table-read-is-there", "Who has read a page table has one.",
                [Folio], [(s, x) => s.ReadsTable![x.Folio]],
                (s, x) => (s.At(x.Folio, BlockRead) | s.At(x.Folio, TableFilled)) & !IsHuge(s, x.Folio, s.Cursor[x.Folio])),
        ],

        .. SplitsBlock ? [Invariant<B, N>.Lemma("blocks-are-split", "The block of a huge mapping is split with it.", [Folio, Page], [], (s, x) => s.Pmd![x.Folio, x.Page] == PmdEntry.Leaf | s.Pmd[x.Folio, x.Page] == PmdEntry.Table)] : Array.Empty<Invariant<B, N>>(),

        .. SplitsBlock ? FramesOfTheirOwn<B, N>() : [],

        .. AsksSelfHosted ? SelfHosted<B, N>() : [Invariant<B, N>.Lemma("nothing-is-self-hosted", "No memory map lies in the memory that it describes.", [Frame], [], (s, x) => s.Origin![x.Frame] != Origin.SelfHosted)],
    ];

    private static IEnumerable<Invariant<B, N>> NoTableRead<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        Invariant<B, N>.Lemma("no-table-is-read", "No page table is read for the memory of a huge mapping.", [Folio], [], (s, x) => !s.ReadsTable![x.Folio]),

        Invariant<B, N>.Lemma("no-stray-entry", "No entry is made of a page table or changed beneath a huge mapping.", [Folio], [], (s, x) => !s.StrayEntry![x.Folio]),
    ];

    private static IEnumerable<Invariant<B, N>> FramesOfTheirOwn<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        Invariant<B, N>.Lemma("free-frames-are-single", "What is with the buddy allocator or its users has a reference of its own.",
            [Frame], [(s, x) => s.Owner[x.Frame] != Owner.Vmemmap & s.Owner[x.Frame] != Owner.Collected],
            (s, x) => s.Origin![x.Frame] == Origin.Single),

        Invariant<B, N>.Lemma("mapped-frames-are-as-allocated", "What is mapped was never freed.",
            [Folio, Page], [], (s, x) => s.Origin![s.Pte[x.Folio, x.Page]] != Origin.Misfreed),

        Invariant<B, N>.Lemma("collected-frames-are-single", "What a walk has collected can be freed by itself.",
            [Frame], [(s, x) => s.Owner[x.Frame] == Owner.Collected],
            (s, x) => s.Origin![x.Frame] != Origin.Block & s.Origin[x.Frame] != Origin.SelfHosted & s.Origin[x.Frame] != Origin.Misfreed),
    ];

    private static IEnumerable<Invariant<B, N>> SelfHosted<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        Invariant<B, N>.Lemma("self-hosted-whole", "A memory map lies in its own memory whole, or not at all.",
            [Folio, Page], [], (s, x) => (s.Origin![s.Pte[x.Folio, x.Page]] == Origin.SelfHosted) == s.IsSelfHosted(x.Folio)),

        Invariant<B, N>.Lemma("self-hosted-not-remapped", "Nobody remaps a memory map that lies in its own memory.",
            [Folio, Page], [(s, x) => s.Origin![s.Pte[x.Folio, x.Page]] == Origin.SelfHosted],
            (s, x) => !s.Optimised[x.Folio] & !s.IsRemapped(x.Folio)),
    ];

    private static B IsWalked<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        s.At(h, Remapping) | s.At(h, HugeFound) | s.At(h, BlockRead) | s.At(h, TableFilled);
}
