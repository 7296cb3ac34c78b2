namespace Vmemmap.Model.Kernel.Failure;

/// <content>How often sequences wish for it.</content>
public partial record HandleFailure
{
    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight> { ["memory-failure-ends"] = 6 };
}
