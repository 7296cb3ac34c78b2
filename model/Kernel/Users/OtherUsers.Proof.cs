namespace Vmemmap.Model.Kernel.Users;

/// <content>How often sequences wish for it.</content>
public sealed partial record OtherUsers
{
    public override IReadOnlyDictionary<string, Weight> Weights => AllWeights.Where(weight => OfPages || !weight.Key.Contains("page", StringComparison.Ordinal)).ToDictionary();

    private static Dictionary<string, Weight> AllWeights { get; } = new()
    {
        ["frame-to-user"] = new(3, Waits: true),
        ["user-overwrites-frame"] = 3,
        ["user-frees-frame"] = 4,
        ["page-to-user"] = new(12, Waits: true),
        ["user-frees-page"] = 5,
    };
}
