namespace Vmemmap.Model.Kernel.Failure;

/// <content>What holds there.</content>
public sealed partial record FreeAndMoveRawErrorsTyped
{
    public override IReadOnlyList<Holds> Outline =>
    [
        new(MovingPoison) { Optimised = false },
        new(PoisonMoved) { Optimised = false },
    ];

    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight>
    {
        ["find-list-reliable"] = new(60, Waits: true),
        ["clear-head-flag"] = new(60, Waits: true),
        ["poison-moved"] = new(60, Waits: true),
        ["find-nothing-to-move"] = new(60, Waits: true),
        ["clear-hugetlb-type"] = new(60, Waits: true),
        ["free-hugepage"] = new(60, Waits: true),
    };

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) => [LeakProof.LeakedIsUnreliable<B, N>()];
}
