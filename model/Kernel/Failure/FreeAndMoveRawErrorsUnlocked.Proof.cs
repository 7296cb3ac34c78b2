namespace Vmemmap.Model.Kernel.Failure;

/// <content>What holds there.</content>
public sealed partial record FreeAndMoveRawErrorsUnlocked
{
    public override IReadOnlyList<Holds> Outline => [new(MovingPoison) { Optimised = false, Hugetlb = false }];

    public override IReadOnlyDictionary<string, Weight> Weights => AllWeights.Where(weight => ClearsType || weight.Key != "clear-hugetlb-type").ToDictionary();

    private static Dictionary<string, Weight> AllWeights { get; } = new()
    {
        ["find-list-reliable"] = new(60, Waits: true),
        ["clear-hugetlb-type"] = new(60, Waits: true),
        ["clear-head-flag"] = new(60, Waits: true),
        ["free-hugepage"] = new(60, Waits: true),
        ["free-without-move"] = new(60, Waits: true),
    };

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) => [LeakProof.LeakedIsUnreliable<B, N>()];
}
