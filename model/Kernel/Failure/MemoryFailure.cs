namespace Vmemmap.Model.Kernel.Failure;

/// <summary>
/// A hardware error is reported for a base page. mm/memory-failure.c <c>memory_failure()</c>: while everything else goes on. How an error in a hugetlb page is recorded differs from release to release:
/// <see cref="ErrorRecord"/>.
/// </summary>
/// <param name="TakesMutex">one at a time: <c>mf_mutex</c> (171936ddaf97, v5.14). Before that a second one may begin, and each step is of the one or of the other.</param>
/// <param name="OfDevice">the memory is a device's, and plugged in: before <c>memremap_pages()</c> counts its range, behind the initialisation of its struct pages, <c>pgmap_pfn_valid()</c> says no and the answer is -ENXIO; after <c>percpu_ref_kill()</c> there is no pgmap.</param>
[KernelFunction("memory_failure()", "v5.9, mm/memory-failure.c; TakesMutex: v5.18, mm/memory-failure.c; OfDevice: 6.1.192 and 7.3.4, mm/memory-failure.c: memory_failure(), memory_failure_dev_pagemap(), mm/memremap.c: memremap_pages(), pagemap_range(), get_dev_pagemap(), pgmap_pfn_valid()")]
public sealed partial record MemoryFailure(bool TakesMutex, bool OfDevice = false) : Part
{
    public override bool IsConcurrent => !TakesMutex;

    public override Performer Performer => Performer.MemoryFailure;

    public override IReadOnlyList<ControlPoint> Visits => [FailurePoints.Idle, FailurePoints.Reported];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) => TakesMutex ? [One<B, N>(parts)] : [OneMore<B, N>(parts), Other<B, N>()];

    private Step<B, N> One<B, N>(PartList parts)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        new("memory-failure", OfDevice ? "memory_failure(): get_dev_pagemap(), pgmap_pfn_valid()" : "memory_failure()", Folio, Page, Slot)
        {
            At = [FailurePoints.Idle],
            When = OfDevice ? [("the pgmap is there, and has the range", (s, x) => s.At(x.Folio, DevicePoints.Plugged))]
                : parts.Any(part => part.Visits.Contains(InPoolAtBoot)) ? [("it does not wait for late initcalls", (s, x) => !s.IsAtBoot(x.Folio))] : [],
            Mishap = Mishap.PageFails,
            Then = (s, x) => Begin(s, x.Folio, x.Page, x.Slot),
        };

    // Where one is under way already, that one stands meanwhile.
    private Step<B, N> OneMore<B, N>(PartList parts)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => One<B, N>(parts) with
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
