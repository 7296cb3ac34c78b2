using Vmemmap.Model.Parts;
using static Vmemmap.Model.Control.Points;

namespace Vmemmap.Model.Kernel.Failure;

/// <content>What holds there.</content>
public abstract partial record FreeByWorker
{
    /// <inheritdoc/>
    public override IReadOnlyList<Holds> Outline => [new(Sweeping) { Optimised = false, Walk = Walking.OverAll }, new(Swept) { Optimised = false }];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight>
    {
        ["free-hugepage"] = new(60, Waits: true),
        ["clear-hugetlb-type"] = new(60, Waits: true),
    };
}
