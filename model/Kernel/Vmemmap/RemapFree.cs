using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Kernel.Users;

namespace Vmemmap.Model.Kernel.Vmemmap;

/// <summary>
/// The tail pages of a new hugepage are remapped to the shared frame and their own frames are freed. mm/hugetlb_vmemmap.c
/// <c>free_huge_page_vmemmap()</c>, mm/sparse-vmemmap.c <c>vmemmap_remap_free()</c> (v5.14, f41f2ed43ca5; v5.18, e7d324850bfc; the RFC's patch 10).
/// </summary>
[KernelFunction("free_huge_page_vmemmap(): vmemmap_remap_free()", "f41f2ed43ca5 (v5.14), e7d324850bfc (v5.18), mm/sparse-vmemmap.c")]
public partial record RemapFree : Part
{
    public override IReadOnlyList<ControlPoint> Visits => [Remapping, FreeingTails, Finishing];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts)
    {
        var entry = parts.The<SetHugetlbType>().OptimisedFrom;
        var split = parts.OfType<SplitVmemmapPmd>().FirstOrDefault();
        return
        [
            .. Begins(entry, [.. Waits<B, N>(parts.The<PfnWalker>()), .. parts.OfType<VmemmapGetTail>().SelectMany(_ => VmemmapGetTail.IsThere<B, N>()), .. split?.MayOptimise<B, N>() ?? []]),

            new HugepageStep<B, N>("leave-unoptimised", "free_huge_page_vmemmap(): switched off", entry) { Then = (s, h) => s.GoTo(h, Finishing) },

            new HugepageStep<B, N>("remap-tail", "vmemmap_remap_pte()", Remapping)
            {
                When = [("an entry is left to change", (s, h) => s.Cursor[h] < s.Pages), .. split is null ? [] : SplitVmemmapPmd.Passed<B, N>()],
                Then = (s, h) =>
                {
                    var v = s.Cursor[h];
                    if (split is not null)
                    {
                        SplitVmemmapPmd.EntryChanges(s, h, v);
                    }
                    s.Collect(h, s.Pte[h, v]);
                    s.SetPte(h, v, s.SharedFrame(h), s.Shape.Layout.TailsWritable);
                    s.Cursor[h] = v + 1;
                },
            },

            new HugepageStep<B, N>("flush-remapped", "flush_tlb_kernel_range()", Remapping)
            {
                When = [("every entry is changed", (s, h) => s.Cursor[h] == s.Pages)],
                Then = (s, h) =>
                {
                    s.FlushTlb(h);
                    s.GoTo(h, FreeingTails);
                },
            },

            new HugepageStep<B, N>("free-tail-frame", "free_vmemmap_page_list()", FreeingTails)
            {
                When = [("a frame is left in the list", (s, h) => s.ListLength[h] > 0)],
                Then = (s, h) => s.FreeFront(h),
            },

            Ends<B, N>(),
        ];
    }

    /// <summary>What comes when all frames are freed.</summary>
    protected virtual Step<B, N> Ends<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        new HugepageStep<B, N>("set-optimised", "SetHPageVmemmapOptimized()", FreeingTails)
        {
            When = [("the list is empty", (s, h) => s.ListLength[h] == 0)],
            Then = (s, h) =>
            {
                s.Optimised[h] = true;
                s.GoTo(h, Finishing);
            },
        };

    /// <summary>What comes before the walk.</summary>
    /// <param name="entry">where the hugepage is then.</param>
    /// <param name="when">what must hold.</param>
    protected virtual IEnumerable<Step<B, N>> Begins<B, N>(ControlPoint entry, IReadOnlyList<(string Says, Func<State<B, N>, N, B> Holds)> when)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        new HugepageStep<B, N>("optimise", "free_huge_page_vmemmap()", entry)
        {
            When = when,
            Then = (s, h) =>
            {
                s.StaticBranchInc(h);
                BeginRemapping(s, h);
            },
        },
    ];

    // What an optimise waits for.
    private static (string Says, Func<State<B, N>, N, B> Holds)[] Waits<B, N>(PfnWalker walker)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        walker.GracePeriod ? [(PfnWalker.Waited, walker.HasWaited)] : [];

    /// <summary>The walk over the tail pages begins: <c>vmemmap_remap_range()</c> with <c>vmemmap_remap_pte()</c>.</summary>
    protected static void BeginRemapping<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        s.GoTo(h, Remapping);
        s.Cursor[h] = s.KeptPages;
    }
}
