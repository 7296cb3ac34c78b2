using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Kernel.Boot;

/// <summary>
/// <c>hugetlb_init()</c> gathers what was laid out at boot, when all CPUs are up: the first struct page becomes a head, which is at once to be seen wherever a tail page is mapped to it; the struct pages of the page that is kept are made
/// tails, the type and HPageVmemmapOptimized are set. When all hugepages of the node are gathered the entries of their tail pages are made read-only, and only then each counts for the key of the fake-head test; one flush of all, and the
/// pool has them. mm/hugetlb.c <c>gather_bootmem_prealloc_node()</c>, mm/hugetlb_vmemmap.c <c>__hugetlb_vmemmap_optimize_folios()</c>, mm/sparse-vmemmap.c <c>vmemmap_wrprotect_hvo()</c> (v6.15).
/// What struct pages of the other tail pages would have been nobody writes: they are the same memory. A memory failure before the type is set is not followed.
/// </summary>
/// <param name="InBytes">the end of the walk that makes entries read-only is where the struct pages end; else it is the address of the head plus their number, as if each had one byte (v6.15 to v7.1).</param>
/// <param name="HasKey">there is a key of the fake-head test that a hugepage counts for (up to v7.0, in v7.1-rc1 to rc6 without use).</param>
/// <param name="CountsFirst">each counts for the key before its head is one; ours.</param>
/// <param name="AwaitsTails">the zone's frame of tails is made one when all are in the pool (<see cref="LayOutWithZoneTail"/>); who takes a hugepage from there before that is not followed.</param>
[KernelFunction("gather_bootmem_prealloc(), hugetlb_vmemmap_optimize_bootmem_folios(): vmemmap_wrprotect_hvo()", "v6.15, mm/hugetlb.c: gather_bootmem_prealloc_node(), hugetlb_folio_init_vmemmap(), prep_and_add_bootmem_folios(), mm/hugetlb_vmemmap.c: __hugetlb_vmemmap_optimize_folios(), mm/sparse-vmemmap.c: vmemmap_wrprotect_hvo(); InBytes: v7.2, 7.3.4, mm/hugetlb_vmemmap.c: __hugetlb_vmemmap_optimize_folios(); CountsFirst: ours; AwaitsTails: v7.1-rc1 as of 01b1d0ffb6f7, mm/hugetlb_vmemmap.c: hugetlb_vmemmap_init()")]
public sealed partial record GatherAtBoot(bool InBytes = false, bool CountsFirst = false, bool HasKey = true, bool AwaitsTails = false) : Part
{
    /// <summary>The first struct page is a head, and the others are what they were.</summary>
    public static ControlPoint HeadSet { get; } = new(Actor.Hugepage, "head set at boot", Phase.Boot) { IsAtBoot = true };

    /// <summary>The struct pages of the page that is kept are those of a typed hugepage; HPageVmemmapOptimized comes next.</summary>
    public static ControlPoint Gathered { get; } = new(Actor.Hugepage, "gathered", Phase.Remapped) { IsAtBoot = true };

    /// <summary>The same where it does not count for the key of the fake-head test yet.</summary>
    public static ControlPoint GatheredUncounted { get; } = new(Actor.Hugepage, "gathered, uncounted", Phase.Remapped) { IsAtBoot = true, IsUncounted = true };

    /// <summary><c>vmemmap_wrprotect_hvo()</c> makes one entry after the other read-only.</summary>
    public static ControlPoint Protecting { get; } = new(Actor.Hugepage, "being write-protected", Phase.Remapped) { IsAtBoot = true, Walk = PageWalk.ToTheEnd };

    /// <summary>The same where it does not count for the key of the fake-head test yet.</summary>
    public static ControlPoint ProtectingUncounted { get; } = new(Actor.Hugepage, "being write-protected, uncounted", Phase.Remapped) { IsAtBoot = true, IsUncounted = true, Walk = PageWalk.ToTheEnd };

    /// <summary>It counts, and <c>flush_tlb_all()</c> is to come when all of its list do.</summary>
    public static ControlPoint Protected { get; } = new(Actor.Hugepage, "write-protected", Phase.Remapped) { IsAtBoot = true };

    /// <summary>Flushed, and about to enter the pool.</summary>
    public static ControlPoint Entering { get; } = new(Actor.Hugepage, "entering the pool at boot", Phase.Settled) { IsAtBoot = true };

    public override Performer Performer => Performer.Boot;

    public override IReadOnlyList<ControlPoint> Visits => [LayOutAtBoot.Reserved, HeadSet, AfterGather, WhileProtected, Protected, Entering, .. AwaitsTails ? [InPoolAtBoot] : Array.Empty<ControlPoint>(), Kept];

