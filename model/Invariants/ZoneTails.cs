namespace Vmemmap.Model.Invariants;

/// <summary>What holds of a frame that many hugepages share, and of what its struct pages show of them.</summary>
internal static class ZoneTails<B, N>
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    public static IEnumerable<Invariant<B, N>> All =>
    [
        new("zone-tail-stays-as-published", ["S21"],
            "The frame of tails that the hugepages of a zone share holds tails of its order, whole, from when it is published, and nobody changes it or gives it away.",
            "622026e87c40 (v7.1), mm/hugetlb_vmemmap.c: vmemmap_get_tail().",
            [Slot],
            [(s, _) => s.ZoneTail!.Value != None.Nobody],
            (s, x) =>
            {
                var tail = s.ZoneTail!.Value;
                return s.Owner[tail] == Owner.Vmemmap & s.OwnerFolio[tail] == None.Nobody
                    & !s.PgHead[tail, x.Slot] & s.CompoundHead[tail, x.Slot] == None.Mask & !s.PgHwpoison[tail, x.Slot] & s.Refcount[tail, x.Slot] == 0 & s.Metadata[tail, x.Slot] == None.Nobody;
            })
        {
            DoesNotApply = Applies.Unless(shape => shape.Layout.IsTailOfZone, "hugepages share no frame: the tails of each are mapped to one of its own"),
        },

        new("tails-show-their-zone", ["S18"],
            "The shared tails of a hugepage show the zone and node that each of their pages lies in: the same as its head. So a frame of tails is of one zone, and what lies in two zones is not optimised.",
            "Kiryl Shutsemau, version 7 of the series (2026-02-27): a frame for each zone, so that page_zone() of a tail is right; 622026e87c40 (v7.1). What lies in two zones: 752fe17af693 (v6.15), mm/hugetlb_vmemmap.c: hugetlb_vmemmap_init_late().",
            [Folio, Page],
            [(s, x) => s.Hugetlb[x.Folio] & s.IsShared(x.Folio, x.Page)],
            (s, x) => (s.Zone is { } zone ? zone[x.Folio] == s.ZoneInTail!.Value : true) & (s.CrossesZones is { } crosses ? !crosses[x.Folio] : true))
        {
            DoesNotApply = shape => Applies.NotOfHugetlb(shape)
                ?? Applies.Unless(one => one.Layout.IsTailOfZone || one.BeginsInMemblock, "the tails of a hugepage share a frame of its own, and it lies in one zone, as every block of the page allocator does")(shape),
        },
    ];
}
