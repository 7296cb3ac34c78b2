namespace Vmemmap.Model.Kernel.Vmemmap;

/// <content>What holds there.</content>
public partial record RollBack
{
    public override IReadOnlyList<Holds> Outline =>
    [
        new(RollingBack) { Shared = Tails.FromCursor, Walk = Walking.GivingSomeBack, Stale = FlushesFirst && !RollsBackHead ? Older.SharedFrame : Older.OwnFrames, Listed = Listed.StructPages, Fills = true, Overwrites = true },
    ];

    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight> { ["optimise-fails"] = new(3, Waits: true) };
}
