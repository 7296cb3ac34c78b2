namespace Vmemmap.Model.Kernel.Vmemmap;

/// <summary>
/// Where the walk of an optimise comes to a huge mapping, it puts a page table in its place: looks under the page table lock, reads what the mapping leads to, allocates a page table and fills it, and installs it under
/// the lock if the huge mapping is still there. As the walks of hugepages of one page middle directory entry do so at once, one may find that another has been faster: it frees its table. mm/sparse-vmemmap.c, mm/hugetlb_vmemmap.c
/// <c>split_vmemmap_huge_pmd()</c> since d8d55f5616cf (v5.18), where the walks no longer exclude each other.
/// </summary>
/// <remarks>
/// The flush of the range has nothing to do here, and is not told: no entry beneath a huge mapping has changed, so no CPU holds an older one. What <c>split_page()</c> gives a frame is told when the frame leaves its block, as
/// nobody asks before.
/// </remarks>
/// <param name="ReadsUnderLock">what the huge mapping leads to is read in the hold of the lock that it was seen in (3ce2c24cb68f); else later and without it (v5.18).</param>
/// <param name="SplitsBlock">memory of the buddy allocator is given a reference for each page: <c>split_page()</c> (39d35edee453).</param>
/// <param name="AsksSelfHosted">a memory map that lies in the memory that it describes is let alone: <c>vmemmap_should_optimize()</c> (66361095129b).</param>
[KernelFunction("vmemmap_remap_range(): split_vmemmap_huge_pmd()", "5.18.12, mm/sparse-vmemmap.c: __split_vmemmap_huge_pmd(); 6.1.192, mm/hugetlb_vmemmap.c: split_vmemmap_huge_pmd(), vmemmap_should_optimize()")]
public sealed partial record SplitVmemmapPmd(bool ReadsUnderLock, bool SplitsBlock, bool AsksSelfHosted) : Part
{
    public override IReadOnlyList<ControlPoint> Visits => ReadsUnderLock ? [Remapping, BlockRead, TableFilled] : [Remapping, HugeFound, BlockRead, TableFilled];

    public override bool AsksSelfHosted { get; } = AsksSelfHosted;

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        .. LeavesSelfHosted<B, N>(parts),

        new HugepageStep<B, N>("find-huge-mapping", "split_vmemmap_huge_pmd(): pmd_leaf()", Remapping)
        {
            When =
            [
                ("an entry is left to change", (s, h) => s.Cursor[h] < s.Pages),
                ("a page table begins with it, or with the walk", ComesToTable),
                ("a huge mapping is there", (s, h) => IsHuge(s, h, s.Cursor[h])),
            ],
            Then = (s, h) => s.GoTo(h, ReadsUnderLock ? BlockRead : HugeFound),
        },

        .. ReadsUnderLock ? Array.Empty<Step<B, N>>() :
        [
            new HugepageStep<B, N>("read-pmd-page", "__split_vmemmap_huge_pmd(): pmd_page(), without the lock", HugeFound)
            {
                Then = (s, h) =>
                {
                    s.ReadsTable![h] = !IsHuge(s, h, s.Cursor[h]);
                    s.GoTo(h, BlockRead);
                },
            },
        ],

        new HugepageStep<B, N>("fill-page-table", "split_vmemmap_huge_pmd(): pte_alloc_one_kernel(), set_pte_at()", BlockRead)
        {
            Then = (s, h) =>
            {
                s.StrayEntry![h] = s.StrayEntry[h] | s.ReadsTable![h];
                s.GoTo(h, TableFilled);
            },
        },

        // If another walk was faster, the table is freed.
        new HugepageStep<B, N>("install-page-table", "split_vmemmap_huge_pmd(): pmd_populate_kernel() or pte_free_kernel()", TableFilled)
        {
            Then = (s, h) =>
            {
                var v = s.Cursor[h];
                s.Pmd![s.PmdOf![h], s.PageTable[v]] = N.If(IsHuge(s, h, v), SplitsBlock ? PmdEntry.Table : PmdEntry.TableOfBlock, s.PmdAt(h, v));
                s.ReadsTable![h] = false;
                s.GoTo(h, Remapping);
            },
        },
    ];

    /// <summary>What must hold for an optimise to begin.</summary>
    public IReadOnlyList<(string Says, Func<State<B, N>, N, B> Holds)> MayOptimise<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        AsksSelfHosted ? [("its memory map is not self-hosted", (s, h) => !s.IsSelfHosted(h))] : [];

    /// <summary>The walk has seen to the page table that the next entry is in: it does so where it comes to one.</summary>
    public static IReadOnlyList<(string Says, Func<State<B, N>, N, B> Holds)> Passed<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        [("a page table is there, or was when the walk came to it", (s, h) => !ComesToTable(s, h) | !IsHuge(s, h, s.Cursor[h]))];

    /// <summary>The entry of a page is about to be changed: its frame leaves the block that it was allocated in.</summary>
    public static void EntryChanges<B, N>(State<B, N> s, N folio, N page)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        ArgumentNullException.ThrowIfNull(s);
        var frame = s.Pte[folio, page];
        s.StrayEntry![folio] = s.StrayEntry[folio] | IsHuge(s, folio, page);
        s.Origin![frame] = N.If(s.Origin[frame] == Origin.Block & s.PmdAt(folio, page) == PmdEntry.Table, Origin.Single, s.Origin[frame]);
    }

    private Step<B, N>[] LeavesSelfHosted<B, N>(PartList parts)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        !AsksSelfHosted ? [] :
        [
            new HugepageStep<B, N>("leave-self-hosted", "vmemmap_should_optimize(): PageVmemmapSelfHosted", parts.The<Hugetlb.SetHugetlbType>().OptimisedFrom)
            {
                When = [("its memory map is self-hosted", (s, h) => s.IsSelfHosted(h))],
                Then = (s, h) => s.GoTo(h, Finishing),
            },
        ];

    private static B IsHuge<B, N>(State<B, N> s, N h, N v)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => s.PmdAt(h, v) == PmdEntry.Leaf;

    // The walk has just begun, or the entry is the first of its page table.
    private static B ComesToTable<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => s.ListLength[h] == 0 | s.BeginsPageTable(s.Cursor[h]);
}
