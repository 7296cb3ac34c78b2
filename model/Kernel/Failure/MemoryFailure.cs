namespace Vmemmap.Model.Kernel.Failure;

/// <summary>
/// A hardware error is reported for a base page. mm/memory-failure.c <c>memory_failure()</c>: one at a time (mf_mutex), while everything else goes on. How an error in a
/// hugetlb page is recorded differs from release to release: <see cref="ErrorRecord"/>.
/// </summary>
[KernelFunction("memory_failure()", "v5.18, mm/memory-failure.c")]
public sealed partial record MemoryFailure : Part
{
    public override IReadOnlyList<ControlPoint> Visits => [FailurePoints.Idle, FailurePoints.Reported];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new("memory-failure", "memory_failure()", Folio, Page, Slot)
        {
            At = [FailurePoints.Idle],
            Mishap = Mishap.PageFails,
            Then = (s, x) =>
            {
                var (h, v, e) = (x.Folio, x.Page, x.Slot);
                s.Strike(h, v, e, !s.Bad[h, v, e] & (s.IsInUse(h) | s.Lent[h, v, e]));
                s.Bad[h, v, e] = true;
                s.FailureFolio.Value = h;
                s.FailurePage.Value = v;
                s.FailureSlot.Value = e;
                s.GoTo(FailurePoints.Reported);
            },
        },
    ];
}
