namespace Vmemmap.Model.Kernel.Vmemmap;

/// <content>What holds there.</content>
public partial record RemapFree
{
    public override IReadOnlyList<Holds> Outline =>
    [
        new(Remap.Optimise) { Optimised = false },
        WhileWalking(Remapping),
        new(FreeingTails) { Shared = Tails.All, Walk = Walking.ListOnly },
    ];

    /// <summary>What holds at the points of the walk.</summary>
    internal static Holds WhileWalking(ControlPoint point) => new(point) { Shared = Tails.BehindCursor, Walk = Walking.Collecting, Stale = Older.ListedFrames, Listed = Listed.StructPages };

    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight> { ["optimise"] = 40, ["leave-unoptimised"] = 8 };

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
        [Invariant<B, N>.Lemma("head-stays", "The head's page stays where it is, so no store to it is lost.", [Folio], [], (s, x) => !s.LostStore[x.Folio])];
}
