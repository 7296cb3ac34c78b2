namespace Vmemmap.Model.Invariants;

/// <summary>What holds of a frame that many hugepages share.</summary>
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
    ];
}
