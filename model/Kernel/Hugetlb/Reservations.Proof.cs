namespace Vmemmap.Model.Kernel.Hugetlb;

/// <content>What holds of promises where they are kept, and how often one is made.</content>
public sealed partial record Reservations
{
    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight>
    {
        ["reserve"] = new(12, Waits: true),
        ["unreserve"] = new(4, Waits: true),
        ["dequeue-reserved"] = new(24, Waits: true),
        ["use-up-reservation"] = 12,
    };

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
    [
        .. KeepsReserved ? [ReservedAreFree<B, N>()] : Array.Empty<Invariant<B, N>>(),
        .. CountsFit ? [PromisesAreKept<B, N>()] : Array.Empty<Invariant<B, N>>(),
    ];

    private static Invariant<B, N> ReservedAreFree<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("no-more-reserved-than-free", "No more hugepages are reserved than are free.", [], [], (s, _) => s.ReservedHugepages!.Value <= s.FreeHugepages!.Value);

    private static Invariant<B, N> PromisesAreKept<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        Invariant<B, N>.Lemma("promises-are-kept", "The pool has promised or given away no more than it had without a flag.", [], [], (s, _) => !s.Overpromised!.Value);
}
