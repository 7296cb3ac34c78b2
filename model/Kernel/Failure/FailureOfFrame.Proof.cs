namespace Vmemmap.Model.Kernel.Failure;

/// <content>How often sequences wish for it.</content>
public sealed partial record FailureOfFrame
{
    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight> { ["memory-failure-of-frame"] = new(1, Waits: true) };
}