    private ControlPoint AfterGather => CountsFirst || !HasKey ? Gathered : GatheredUncounted;

    private ControlPoint WhileProtected => CountsFirst || !HasKey ? Protecting : ProtectingUncounted;

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new HugepageStep<B, N>("gather-head", (CountsFirst ? "static_branch_inc(&hugetlb_optimize_vmemmap_key), " : "") + "hugetlb_folio_init_vmemmap(): __folio_clear_reserved(), __folio_set_head(), folio_ref_freeze()", LayOutAtBoot.Reserved)
        {
            Then = (s, h) =>
            {
                var head = s.HeadFrame(h);
                s.PgHead[head, 0] = true;
                s.Refcount[head, 0] = 0;
                if (CountsFirst)
                {
                    s.StaticBranchInc(h);
                }
                s.GoTo(h, HeadSet);
            },
        },

        // Of the pages that are kept all struct pages but the first are initialised: HUGETLB_VMEMMAP_RESERVE_PAGES.
        new HugepageStep<B, N>("gather-tails", "hugetlb_folio_init_tail_vmemmap(), prep_compound_head(), init_new_hugetlb_folio()", HeadSet)
        {
            Then = (s, h) =>
            {
                var head = s.HeadFrame(h);
                var (isHead, pointer, isFlagged, count) = (s.PgHead[head, 0], s.CompoundHead[head, 0], s.PgHwpoison[head, 0], s.Refcount[head, 0]);
                for (var v = 0; v < s.KeptPages; v++)
                {
                    var frame = s.Pte[h, v];
                    s.WritePage(frame, s.HeadInTails(h), references: 0);
                }
                s.PgHead[head, 0] = isHead;
                s.CompoundHead[head, 0] = pointer;
                s.PgHwpoison[head, 0] = isFlagged;
                s.Refcount[head, 0] = count;
                s.Metadata[head, s.SpecialSlot] = h;
                s.Hugetlb[h] = true;
                s.GoTo(h, AfterGather);
            },
        },

        new HugepageStep<B, N>("set-optimised-at-boot", "gather_bootmem_prealloc_node(): folio_set_hugetlb_vmemmap_optimized()", AfterGather)
        {
            Then = (s, h) =>
            {
                s.Optimised[h] = true;
                s.Cursor[h] = s.KeptPages;
                s.GoTo(h, WhileProtected);
            },
        },

        new HugepageStep<B, N>("protect-alias", "vmemmap_wrprotect_hvo(): ptep_set_wrprotect()", WhileProtected)
        {
            When = [("the walk has not come to its end", (s, h) => s.Cursor[h] < EndOf(s))],
            Then = (s, h) =>
            {
                var v = s.Cursor[h];
                s.SetPte(h, v, s.Pte[h, v], false);
                s.Cursor[h] = v + 1;
            },
        },

        new HugepageStep<B, N>("count-optimised", !HasKey ? "__hugetlb_vmemmap_optimize_folios(): the next of the list" : CountsFirst ? "register_page_bootmem_memmap()" : "register_page_bootmem_memmap(), static_branch_inc(&hugetlb_optimize_vmemmap_key)", WhileProtected)
        {
            When = [("the walk has come to its end", (s, h) => s.Cursor[h] == EndOf(s))],
            Then = (s, h) =>
            {
                if (!CountsFirst)
                {
                    s.StaticBranchInc(h);
                }
                s.GoTo(h, Protected);
            },
        },

        new HugepageStep<B, N>("flush-protected", "hugetlb_vmemmap_optimize_bootmem_folios(): flush_tlb_all()", Protected)
        {
            Then = (s, h) =>
            {
                s.FlushTlb(h);
                s.GoTo(h, Entering);
            },
        },

        new HugepageStep<B, N>("enqueue-at-boot", "prep_and_add_bootmem_folios(): enqueue_hugetlb_folio()", Entering)
        {
            TakesLock = true,
            Then = (s, h) =>
            {
                s.Freed[h] = true;
                s.CountFreeIf(h, true);
                s.CountHugepage(false);
                s.GoTo(h, AwaitsTails ? InPoolAtBoot : Kept);
            },
        },

        .. AwaitsTails ? [EndsBoot<B, N>()] : Array.Empty<Step<B, N>>(),
    ];

    // Nobody has hugepages of the pool yet: there are no processes.
    private static Step<B, N> EndsBoot<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        new HugepageStep<B, N>("end-initcalls", "do_initcalls(): the last late_initcall()", InPoolAtBoot)
        {
            When = [("the zone's frame of tails holds tails", (s, _) => VmemmapGetTail.AreTails(s))],
            Then = (s, h) => s.GoTo(h, Kept),
        };

    private N EndOf<B, N>(State<B, N> s)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => InBytes ? s.Pages : s.CountedEnd;
}
