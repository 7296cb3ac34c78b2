namespace Vmemmap.Model.Kernel.Dax;

/// <summary>
/// Device memory is unplugged, or could not be plugged in: the entries of its memory map go one after the other. Of each the reference on its frame is dropped first, then the entry is cleared; what CPUs translate is flushed at the end of the page
/// table. The page allocator has a frame as soon as its last reference is dropped: that of the only entry, or of the last that shares it; the frame of tails of a zone keeps that of who made it. Before a device goes
/// its users are unmapped and memory failure in it is waited for. arch/x86/mm/init_64.c <c>remove_pte_table()</c>, <c>free_pagetable()</c>, mm/sparse.c <c>section_deactivate()</c>, mm/memremap.c <c>memunmap_pages()</c>.
/// What is plugged in later is another memory to this model: whether an error is still there the kernel leaves to the driver. Who has pages of the device pinned is not followed.
/// </summary>
/// <param name="FlushesFirst">ours: the frames are gathered, and freed when every entry is cleared and flushed.</param>
[KernelFunction("memunmap_pages(), vmemmap_free(): remove_pte_table()", "6.1.192, mm/memremap.c: memunmap_pages(), mm/sparse.c: section_deactivate(), depopulate_section_memmap(), arch/x86/mm/init_64.c: remove_pte_table(), free_pagetable(); 7.2.13, arch/x86/mm/init_64.c; v5.19: notes; FlushesFirst: ours")]
public sealed partial record Depopulate(bool FlushesFirst = false) : Part
{
    public override IReadOnlyList<ControlPoint> Visits =>
        [DevicePoints.Plugged, DevicePoints.Depopulating, FlushesFirst ? DevicePoints.Freeing : DevicePoints.Dropped, DevicePoints.Unplugged];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new HugepageStep<B, N>("remove-device", "kill_dev_dax(), memunmap_pages(): percpu_ref_kill(), wait_for_completion()", DevicePoints.Plugged)
        {
            When = [("memory failure holds no reference on the pgmap", (s, h) => s.EachFailure(call => call.IsAt(FailurePoints.Idle) | call.Folio.Value != h))],
            Then = (s, h) =>
            {
                s.UserHolds[h] = false;
                s.ReaderLive[h] = false;
                s.WalkEnd[h] = s.Pages;
                s.Cursor[h] = 0;
                s.GoTo(h, DevicePoints.Depopulating);
            },
        },

        .. FlushesFirst ? GathersFrames<B, N>() : DropsFirst<B, N>(),
    ];

    private static Step<B, N>[] DropsFirst<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        new HugepageStep<B, N>("drop-frame", "remove_pte_table(): free_pagetable(): free_pages()", DevicePoints.Depopulating)
        {
            When = [IsLeft<B, N>()],
            Then = (s, h) =>
            {
                var (frame, isLast) = (s.Pte[h, s.Cursor[h]], IsLastReference(s, h));
                // A frame whose memory is bad is not given out again: the allocator checks single pages.
                s.Owner[frame] = N.If(isLast, N.If(s.FrameBad[frame], Owner.Retired, Owner.Buddy), s.Owner[frame]);
                s.OwnerFolio[frame] = N.If(isLast, None.Nobody, s.OwnerFolio[frame]);
                s.OwnerIndex[frame] = N.If(isLast, 0, s.OwnerIndex[frame]);
                s.Fresh[frame] = s.Fresh[frame] & !isLast;
                s.GoTo(h, DevicePoints.Dropped);
            },
        },

        new HugepageStep<B, N>("clear-entry", "remove_pte_table(): pte_clear()", DevicePoints.Dropped)
        {
            Then = (s, h) =>
            {
                ClearEntry(s, h);
                s.GoTo(h, DevicePoints.Depopulating);
            },
        },

        new HugepageStep<B, N>("flush-depopulated", "remove_pte_table(): flush_tlb_all()", DevicePoints.Depopulating)
        {
            When = [IsDone<B, N>()],
            Then = (s, h) =>
            {
                s.FlushTlbAll(h);
                Forget(s, h);
            },
        },
    ];

    private static Step<B, N>[] GathersFrames<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        new HugepageStep<B, N>("clear-entry", "remove_pte_table(): pte_clear()", DevicePoints.Depopulating)
        {
            When = [("an entry is left, and others map its frame", (s, h) => s.Cursor[h] < s.WalkEnd[h] & !IsLastReference(s, h))],
            Then = ClearEntry,
        },

        new HugepageStep<B, N>("clear-last-entry", "remove_pte_table(): pte_clear(), list_add()", DevicePoints.Depopulating)
        {
            When = [("an entry is left, and no other maps its frame", (s, h) => s.Cursor[h] < s.WalkEnd[h] & IsLastReference(s, h))],
            Then = (s, h) =>
            {
                s.Collect(h, s.Pte[h, s.Cursor[h]]);
                ClearEntry(s, h);
            },
        },

        new HugepageStep<B, N>("flush-depopulated", "remove_pte_table(): flush_tlb_all()", DevicePoints.Depopulating)
        {
            When = [IsDone<B, N>()],
            Then = (s, h) =>
            {
                s.FlushTlbAll(h);
                s.GoTo(h, DevicePoints.Freeing);
            },
        },

        new HugepageStep<B, N>("free-gathered", "remove_pte_table(): free_pagetable(): free_pages()", DevicePoints.Freeing)
        {
            When = [("a frame is left in the list", (s, h) => s.ListLeft(h) > 0)],
            Then = (s, h) => s.FreeFront(h),
        },

        new HugepageStep<B, N>("end-depopulate", "vmemmap_free() returns", DevicePoints.Freeing)
        {
            When = [("the list is empty", (s, h) => s.ListLeft(h) == 0)],
            Then = Forget,
        },
    ];

    private static (string Says, Func<State<B, N>, N, B> Holds) IsLeft<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => ("an entry is left", (s, h) => s.Cursor[h] < s.WalkEnd[h]);

    private static (string Says, Func<State<B, N>, N, B> Holds) IsDone<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => ("every entry is cleared", (s, h) => s.Cursor[h] == s.WalkEnd[h]);

    // The entries that share a frame are next to each other.
    private static B IsLastReference<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var v = s.Cursor[h];
        return !s.IsTailOfZone(s.Pte[h, v]) & !(v + 1 < s.WalkEnd[h] & s.Pte[h, v + 1] == s.Pte[h, v]);
    }

    // What is left of the references on a frame is that of the entries behind.
    private static void ClearEntry<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var v = s.Cursor[h];
        var frame = s.Pte[h, v];
        var isLeft = s.Owner[frame] == Owner.Vmemmap & s.OwnerFolio[frame] == h & s.OwnerIndex[frame] == v;
        s.ClearPte(h, v);
        s.OwnerIndex[frame] = N.If(isLeft, v + 1, s.OwnerIndex[frame]);
        s.Cursor[h] = v + 1;
    }

    private static void Forget<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        s.Bad.Fill(h, false);
        s.Struck.Fill(h, false);
        s.Cursor[h] = 0;
        s.WalkEnd[h] = 0;
        s.GoTo(h, DevicePoints.Unplugged);
    }
}
