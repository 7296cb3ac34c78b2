namespace Vmemmap.Model.Kernel.Failure;

/// <content>How often sequences wish for it.</content>
public sealed partial record MemoryFailure
{
    public override IReadOnlyDictionary<string, Weight> Weights => AllWeights.Where(weight => !TakesMutex || weight.Key == "memory-failure").ToDictionary();

    private static Dictionary<string, Weight> AllWeights { get; } = new()
    {
        ["memory-failure"] = new(3, Waits: true),
        ["other-memory-failure"] = 6,
    };
}
