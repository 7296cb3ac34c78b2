using Vmemmap.Model.Control;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Parts;

namespace Vmemmap.Model.Kernel.Failure;

/// <summary>
/// A hardware error in a frame that holds, or may hold, struct pages. Frames of vmemmap are ordinary kernel pages: flagged and left alone. In the allocator or with a user they
/// are taken away at once. mm/memory-failure.c <c>memory_failure()</c>.
/// </summary>
public sealed partial record FailureOfFrame : Part
{
    /// <inheritdoc/>
    public override string Function => "memory_failure() of a frame";

    /// <inheritdoc/>
    public override string Source => "v5.18, mm/memory-failure.c: me_kernel(), me_huge_page()";

    /// <inheritdoc/>
    public override IReadOnlyList<ControlPoint> Points => [FailurePoints.Idle];

    /// <inheritdoc/>
    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new("memory-failure-of-frame", "memory_failure() of a frame", Logic.Index.Frame)
        {
            At = [FailurePoints.Idle],
            Mishap = Mishap.FrameFails,
            Then = (s, x) =>
            {
                s.FrameBad[x.Frame] = true;
                s.Owner[x.Frame] = N.If(s.Owner[x.Frame] == Owner.Buddy | s.Owner[x.Frame] == Owner.User, Owner.Retired, s.Owner[x.Frame]);
            },
        },
    ];
}
