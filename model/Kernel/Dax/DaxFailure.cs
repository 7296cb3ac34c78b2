namespace Vmemmap.Model.Kernel.Dax;

/// <summary>
/// An error in device memory: PG_hwpoison of the head is all that is remembered, and it is set only where the head has a mapping, which <c>dax_lock_page()</c> asks for: else -EBUSY. Whoever has the compound page mapped is unmapped and killed.
/// The reference on the pgmap keeps the memory map there, and says nothing of what it holds: a struct page that is not initialised yet is followed as any other. What comes of a pointer that is none is not followed: the run ends there.
/// mm/memory-failure.c <c>memory_failure_dev_pagemap()</c>, <c>mf_generic_kill_procs()</c>, fs/dax.c <c>dax_lock_page()</c>.
/// </summary>
/// <param name="FlagsUnmapped">ours: the head is flagged whether it has a mapping or not.</param>
[KernelFunction("memory_failure_dev_pagemap(): mf_generic_kill_procs()", "6.1.192, mm/memory-failure.c: memory_failure_dev_pagemap(), mf_generic_kill_procs(); fs/dax.c of a tree with dax_lock_page(struct page *): dax_lock_page(); v5.19: notes; FlagsUnmapped: ours")]
public sealed partial record DaxFailure(bool FlagsUnmapped = false) : ErrorRecord
{
    public override bool IsUnderLock => false;

    public override IReadOnlyList<ControlPoint> Visits => [FailurePoints.LookedUp, FailurePoints.Collected, FailurePoints.Idle];

    public override B Remembers<B, N>(State<B, N> s, N folio, N page, N slot) => s.PgHwpoison[s.HeadFrame(folio), 0];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        Looks<B, N>("find-no-mapping", "mf_generic_kill_procs(): !dax_lock_page(): -EBUSY") with
        {
            When = [("the head that was found has no mapping", (s, x) => MappingOf(s, x.Frame) == None.Nobody & (FlagsUnmapped ? s.Failure.Head.Value == None.Nobody : true) & !IsNowhere(s))],
            Then = (s, _) => s.EndFailure(true),
        },

        Looks<B, N>("flag-device-head", "mf_generic_kill_procs(): SetPageHWPoison(), collect_procs()") with
        {
            When = [("the head was found, and it has a mapping", (s, x) => IsHead(s) & (MappingOf(s, x.Frame) == s.Failure.Folio.Value | (FlagsUnmapped ? MappingOf(s, x.Frame) == None.Nobody : false)))],
            Then = (s, _) =>
            {
                var (h, v, e) = (s.Failure.Folio.Value, s.Failure.Page.Value, s.Failure.Slot.Value);
                s.PgHwpoison[s.HeadFrame(h), 0] = true;
                s.StrayStore[h] = s.StrayStore[h] | s.IsShared(h, 0);
                s.Strike(h, v, e, s.UserHolds[h]);
                s.GoTo(FailurePoints.Collected);
            },
        },

        new FailureStep<B, N>("kill-users", "mf_generic_kill_procs(): unmap_and_kill()", FailurePoints.Collected)
        {
            Then = (s, h, _, _, _) =>
            {
                s.UserHolds[h] = false;
                s.EndFailure(true);
            },
        },

        Looks<B, N>("follow-garbage", "mf_generic_kill_procs(): compound_head(), dax_lock_page(): page->mapping, of a struct page that is not initialised") with
        {
            When = [("what was found, or its mapping, is no pointer", (s, x) => IsNowhere(s) | (MappingOf(s, x.Frame) != None.Nobody & !(IsHead(s) & MappingOf(s, x.Frame) == s.Failure.Folio.Value)))],
            Then = (s, _) =>
            {
                s.Oops.Value = true;
                s.EndFailure(true);
            },
        },
    ];

    // What compound_head() returned is looked at: the head, or where it returned its argument, that, through a translation of its page.
    private static Step<B, N> Looks<B, N>(string name, string function)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => new(name, function, Frame)
        {
            At = [FailurePoints.LookedUp],
            Through = (s, x) => s.Reaches(s.Failure.Folio.Value, s.Failure.Page.Value, x.Frame),
            Then = (_, _) => { },
        };

    private static B IsHead<B, N>(State<B, N> s)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => s.Failure.Head.Value == s.Failure.Folio.Value;

    private static B IsNowhere<B, N>(State<B, N> s)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => !IsHead(s) & s.Failure.Head.Value != None.Nobody;

    private static N MappingOf<B, N>(State<B, N> s, N frame)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        N.If(IsHead(s), s.Metadata[s.HeadFrame(s.Failure.Folio.Value), 0], s.Metadata[frame, s.Failure.Slot.Value]);
}
