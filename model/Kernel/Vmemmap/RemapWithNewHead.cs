using Vmemmap.Model.Kernel.Hugetlb;

namespace Vmemmap.Model.Kernel.Vmemmap;

/// <summary>
/// The head's page is moved to a frame of its own first, so that all frames it had go back to the buddy allocator in one block; the shared tails are mapped to the new frame. Where there is none, everything
/// stays as it was in v5.18: the tails are mapped to the frame that the head has. Until the entry of the head is changed everybody else sees, and stores to, the page that was copied.
/// mm/hugetlb_vmemmap.c <c>vmemmap_remap_free()</c>, <c>vmemmap_remap_pte()</c> (v6.2, 11aad2631bf7).
/// </summary>
/// <param name="FlagFirst">
/// HPageVmemmapOptimized is set before the head's page is copied, so that the old and the new page both have it (v6.8): "Very Subtle", as the flush may come long after the remap. A list of hugepages is
/// optimised one after the other and flushed once, by flush_tlb_all(), before the frames of all are freed: for each of them that is a flush that comes late, as it may here.
/// </param>
/// <param name="NeedsFrame">where there is no frame for the head the optimise fails, -ENOMEM (6.12.115): the tails are not mapped to the frame that the head has.</param>
[KernelFunction("hugetlb_vmemmap_optimize(): vmemmap_remap_free()", "11aad2631bf7 (v6.2), mm/hugetlb_vmemmap.c: vmemmap_remap_free(), vmemmap_remap_pte(); FlagFirst: 6.8.0, mm/hugetlb_vmemmap.c: __hugetlb_vmemmap_optimize_folio(), hugetlb_vmemmap_optimize_folios(); NeedsFrame: 6.12.118, mm/hugetlb_vmemmap.c: __hugetlb_vmemmap_optimize_folio()")]
public sealed partial record RemapWithNewHead(bool FlagFirst = false, bool NeedsFrame = false) : RemapFree
{
    /// <summary><c>alloc_pages_node()</c> of a frame for the head.</summary>
    public static ControlPoint GettingHeadFrame { get; } = new(Actor.Hugepage, "getting a frame for the head", Phase.Remapped) { Remap = Remap.Optimise };

    /// <summary><c>copy_page()</c> of the head's page into a frame that nobody else can reach.</summary>
    public static ControlPoint CopyingHead { get; } = new(Actor.Hugepage, "copying the head's page", Phase.Remapped) { Remap = Remap.Optimise };

    /// <summary>The copy is made, and the entry of the head's page not yet changed.</summary>
    public static ControlPoint HeadCopied { get; } = new(Actor.Hugepage, "head's page copied", Phase.Remapped) { Remap = Remap.Optimise, IsHeadCopied = true };

    public override IReadOnlyList<ControlPoint> Visits => [GettingHeadFrame, CopyingHead, HeadCopied, .. NeedsFrame ? [RollBackWithNewHead.Failed] : Array.Empty<ControlPoint>(), .. base.Visits];

    public override int SpareFrames => 1;

    public override bool NeedsSpareFrames => NeedsFrame;

    protected override IEnumerable<Step<B, N>> Begins<B, N>(ControlPoint entry, IReadOnlyList<(string Says, Func<State<B, N>, N, B> Holds)> when) =>
    [
        new HugepageStep<B, N>("optimise", "hugetlb_vmemmap_optimize()", entry)
        {
            When = when,
            Then = (s, h) =>
            {
                s.StaticBranchInc(h);
                if (FlagFirst)
                {
                    s.Optimised[h] = true;
                }
                s.GoTo(h, GettingHeadFrame);
            },
        },

        new("alloc-head-frame", "vmemmap_remap_free(): alloc_pages_node()", Folio, Frame)
        {
            At = [GettingHeadFrame],
            When = [("the buddy allocator has this frame", (s, x) => s.Owner[x.Frame] == Owner.Buddy)],
            Then = (s, x) =>
            {
                s.Collect(x.Folio, x.Frame);
                s.Fresh[x.Frame] = true;
                s.GoTo(x.Folio, CopyingHead);
            },
        },

        NeedsFrame
            ? new HugepageStep<B, N>("no-head-frame", "__hugetlb_vmemmap_optimize_folio(): !vmemmap_head, static_branch_dec()", GettingHeadFrame)
            {
                Then = (s, h) =>
                {
                    s.StaticBranchDec(h);
                    s.GoTo(h, RollBackWithNewHead.Failed);
                },
            }
            : new HugepageStep<B, N>("no-head-frame", "vmemmap_remap_free(): !walk.reuse_page", GettingHeadFrame) { Then = BeginRemapping },

        new HugepageStep<B, N>("copy-head-page", "vmemmap_remap_free(): copy_page()", CopyingHead)
        {
            Then = (s, h) =>
            {
                CopyHead(s, h);
                s.GoTo(h, HeadCopied);
            },
        },

        // list_del() of the new frame, list_add_tail() of the old one; the head's page stays writable. What the copy has not is lost with the old page.
        new HugepageStep<B, N>("remap-head", "vmemmap_remap_pte(): the reuse address", HeadCopied)
        {
            Then = (s, h) =>
            {
                var old = s.HeadFrame(h);
                MoveHead(s, h);
                s.Collect(h, old);
                BeginRemapping(s, h);
            },
        },
    ];

