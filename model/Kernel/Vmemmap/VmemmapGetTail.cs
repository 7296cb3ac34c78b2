using Vmemmap.Model.Kernel.Hugetlb;

namespace Vmemmap.Model.Kernel.Vmemmap;

/// <summary>
/// The frame that the tail pages of all hugepages of a zone and an order are mapped to is made when the first of them is to be optimised: a frame full of tails, each with the mask of the order, nobody's reference, and no data of a
/// folio. Who finds none makes one of his own, which nobody else can reach, and publishes it by a compare-and-exchange; several may be at it, each for its own hugepage, and who comes second frees his own and goes on with that of the first. It is never changed
/// and never freed. One order stands for all; of zones one is followed (<see cref="Zones"/>): a hugepage is of one, as none that crosses two is optimised. mm/hugetlb_vmemmap.c <c>vmemmap_get_tail()</c> (v7.1, 622026e87c40).
/// </summary>
/// <param name="OfDevice">it is made when device memory is laid out, by one at a time, and its struct pages are reserved too (a series of 2026, not in any release).</param>
[KernelFunction("vmemmap_get_tail()", "7.2.13, mm/hugetlb_vmemmap.c: vmemmap_get_tail(), mm/internal.h: init_compound_tail(), prep_compound_tail(); OfDevice: notes on the section-based series for device-DAX")]
public sealed partial record VmemmapGetTail(bool OfDevice = false) : Part
{
    public override IReadOnlyList<ControlPoint> Visits => OfDevice ? [] : [NoTailFound, OwnTailMade];

    public override int SpareFrames => 1;

    public override bool NeedsSpareFrames => true;

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) => OfDevice ? [MadeAtOnce<B, N>()] : Made<B, N>(parts.The<SetHugetlbType>().OptimisedFrom);

    private static IEnumerable<Step<B, N>> Made<B, N>(ControlPoint entry)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        new HugepageStep<B, N>("find-no-zone-tail", "vmemmap_get_tail(): !READ_ONCE(zone->vmemmap_tails[])", entry)
        {
            When = [IsOfZone<B, N>(), HasNone<B, N>()],
            Then = (s, h) => s.GoTo(h, NoTailFound),
        },

        new("make-zone-tail", "vmemmap_get_tail(): alloc_pages_node(), init_compound_tail()", Folio, Frame)
        {
            At = [NoTailFound],
            When = [("the buddy allocator has this frame", (s, x) => s.Owner[x.Frame] == Owner.Buddy)],
            Then = (s, x) =>
            {
                s.Collect(x.Folio, x.Frame);
                s.WritePage(x.Frame, None.Mask, references: 0);
                s.GoTo(x.Folio, OwnTailMade);
            },
        },

        new HugepageStep<B, N>("no-zone-tail", "vmemmap_get_tail(): !tail", NoTailFound) { Then = (s, h) => s.GoTo(h, entry) },

        new HugepageStep<B, N>("install-zone-tail", "vmemmap_get_tail(): cmpxchg(&zone->vmemmap_tails[], NULL, tail)", OwnTailMade)
        {
            When = [HasNone<B, N>()],
            Then = (s, h) =>
            {
                Publish(s, s.TakeFront(h), s.Zone![h]);
                s.GoTo(h, entry);
            },
        },

        new HugepageStep<B, N>("free-own-tail", "vmemmap_get_tail(): cmpxchg() found another, __free_page(tail)", OwnTailMade)
        {
            When = [("the zone has a frame of tails", (s, _) => HasTail(s))],
            Then = (s, h) =>
            {
                s.FreeFront(h);
                s.GoTo(h, entry);
            },
        },
    ];

    private static Step<B, N> MadeAtOnce<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        new("make-zone-tail", "vmemmap_get_tail(): the zone's frame of tails is made", Folio, Frame)
        {
            At = [DevicePoints.Unplugged, DevicePoints.Populating],
            When = [IsOfZone<B, N>().OfFolio(), HasNone<B, N>().OfFolio(), ("the buddy allocator has this frame", (s, x) => s.Owner[x.Frame] == Owner.Buddy)],
            Then = (s, x) =>
            {
                s.WritePage(x.Frame, None.Mask, references: 0);
                Publish(s, x.Frame, s.Zone![x.Folio]);
            },
        };

    /// <summary>What an optimise begins with: the frame is there. Where none can be had it returns -ENOMEM, and the hugepage stays as it is.</summary>
    public static IReadOnlyList<(string Says, Func<State<B, N>, N, B> Holds)> IsThere<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        [
            IsOfZone<B, N>(),
            ("the zone has a frame of tails", (s, _) => s.Shape.BeginsInMemblock ? AreTails(s) : HasTail(s)),
        ];

    /// <summary>The hugepage asks for the frame of this zone.</summary>
    public static (string Says, Func<State<B, N>, N, B> Holds) IsOfZone<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => ("it lies in the zone: folio_zone()", (s, h) => s.Zone![h] == Zones.Followed);

    /// <summary>The zone has no frame of tails.</summary>
    internal static (string Says, Func<State<B, N>, N, B> Holds) HasNone<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => ("the zone has no frame of tails", (s, _) => !HasTail(s));

    /// <summary>What this frame holds is what the hugepages of the zone share from now on.</summary>
    internal static void Publish<B, N>(State<B, N> s, N frame, N zone)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        s.Owner[frame] = Owner.Vmemmap;
        s.OwnerFolio[frame] = None.Nobody;
        s.OwnerIndex[frame] = 0;
        s.ZoneInTail!.Value = zone;
        s.ZoneTail!.Value = frame;
    }

    /// <summary>What the frame of the zone holds are tails.</summary>
    internal static B AreTails<B, N>(State<B, N> s)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => HasTail(s) & s.CompoundHead[s.ZoneTail!.Value, 0] == None.Mask;

    /// <summary>The zone has a frame.</summary>
    internal static B HasTail<B, N>(State<B, N> s)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => s.ZoneTail!.Value != None.Nobody;
}
