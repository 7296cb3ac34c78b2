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

    public override IReadOnlyDictionary<string, Weight> Weights => new Dictionary<string, Weight>(base.Weights.Where(weight => weight.Key is not ("find-zones-crossed" or "clear-alias"))) { ["publish-zone-tail"] = 40 };

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
    [
        .. base.Lemmas<B, N>(outline),

        Invariant<B, N>.Lemma("zone-tail-before-layout", "The zone has its frame of tails before anything is mapped to it.",
            [Folio], [(s, x) => s.IsAtBoot(x.Folio) & !s.At(x.Folio, Memblock) & !s.At(x.Folio, Populating)],
            (s, _) => VmemmapGetTail.HasTail(s)),

        .. MakesTailsFirst ? Array.Empty<Invariant<B, N>>() : [MadeLate<B, N>()],

        Invariant<B, N>.Lemma("gathered-late", "What is gathered has been laid out, and its memory map written, before the zone's frame of tails was made one.",
            [Folio], [(s, x) => s.At(x.Folio, Reserved) | s.At(x.Folio, GatherAtBoot.HeadSet)],
            (s, _) => VmemmapGetTail.AreTails(s)),
    ];

    private static Invariant<B, N> MadeLate<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("zone-tail-made-late", "As long as a memory map is being laid out or written the zone's frame of tails holds none.",
            [Folio], [(s, x) => s.At(x.Folio, LayingOut) | s.At(x.Folio, LaidOut)],
            (s, _) => !VmemmapGetTail.AreTails(s));
}
