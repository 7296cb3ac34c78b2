namespace Vmemmap.Model.Invariants;

/// <summary>What holds where huge mappings of vmemmap are split, and of the memory that they map.</summary>
internal static class MapFrames<B, N>
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    public static IEnumerable<Invariant<B, N>> All =>
    [
        new("entries-are-of-the-memory-map", ["S15"],
            "A page table that replaces a huge mapping is filled with pages of that mapping's memory, and an entry is changed only in a page table.",
            "3ce2c24cb68f (v6.6), mm/hugetlb_vmemmap.c: split_vmemmap_huge_pmd() reads what a huge mapping leads to under init_mm.page_table_lock.",
            [Folio],
            [],
            (s, x) => !s.StrayEntry![x.Folio])
        {
            DoesNotApply = Applies.Unless(shape => shape.SplitsPmds, "a huge mapping is split in one step, which may fail"),
        },

        new("freed-as-allocated", ["S4"],
            "Each frame of vmemmap is freed as it was allocated: what memblock gave by free_bootmem_page(), a page of the buddy allocator only with a reference of its own.",
            "39d35edee453 (v5.19), free_vmemmap_page(): PageReserved.",
            [Frame],
            [],
            (s, x) => s.Origin![x.Frame] != Origin.Misfreed)
        {
            DoesNotApply = Applies.Unless(shape => shape.SplitsPmds, "every frame has a reference of its own: blocks of higher order are not modelled here"),
        },

        new("self-hosted-map-stays", ["S19"],
            "Memory that holds its own memory map is mapped there as long as it is there: no frame of it is freed.",
            "66361095129b (v6.0), mm/hugetlb_vmemmap.c: vmemmap_should_optimize() asks for PageVmemmapSelfHosted.",
            [Frame],
            [(s, x) => s.Origin![x.Frame] == Origin.SelfHosted],
            (s, x) => s.Owner[x.Frame] == Owner.Vmemmap)
        {
            DoesNotApply = Applies.Unless(shape => shape.AsksSelfHosted, "no memory map lies in the memory that it describes"),
        },
    ];
}
