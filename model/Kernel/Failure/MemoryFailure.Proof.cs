namespace Vmemmap.Model.Kernel.Failure;

/// <content>How often sequences wish for it.</content>
public sealed partial record MemoryFailure
{
    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight> { ["memory-failure"] = new(3, Waits: true) };
}
