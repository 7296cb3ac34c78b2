namespace Vmemmap.Model.Kernel.Failure;

/// <content>How often sequences wish for it: between the two lookups, and before the flag, a hugepage must have time to go.</content>
public sealed partial record HeadFlagUnlocked
{
    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight>
    {
        ["failure-reads-compound-head-again"] = new(6, Waits: true),
        ["flag-head"] = new(60, Waits: true),
    };
}
