namespace Vmemmap.Model.Kernel.Vmemmap;

/// <content>How often sequences wish for it.</content>
public sealed partial record FlushTlbAllOnS390
{
    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight> { ["flush-with-others"] = new(4, Waits: true) };
}