    protected override Step<B, N> Ends<B, N>() => !FlagFirst ? base.Ends<B, N>() :
        new HugepageStep<B, N>("leave-optimised", "free_vmemmap_page_list() returns", FreeingTails)
        {
            When = [("the list is empty", (s, h) => s.ListLength[h] == 0)],
            Then = (s, h) => s.GoTo(h, Finishing),
        };

    /// <summary><c>copy_page()</c> of the head's page, and of what hugetlb keeps there, to the frame at the front of the list.</summary>
    internal static void CopyHead<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        s.CopyPage(s.ListFront(h), s.HeadFrame(h));
        s.CopiedList.CopyRowOf(s.RawList, h);
        s.CopiedUnreliable[h] = s.Unreliable[h];
    }

    /// <summary>The head's page is mapped to the copy: what that has not is lost with the frame that the page had.</summary>
    internal static void MoveHead<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var frame = s.TakeFront(h);
        s.Owner[frame] = Owner.Vmemmap;
        s.OwnerIndex[frame] = 0;
        s.SetPte(h, 0, frame, true);
        s.RawList.CopyRowOf(s.CopiedList, h);
        s.Unreliable[h] = s.CopiedUnreliable[h];
        ForgetCopy(s, h);
    }

    /// <summary>Of two pages with what hugetlb keeps in the head's page one is left.</summary>
    internal static void ForgetCopy<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        s.CopiedList.Fill(h, false);
        s.CopiedUnreliable[h] = false;
    }
}

/// <summary>
/// As <see cref="RollBack"/>, where the head's page may have been moved: it stays where it is, so the list, first in, first out, gives each tail page the frame of the page before it, and one is left
/// over, which is freed. Where the first page table cannot be had, that is the frame for the head. mm/hugetlb_vmemmap.c <c>vmemmap_remap_free()</c> (v6.2, 11aad2631bf7).
/// </summary>
/// <param name="FlushesFirst">as of <see cref="RollBack"/>; ours.</param>
/// <param name="ClearsFlag">
/// HPageVmemmapOptimized was set before and is cleared now, before the frames that are left over are freed. In a list of hugepages an optimise that failed for want of memory is tried once more, when the frames
/// collected so far, its own and those of others, are flushed and freed (v6.8); here as often as memory is wanting, from the same state.
/// </param>
/// <param name="TakesHead">
/// the walk begins with the head's page and leaves alone only what is not mapped to <c>walk->vmemmap_tail</c> (6.12.115). But that is the new frame for the head, which its page is mapped to as well as the tails: so the list, last in, first
/// out, gives the head's page the frame that was collected last, with a copy of the new one, and the last tail page the frame that the head's page had. The new frame is mapped nowhere then, is in no list, and is lost.
/// </param>
[KernelFunction("vmemmap_remap_free(): -ENOMEM", "11aad2631bf7 (v6.2), mm/hugetlb_vmemmap.c: split_vmemmap_huge_pmd(), vmemmap_remap_range(), vmemmap_remap_free(); ClearsFlag: 6.8.0, mm/hugetlb_vmemmap.c: __hugetlb_vmemmap_optimize_folio(), hugetlb_vmemmap_optimize_folios(); TakesHead: 6.12.118, mm/hugetlb_vmemmap.c: vmemmap_remap_free(), vmemmap_restore_pte(); FlushesFirst: ours")]
public partial record RollBackWithNewHead(bool FlushesFirst = false, bool ClearsFlag = false, bool TakesHead = false) : RollBack(FlushesFirst)
{
    public override bool RollsBackHead => TakesHead;

    /// <summary><c>vmemmap_remap_free()</c> has returned an error: <c>static_branch_dec()</c>, then <c>folio_clear_hugetlb_vmemmap_optimized()</c> come next.</summary>
    public static ControlPoint Failed { get; } = new(Actor.Hugepage, "optimise failed", Phase.Remapped) { Remap = Remap.Optimise, IsUncounted = true };

