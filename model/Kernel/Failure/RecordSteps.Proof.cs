namespace Vmemmap.Model.Kernel.Failure;

/// <summary>How often sequences wish for what is done under the lock: others must have time to drop their references.</summary>
internal static class PutUnderLockProof
{
    public static IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight> { ["put-under-lock"] = new(16, Waits: true) };
}
