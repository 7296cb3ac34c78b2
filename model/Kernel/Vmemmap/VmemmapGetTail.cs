using Vmemmap.Model.Kernel.Hugetlb;

namespace Vmemmap.Model.Kernel.Vmemmap;

/// <summary>
/// The frame that the tail pages of all hugepages of a zone and an order are mapped to is made when the first of them is to be optimised: a frame full of tails, each with the mask of the order, nobody's reference, and no data of a
/// folio. It is published by a compare-and-exchange: who comes second frees his own, so only the first is told of here. It is never changed and never freed. One order stands for all; of zones one is followed (<see cref="Zones"/>): a hugepage is of one, as none
/// that crosses two is optimised. mm/hugetlb_vmemmap.c <c>vmemmap_get_tail()</c> (v7.1, 622026e87c40).
/// </summary>
/// <param name="OfDevice">it is made when device memory is laid out, and its struct pages are reserved too (a series of 2026, not in any release).</param>
[KernelFunction("vmemmap_get_tail()", "7.2.13, mm/hugetlb_vmemmap.c: vmemmap_get_tail(), mm/internal.h: init_compound_tail(), prep_compound_tail(); OfDevice: notes on the section-based series for device-DAX")]
public sealed partial record VmemmapGetTail(bool OfDevice = false) : Part
{
    public override IReadOnlyList<ControlPoint> Visits => [];

    public override int SpareFrames => 1;

    public override bool NeedsSpareFrames => true;

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new("make-zone-tail", "vmemmap_get_tail(): alloc_pages_node(), init_compound_tail(), cmpxchg(&zone->vmemmap_tails[])", Folio, Frame)
        {
            At = OfDevice ? [DevicePoints.Unplugged, DevicePoints.Populating] : [parts.The<SetHugetlbType>().OptimisedFrom],
            When =
            [
                IsOfZone<B, N>().OfFolio(),
                ("the zone has no frame of tails", (s, _) => !HasTail(s)),
                ("the buddy allocator has this frame", (s, x) => s.Owner[x.Frame] == Owner.Buddy),
            ],
            Then = (s, x) =>
            {
                Publish(s, x.Frame, None.Mask, s.Zone![x.Folio]);
            },
        },
    ];

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

    /// <summary>A frame that is zero but for these words of each struct page becomes that of the zone.</summary>
    internal static void Publish<B, N>(State<B, N> s, N frame, N head, N zone)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        s.Owner[frame] = Owner.Vmemmap;
        s.OwnerFolio[frame] = None.Nobody;
        s.OwnerIndex[frame] = 0;
        s.WritePage(frame, head, references: 0);
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
