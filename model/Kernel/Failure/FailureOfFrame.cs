using Vmemmap.Model.Kernel.Boot;

namespace Vmemmap.Model.Kernel.Failure;

/// <summary>
/// A hardware error in a frame that holds, or may hold, struct pages. Frames of vmemmap are ordinary kernel pages: flagged and left alone. In the allocator or with a user they
/// are taken away at once. mm/memory-failure.c <c>memory_failure()</c>.
/// </summary>
[KernelFunction("memory_failure() of a frame", "v5.18, mm/memory-failure.c: me_kernel(), me_huge_page()")]
public sealed partial record FailureOfFrame : Part
{
    public override Performer Performer => Performer.MemoryFailure;

    public override IReadOnlyList<ControlPoint> Visits => [FailurePoints.Idle];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new("memory-failure-of-frame", "memory_failure() of a frame", Frame)
        {
            At = parts.The<MemoryFailure>().IsConcurrent ? [] : [FailurePoints.Idle],
            Mishap = Mishap.FrameFails,

            // As of other memory, nobody is told of an error there before the boot code is done with it.
            When = parts.Has<LayOutAtBoot>() ? [("the frame is not of a memory map that the boot code makes", (s, x) => !(s.Owner[x.Frame] == Owner.Vmemmap & s.IsSetAside(s.OwnerFolio[x.Frame])))] : [],
            Then = (s, x) =>
            {
                s.FrameBad[x.Frame] = true;
                s.Owner[x.Frame] = N.If(s.Owner[x.Frame] == Owner.Buddy | s.Owner[x.Frame] == Owner.User, Owner.Retired, s.Owner[x.Frame]);
            },
        },
    ];
}
