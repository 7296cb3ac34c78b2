namespace Vmemmap.Model.Kernel.Vmemmap;

/// <content>How often sequences wish for it.</content>
public sealed partial record OptimiseBatch
{
    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight> { ["optimise-unwaited"] = 8 };

    public override bool SkipsGracePeriods => true;
}
