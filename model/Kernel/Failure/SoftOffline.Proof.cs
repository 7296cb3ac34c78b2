namespace Vmemmap.Model.Kernel.Failure;

/// <content>How often it is done, and what it makes false.</content>
public sealed partial record SoftOffline
{
    public override IReadOnlyDictionary<string, Weight> Weights => AllWeights.Where(weight => !AsksList || weight.Key != "soft-offline-finds-flag").ToDictionary();

    private static Dictionary<string, Weight> AllWeights { get; } = new()
    {
        ["soft-offline"] = new(20, Waits: true),
        ["soft-offline-finds-flag"] = new(60, Waits: true),
        ["migrate-hugepage"] = 60,
    };

    // A page that passes for taken out of use with the flag of its hugepage is nowhere; one whose error became a flag while it was dissolved is counted twice.
    public override IReadOnlyList<string> RulesOut => AsksList ? [] : ["errors-recorded", "users-of-bad-pages-told", "counted-as-recorded", "no-page-miscounted", "uncounted-while-handled"];
}
