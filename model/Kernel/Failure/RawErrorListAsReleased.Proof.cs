namespace Vmemmap.Model.Kernel.Failure;

/// <content>How often sequences wish for it.</content>
public sealed partial record RawErrorListAsReleased
{
    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight> { ["record-fails"] = 5 };
}
