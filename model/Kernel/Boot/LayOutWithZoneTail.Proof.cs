using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Kernel.Boot;

/// <content>What holds there.</content>
public sealed partial record LayOutWithZoneTail
{
    public override IReadOnlyList<Holds> Outline =>
    [
        .. base.Outline.Where(holds => holds.At != Undoing),
        new(MapWritten) { Shared = Tails.All, Freed = false, Optimised = false, Hugetlb = false },
    ];

    public override IReadOnlyDictionary<string, Weight> Weights =>
        base.Weights.Where(weight => weight.Key is not ("find-zones-crossed" or "clear-alias"))
            .Concat(new[] { "publish-zone-tail", "mark-laid-out", "init-memory-map", "init-first-struct-page", MakesTailsFirst ? null : "make-tails-of-zone-tail", "begin-hugetlb" }.OfType<string>().Select(step => new KeyValuePair<string, Weight>(step, 40)))
            .ToDictionary();

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
    [
        .. base.Lemmas<B, N>(outline),

        Invariant<B, N>.Lemma("zone-tail-before-layout", "The zone has its frame of tails before anything is mapped to it.",
            [Folio], [(s, x) => s.IsAtBoot(x.Folio) & !s.At(x.Folio, Memblock) & !s.At(x.Folio, Populating)],
            (s, _) => VmemmapGetTail.HasTail(s)),

        Invariant<B, N>.Lemma("laid-out-in-the-zone", "What is laid out with the zone's frame of tails lies in the zone.",
            [Folio], [(s, x) => s.IsAtBoot(x.Folio) & !s.At(x.Folio, Memblock) & !s.At(x.Folio, Populating)],
            (s, x) => s.Zone![x.Folio] == Zones.Followed),

        .. MakesTailsFirst ? Array.Empty<Invariant<B, N>>() : [MadeLate<B, N>()],

        Invariant<B, N>.Lemma("first-struct-page-written-early", "Once its memory map is written the first struct page of a hugepage is no tail, and carries no flag of an error.",
            [Folio], [(s, x) => s.At(x.Folio, MapWritten)],
            (s, x) => s.CompoundHead[s.HeadFrame(x.Folio), 0] == None.Nobody & !s.PgHwpoison[s.HeadFrame(x.Folio), 0]),

        Invariant<B, N>.Lemma("boot-lookups-find-the-head", "Memory failure in a hugepage that was gathered at boot, and is on no list yet, finds its head.",
            [Folio], [(s, x) => s.IsAtBoot(x.Folio)],
            (s, x) => s.EachFailure(call => call.Folio.Value != x.Folio | call.IsAt(FailurePoints.Idle)
                | (s.Shape.MakesTailsLate ? false : !call.IsAt(FailurePoints.Ordinary) & (call.IsAt(FailurePoints.Reported) | call.Head.Value == x.Folio) & s.Hugetlb[x.Folio]))),

        .. outline.Parts.The<GatherAtBoot>().InBytes ? new[] { OlderTailsAreWritable<B, N>() } : [FlaggedTailsAreProtected<B, N>(new(outline)), FlaggedTailsWereProtected<B, N>()],

        .. MakesTailsLate ? Array.Empty<Invariant<B, N>>() : [GatheredLate<B, N>()],
    ];

    private Invariant<B, N> MadeLate<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("zone-tail-made-late", "As long as a memory map is being laid out or written, and where that comes later, as long as a hugepage is being gathered, the zone's frame of tails holds none.",
            [Folio], [(s, x) => MakesTailsLate ? s.IsAtBoot(x.Folio) & !s.At(x.Folio, Memblock) & !s.At(x.Folio, Populating) & !s.At(x.Folio, InPoolAtBoot) : s.At(x.Folio, LayingOut) | s.At(x.Folio, LaidOut)],
            (s, _) => !VmemmapGetTail.AreTails(s));

    private static Invariant<B, N> GatheredLate<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("gathered-late", "What is gathered has been laid out, and its memory map written, before the zone's frame of tails was made one.",
            [Folio], [(s, x) => s.At(x.Folio, Reserved) | s.At(x.Folio, GatherAtBoot.HeadSet)],
            (s, _) => VmemmapGetTail.AreTails(s));

    private static Invariant<B, N> OlderTailsAreWritable<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("older-tails-are-writable-at-boot", "What CPUs may still hold of the zone's frame of tails they may store through only while the tails of a hugepage are being protected at boot.",
            [Folio, Page, Frame], [(s, x) => s.StaleWritable![x.Folio, x.Page, x.Frame] & s.IsTailOfZone(x.Frame)],
            (s, x) => s.IsAtBoot(x.Folio));

    private static Invariant<B, N> FlaggedTailsAreProtected<B, N>(OutlineTerms<B, N> terms)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("flagged-tails-protected", "What memory failure takes for an ordinary page is not as it was laid out at boot: its tails are read-only when they are shared.",
            [Folio, Page], [(s, x) => terms.OughtToBeShared(s, x.Folio, x.Page)],
            (s, x) => !TakenForOrdinary(s, x.Folio) | !s.Writable[x.Folio, x.Page]);

    private static Invariant<B, N> FlaggedTailsWereProtected<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("flagged-tails-were-protected", "So they were in what CPUs may still hold of the zone's frame of tails.",
            [Folio, Page, Frame], [(s, x) => s.StaleWritable![x.Folio, x.Page, x.Frame] & s.IsTailOfZone(x.Frame)],
            (s, x) => !TakenForOrdinary(s, x.Folio));

    private static B TakenForOrdinary<B, N>(State<B, N> s, N folio)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        s.AnyFailure(call => call.Folio.Value == folio & (call.IsAt(FailurePoints.Ordinary) | (call.IsAt(FailurePoints.LookedUp) & call.Head.Value != folio)));
}