    /// <summary><c>free_vmemmap_page_list()</c> after an optimise that failed.</summary>
    public static ControlPoint FreeingRest { get; } = new(Actor.Hugepage, "freeing what is left over", Phase.Remapped) { Remap = Remap.Optimise };

    /// <summary>The same where the key was lowered and the flag cleared before that, and the frames are freed by the caller (v6.8): for a list of hugepages after the flush.</summary>
    public static ControlPoint FreeingUncounted { get; } = new(Actor.Hugepage, "freeing what is left over, uncounted", Phase.Remapped) { Remap = Remap.Optimise, IsUncounted = true };

    public override IReadOnlyList<ControlPoint> Visits => [.. base.Visits, RemapWithNewHead.HeadCopied, Freeing, Finishing];

    protected override ControlPoint Rest => ClearsFlag ? Failed : FreeingRest;

    protected override bool LowersKey => ClearsFlag;

    private ControlPoint Freeing => ClearsFlag ? FreeingUncounted : FreeingRest;

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        .. base.Steps<B, N>(parts),
        .. TakesHead ? GivesHeadBack<B, N>(parts.The<RestorePte>()) : [],

        new HugepageStep<B, N>("optimise-fails-at-head", "split_vmemmap_huge_pmd(): -ENOMEM", RemapWithNewHead.HeadCopied)
        {
            Then = (s, h) =>
            {
                RemapWithNewHead.ForgetCopy(s, h);
                if (LowersKey)
                {
                    s.StaticBranchDec(h);
                }
                s.GoTo(h, Rest);
            },
        },

        .. ClearsFlag ? ClearsFlagAndTriesAgain<B, N>(parts.The<SetHugetlbType>().OptimisedFrom) : [],

        new HugepageStep<B, N>("free-rest-frame", "vmemmap_remap_free(): free_vmemmap_page_list()", Freeing)
        {
            When = [("a frame is left in the list", (s, h) => s.ListLength[h] > 0)],
            Then = (s, h) => s.FreeFront(h),
        },

        new HugepageStep<B, N>("leave-after-failure", "hugetlb_vmemmap_optimize(): vmemmap_remap_free() failed", Freeing)
        {
            When = [("the list is empty", (s, h) => s.ListLength[h] == 0)],
            Then = (s, h) =>
            {
                if (!LowersKey)
                {
                    s.StaticBranchDec(h);
                }
                s.GoTo(h, Finishing);
            },
        },
    ];

    /// <summary>What the head's page is given.</summary>
    protected virtual void CopyToHead<B, N>(RestorePte callback, State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => RemapWithNewHead.CopyHead(s, h);

    private IEnumerable<Step<B, N>> GivesHeadBack<B, N>(RestorePte callback)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        new HugepageStep<B, N>("copy-head-back-ends", "vmemmap_restore_pte(): copy_page() of the head's page ends", RollingBack)
        {
            When = [IsAtHead<B, N>(), ("the frame is being copied", (s, h) => s.IsCopying(h))],
            Then = (s, h) =>
            {
                CopyToHead(callback, s, h);
                s.Reset[h] = 0;
            },
        },

        new HugepageStep<B, N>("map-head-back", "vmemmap_restore_pte(): set_pte_at() of the head's page", RollingBack)
        {
            When = [IsAtHead<B, N>(), ("the frame is written", (s, h) => s.Reset[h] == 0)],
            Then = (s, h) =>
            {
                RemapWithNewHead.MoveHead(s, h);
                s.Cursor[h] = 1;
                s.Reset[h] = Writing.NotBegun;
            },
        },
    ];

    private static (string Says, Func<State<B, N>, N, B> Holds) IsAtHead<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => ("the walk is at the head's page", (s, h) => s.Cursor[h] == 0);

    private static IEnumerable<Step<B, N>> ClearsFlagAndTriesAgain<B, N>(ControlPoint entry)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        new HugepageStep<B, N>("clear-optimised", "folio_clear_hugetlb_vmemmap_optimized()", Failed)
        {
            Then = (s, h) =>
            {
                s.Optimised[h] = false;
                s.GoTo(h, FreeingUncounted);
            },
        },

        new HugepageStep<B, N>("optimise-again", "hugetlb_vmemmap_optimize_folios(): ret == -ENOMEM && !list_empty(&vmemmap_pages)", FreeingUncounted)
        {
            When = [("the list is empty", (s, h) => s.ListLength[h] == 0)],
            Then = (s, h) => s.GoTo(h, entry),
        },
    ];
}
