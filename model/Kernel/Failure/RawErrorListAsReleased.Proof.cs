using Vmemmap.Model.Parts;

namespace Vmemmap.Model.Kernel.Failure;

/// <content>How often sequences wish for it.</content>
public sealed partial record RawErrorListAsReleased
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight> { ["record-fails"] = 5 };
}
