namespace Vmemmap.Model.Kernel.Hugetlb;

/// <content>What generators need besides.</content>
public sealed partial record Surplus
{
    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight> { ["alloc-surplus"] = new(2, Waits: true), ["free-surplus"] = new(6, Waits: true) };
}
