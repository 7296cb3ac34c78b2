namespace Vmemmap.Model.Kernel.Failure;

/// <summary>
/// A hardware error is reported for a base page. mm/memory-failure.c <c>memory_failure()</c>: while everything else goes on. How an error in a hugetlb page is recorded differs from release to release:
/// <see cref="ErrorRecord"/>.
/// </summary>
/// <param name="TakesMutex">one at a time: <c>mf_mutex</c> (171936ddaf97, v5.14). Before that a second one may begin, and each step is of the one or of the other.</param>
/// <param name="OfDevice">the memory is a device's, and its pgmap there: before its section is valid and after <c>percpu_ref_kill()</c> memory failure says "memory outside kernel control", and does nothing.</param>
/// <param name="WhenPlugged">ours: the pgmap can be found only when the struct pages are initialised.</param>
[KernelFunction("memory_failure()", "v5.9, mm/memory-failure.c; TakesMutex: v5.18, mm/memory-failure.c; OfDevice: 6.1.192, mm/memory-failure.c: memory_failure(), get_dev_pagemap(), mm/memremap.c: pagemap_range(); WhenPlugged: ours")]
public sealed partial record MemoryFailure(bool TakesMutex, bool OfDevice = false, bool WhenPlugged = false) : Part
{
    public override bool IsConcurrent => !TakesMutex;

    public override IReadOnlyList<ControlPoint> Visits => [FailurePoints.Idle, FailurePoints.Reported];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) => TakesMutex ? [One<B, N>()] : [OneMore<B, N>(), Other<B, N>()];

    private Step<B, N> One<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        new("memory-failure", OfDevice ? "memory_failure(): pfn_valid(), get_dev_pagemap()" : "memory_failure()", Folio, Page, Slot)
        {
            At = [FailurePoints.Idle],
            When = OfDevice ? [("pfn_valid(), and the pgmap is there", (s, x) => HasPgmap(s, x.Folio))] : [],
            Mishap = Mishap.PageFails,
            Then = (s, x) => Begin(s, x.Folio, x.Page, x.Slot),
        };

    // Where one is under way already, that one stands meanwhile.
    private Step<B, N> OneMore<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => One<B, N>() with
        {
            At = [],
            When = [("no other call of memory failure stands, or none goes on", (s, _) => s.OtherFailure!.IsAt(FailurePoints.Idle) | s.At(FailurePoints.Idle))],
            Then = (s, x) =>
            {
                s.OtherFailure!.BecomeIf(!s.At(FailurePoints.Idle), s.Failure);
                s.Failure.Holds.Value = false;
                s.Failure.Head.Value = None.Nobody;
                Begin(s, x.Folio, x.Page, x.Slot);
            },
        };

    // Which of the two is the one whose step is next.
    private static Step<B, N> Other<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        new("other-memory-failure", "memory_failure() on the other CPU goes on")
        {
            When = [("another call of memory failure stands", (s, _) => !s.OtherFailure!.IsAt(FailurePoints.Idle))],
            Then = (s, _) => s.Failure.SwapWith(s.OtherFailure!),
        };

    // pagemap_range() stores the pgmap, with a live reference count, before it adds the memory.
    private B HasPgmap<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var isPlugged = s.At(h, DevicePoints.Plugged);
        return WhenPlugged ? isPlugged : isPlugged | s.At(h, DevicePoints.Populated) | s.At(h, DevicePoints.HeadSet);
    }

    private static void Begin<B, N>(State<B, N> s, N h, N v, N e)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        s.Strike(h, v, e, !s.Bad[h, v, e] & (s.IsInUse(h) | s.Lent[h, v, e]));
        s.Bad[h, v, e] = true;
        s.Failure.Folio.Value = h;
        s.Failure.Page.Value = v;
        s.Failure.Slot.Value = e;
        s.GoTo(FailurePoints.Reported);
    }
}
