namespace Vmemmap.Model.Kernel.Failure;

/// <content>How often sequences wish for it.</content>
public abstract partial record FreeHugepage
{
    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight> { ["free-hugepage"] = new(60, Waits: true) };
}
