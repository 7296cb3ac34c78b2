using Vmemmap.Model.Parts;
using static Vmemmap.Model.Control.Points;

namespace Vmemmap.Model.Kernel.Hugetlb;

/// <content>What holds there.</content>
public sealed partial record RemoveHugetlbPage
{
    /// <inheritdoc/>
    public override IReadOnlyList<Holds> Outline =>
    [
        .. new[] { RestoreAlloc, RestoreUndo, Restoring, Dissolving, MovingPoison, Leaked, Sweeping, Swept }
            .Select(point => new Holds(point) { Hugetlb = point == MovingPoison ? false : KeepsType, References = KeepsFrozen ? Count.Zero : null }),
    ];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight> { ["remove-from-pool"] = new(20, Waits: true) };
}
