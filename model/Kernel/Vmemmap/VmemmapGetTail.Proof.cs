namespace Vmemmap.Model.Kernel.Vmemmap;

/// <content>What holds of the frame once it is there.</content>
public sealed partial record VmemmapGetTail
{
    // From v7.1 on: the type is set before.
    public override IReadOnlyList<Holds> Outline => OfDevice ? [] :
    [
        new(NoTailFound) { Hugetlb = true, Optimised = false },
        new(OwnTailMade) { Hugetlb = true, Optimised = false, Walk = Walking.OneFrame },
    ];

    public override IReadOnlyDictionary<string, Weight> Weights =>
        OfDevice ? new Dictionary<string, Weight> { ["make-zone-tail"] = 40 } : new Dictionary<string, Weight> { ["find-no-zone-tail"] = 40, ["make-zone-tail"] = 40, ["no-zone-tail"] = 2, ["install-zone-tail"] = 40, ["free-own-tail"] = 40 };

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
    [
        Invariant<B, N>.Lemma("zone-tail-is-of-no-page", "The zone's frame of tails is of the memory map, and of no page of it.",
            [], [(s, _) => HasTail(s)],
            (s, _) => s.ZoneTail!.Value >= 0 & s.Owner[s.ZoneTail!.Value] == Owner.Vmemmap & s.OwnerFolio[s.ZoneTail!.Value] == None.Nobody & !s.Fresh[s.ZoneTail!.Value]),

        Invariant<B, N>.Lemma("zone-tail-holds-tails", "The zone's frame of tails holds tails of its order: no flag, no reference, no data of a hugepage.",
            [Slot], [(s, _) => HasTail(s)],
            (s, x) =>
            {
                var tail = s.ZoneTail!.Value;
                var (head, count) = (s.CompoundHead[tail, x.Slot], s.Refcount[tail, x.Slot]);
                // At boot it is published before it holds tails, and whoever writes the memory map leaves a count of 1.
                B isTail = s.Shape.LeavesCounts ? head == s.CompoundHead[tail, 0] & (head == None.Mask | head == None.Nobody) : head == None.Mask;
                return isTail & (count == 0 | (s.Shape.LeavesCounts ? count == 1 : false)) & !s.PgHead[tail, x.Slot] & !s.PgHwpoison[tail, x.Slot] & s.Metadata[tail, x.Slot] == None.Nobody;
            }),

        Invariant<B, N>.Lemma("zone-tail-is-of-the-zone", "Once it holds tails, these show its zone.",
            [], [(s, _) => AreTails(s)],
            (s, _) => s.ZoneInTail!.Value == Zones.Followed),

        .. OfDevice ? Array.Empty<Invariant<B, N>>() : [InTheZone<B, N>(), OwnTailHoldsTails<B, N>()],

        Invariant<B, N>.Lemma("zone-tail-is-there", "The zone has its frame of tails as long as a hugepage is optimised, or is being optimised or restored.",
            [Folio], [(s, x) => s.IsRemapped(x.Folio) | s.Optimised[x.Folio]],
            (s, x) => HasTail(s) & (s.Shape.BeginsInMemblock ? AreTails(s) | (s.Shape.MakesTailsLate ? s.IsAtBoot(x.Folio) : false) : true)),

        Invariant<B, N>.Lemma("frames-are-of-pages", "Every other frame of the memory map is of a page of it.",
            [Frame], [(s, x) => s.Owner[x.Frame] == Owner.Vmemmap & x.Frame != s.ZoneTail!.Value],
            (s, x) => s.OwnerFolio[x.Frame] >= 0),
    ];

    private static Invariant<B, N> InTheZone<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("optimised-in-the-zone", "What is optimised, or is being optimised or restored, lies in the zone; so does what looks for its frame of tails.",
            [Folio], [(s, x) => s.IsRemapped(x.Folio) | s.Optimised[x.Folio] | s.At(x.Folio, NoTailFound) | s.At(x.Folio, OwnTailMade)],
            (s, x) => s.Zone![x.Folio] == Zones.Followed);

    private static Invariant<B, N> OwnTailHoldsTails<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("own-tail-holds-tails", "A frame of tails that is not published yet holds tails of its order.",
            [Folio, Slot], [(s, x) => s.At(x.Folio, OwnTailMade)],
            (s, x) =>
            {
                var own = s.List[x.Folio, 0];
                return s.CompoundHead[own, x.Slot] == None.Mask & s.Refcount[own, x.Slot] == 0 & !s.PgHead[own, x.Slot] & !s.PgHwpoison[own, x.Slot] & s.Metadata[own, x.Slot] == None.Nobody;
            });
}
