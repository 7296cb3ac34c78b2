using Vmemmap.Model.Parts;
using static Vmemmap.Model.Control.Points;

namespace Vmemmap.Model.Kernel.Hugetlb;

/// <content>What holds there.</content>
public sealed partial record SetTypeAfterOptimise
{
    /// <inheritdoc/>
    public override IReadOnlyList<Holds> Outline =>
        [new(Prepared) { Hugetlb = false }, new(Remapping) { Hugetlb = false }, new(FreeingTails) { Hugetlb = false }, new(RollingBack) { Hugetlb = false }];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight> { ["set-hugetlb-type"] = new(60, Waits: true) };
}

/// <content>What holds there.</content>
public sealed partial record SetTypeBeforeOptimise
{
    /// <inheritdoc/>
    public override IReadOnlyList<Holds> Outline =>
    [
        new(Prepared) { Hugetlb = false },
        new(Typed) { Hugetlb = true, Optimised = false },
        new(Remapping) { Hugetlb = true },
        new(FreeingTails) { Hugetlb = true },
        new(RollingBack) { Hugetlb = true },
        new(Finishing) { Hugetlb = true },
    ];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight> { ["set-hugetlb-type"] = new(60, Waits: true) };
}
