namespace Vmemmap.Model.Kernel.Users;

/// <content>How often sequences wish for it.</content>
public sealed partial record OtherUsers
{
    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight>
    {
        ["frame-to-user"] = new(3, Waits: true),
        ["user-overwrites-frame"] = 3,
        ["user-frees-frame"] = 4,
        ["page-to-user"] = new(12, Waits: true),
        ["user-frees-page"] = 5,
    };
}
