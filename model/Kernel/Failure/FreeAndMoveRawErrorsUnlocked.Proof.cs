namespace Vmemmap.Model.Kernel.Failure;

/// <content>What holds there.</content>
public sealed partial record FreeAndMoveRawErrorsUnlocked
{
    public override IReadOnlyList<Holds> Outline =>
    [
        new(MovingPoison) { Optimised = false, Hugetlb = false },
        .. Unfreezes ? [new(Unfrozen) { Freed = false, Optimised = false, Hugetlb = false, References = Count.OfOperation }] : Array.Empty<Holds>(),
    ];

    public override IReadOnlyDictionary<string, Weight> Weights => AllWeights
        .Where(weight => ClearsType || weight.Key != "clear-hugetlb-type")
        .Where(weight => weight.Key is "unfreeze" or "unfreeze-without-move" ? Unfreezes : weight.Key != "free-without-move" || !Unfreezes)
        .ToDictionary();

    private static Dictionary<string, Weight> AllWeights { get; } = new()
    {
        ["find-list-reliable"] = new(60, Waits: true),
        ["clear-hugetlb-type"] = new(60, Waits: true),
        ["clear-head-flag"] = new(60, Waits: true),
        ["free-hugepage"] = new(60, Waits: true),
        ["free-without-move"] = new(60, Waits: true),
        ["unfreeze"] = new(60, Waits: true),
        ["unfreeze-without-move"] = new(60, Waits: true),
    };

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) => [LeakProof.LeakedIsUnreliable<B, N>()];
}
