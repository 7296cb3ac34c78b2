namespace Vmemmap.Model.Kernel.Users;

/// <content>How often sequences wish for it.</content>
public sealed partial record Driver
{
    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight> { ["pin"] = 10, ["unpin"] = 10 };
}
