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

/// <content>What holds there, where ordinary pages are flagged under the lock.</content>
public sealed partial record HeadFlagLocked
{
    public override IReadOnlyDictionary<string, Weight> Weights => PutsUnderLock ? PutUnderLockProof.Weights : base.Weights;

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) => FlagsUnderLock ? [.. LockedFlagProof.Lemmas<B, N>(outline), .. OfBadPages<B, N>()] : [];

    private static IEnumerable<Invariant<B, N>> OfBadPages<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        Invariant<B, N>.Lemma("told-page-is-bad", "The page that dissolve was told of is bad, or about to be soft offlined.",
            [Folio], [(s, x) => s.RawPage[x.Folio] != None.Nobody],
            (s, x) => s.Bad[x.Folio, s.RawPage[x.Folio], s.RawSlot[x.Folio]] | (s.Failure.IsAt(FailurePoints.SoftOfflineDissolving) & s.Failure.Folio.Value == x.Folio)),
    ];
}
