namespace Vmemmap.Model.Kernel.Vmemmap;

/// <summary>
/// Splitting the next huge mapping of vmemmap needs a page table: -ENOMEM, but only where one begins, so a hugepage of 2 MiB fails at once or not at all. The entries changed so far get frames back, by the walk of a restore (<see cref="RestorePte"/>); nothing to undo
/// where no entry was changed. No flush comes before it: <c>vmemmap_remap_range()</c> returns its error at once. So a frame is overwritten that CPUs may still translate to: a load of a word
/// during the copy returns the old value or the new one, and the reset of a struct page is two stores. mm/sparse-vmemmap.c <c>vmemmap_remap_free()</c> since 3bc2b6a72596 (v5.14).
/// </summary>
/// <param name="FlushesFirst">what was remapped so far is flushed before a frame is overwritten, so no CPU translates to it any longer; ours.</param>
[KernelFunction("vmemmap_remap_free(): -ENOMEM", "3bc2b6a72596 (v5.14), e7d324850bfc (v5.18), mm/sparse-vmemmap.c: split_vmemmap_huge_pmd(), vmemmap_remap_range(); FlushesFirst: ours")]
public partial record RollBack(bool FlushesFirst = false) : Part
{
    public override IReadOnlyList<ControlPoint> Visits => [Remapping, RollingBack, Rest];

    public override int TailPages => 2;

    public override bool NeedsPageTables => true;

    /// <summary>What comes after the flush. The list is empty then: each frame is mapped where it was before.</summary>
    protected virtual ControlPoint Rest => Finishing;

    /// <summary>It returns with the error, so that <c>static_branch_dec()</c> comes: nothing is left over that would be freed before.</summary>
    protected virtual bool LowersKey => true;

    /// <summary>What comes where the walk changed an entry back.</summary>
    protected virtual ControlPoint RolledBack => Rest;

    /// <summary>What is lost for everybody with the flush.</summary>
    protected virtual void Forgets<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
    }

    /// <summary>Where the walk begins with the head's page, whether it has passed that.</summary>
    public IReadOnlyList<(string Says, Func<State<B, N>, N, B> Holds)> OfTails<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        RollsBackHead ? [("the walk has passed the head's page", (s, h) => s.Cursor[h] >= s.KeptPages)] : [];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts)
    {
        var callback = parts.The<RestorePte>();

        // Where the head's page has been moved for certain, an entry was changed.
        var splits = parts.Has<SplitVmemmapPmd>();
        var mayBeUnchanged = !parts.OfType<RemapWithNewHead>().Any(optimise => optimise.NeedsFrame);
        return
        [
            new HugepageStep<B, N>("optimise-fails", "split_vmemmap_huge_pmd(): -ENOMEM", splits ? BlockRead : Remapping)
            {
                // Where the split is steps of its own, it has begun: with what the walk has come to.
                When = splits ? [] :
                [
                    ("an entry is left to change", (s, h) => s.Cursor[h] < s.Pages),
                    ("a page table begins with it, or with the walk", (s, h) => mayBeUnchanged ? s.ListLength[h] == 0 | s.BeginsPageTable(s.Cursor[h]) : s.BeginsPageTable(s.Cursor[h])),
                ],
                Then = (s, h) =>
                {
                    B isUnchanged = mayBeUnchanged ? s.ListLength[h] == 0 : false;
                    if (FlushesFirst)
                    {
                        s.FlushTlb(h);
                    }
                    if (splits)
                    {
                        s.ReadsTable![h] = false;
                    }
                    if (LowersKey)
                    {
                        s.StaticBranchDec(h, isUnchanged);
                    }
                    s.GoTo(h, isUnchanged, Rest, RollingBack);
                    s.BeginGivingBack(h, RollsBackHead ? 0 : s.KeptPages, N.If(isUnchanged, 0, s.Cursor[h]));
                },
            },

            new HugepageStep<B, N>("flush-rolled-back", "flush_tlb_kernel_range()", RollingBack)
            {
                When = [("every entry is changed", (s, h) => s.Cursor[h] == s.WalkEnd[h])],
                Then = (s, h) =>
                {
                    s.FlushTlb(h);
                    s.WalkEnd[h] = 0;
                    Forgets(s, h);
                    if (LowersKey)
                    {
                        s.StaticBranchDec(h);
                    }
                    s.GoTo(h, RolledBack);
                },
            },

            new HugepageStep<B, N>("copy-back-begins", "vmemmap_restore_pte(): copy_page() begins", RollingBack)
            {
                When = RestorePte.Begins<B, N>(),
                Then = (s, h) => s.Reset[h] = Writing.Copying,
            },

            new HugepageStep<B, N>("copy-back-ends", "vmemmap_restore_pte(): copy_page() ends", RollingBack)
            {
                When = [.. OfTails<B, N>(), ("the frame is being copied", (s, h) => s.IsCopying(h))],
                Then = (s, h) =>
                {
                    callback.Write(s, h);
                    s.Reset[h] = 0;
                },
            },

            .. callback.Resets ? [ResetsHalf(HalfReset.Flags, HalfReset.CompoundHead), ResetsHalf(HalfReset.CompoundHead, HalfReset.Flags)] : Array.Empty<Step<B, N>>(),
        ];

        // One store of the two: the second one ends the reset of this struct page.
        Step<B, N> ResetsHalf(int half, int other) =>
            new HugepageStep<B, N>(
                half == HalfReset.Flags ? "reset-flags" : "reset-compound-head", $"reset_struct_pages(): {(half == HalfReset.Flags ? "the flags" : "compound_head and the rest")}", RollingBack)
            {
                When = [.. OfTails<B, N>(), ("a struct page is left to reset", (s, h) => s.Reset[h] >= 0 & s.Reset[h] < s.ResetCount), ("this word of it is not written", (s, h) => s.ResetHalf[h] != half)],
                Then = (s, h) =>
                {
                    var (frame, slot, isSecond) = (s.ListFront(h), s.Reset[h], s.ResetHalf[h] == other);
                    if (half == HalfReset.Flags)
                    {
                        s.CopyFlags(frame, slot, callback.SourceOf(s, slot));
                    }
                    else
                    {
                        s.CopyRest(frame, slot, callback.SourceOf(s, slot));
                    }
                    s.Reset[h] = slot + N.If(isSecond, 1, 0);
                    s.ResetHalf[h] = N.If(isSecond, HalfReset.None, half);
                },
            };
    }
}
