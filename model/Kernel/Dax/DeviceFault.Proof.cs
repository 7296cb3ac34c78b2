namespace Vmemmap.Model.Kernel.Dax;

/// <content>How often sequences wish for it.</content>
public sealed partial record DeviceFault
{
    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight> { ["map-device-page"] = new(12, Waits: true), ["unmap-device-page"] = 4 };
}
