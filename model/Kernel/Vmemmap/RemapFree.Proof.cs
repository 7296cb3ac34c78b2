namespace Vmemmap.Model.Kernel.Vmemmap;

/// <content>What holds there.</content>
public sealed partial record RemapFree
{
    public override IReadOnlyList<Holds> Outline =>
    [
        new(Remapping) { Shared = Tails.BehindCursor, Walk = Walking.Collecting, Stale = Older.ListedFrames, Listed = Listed.StructPages, Optimised = false },
        new(FreeingTails) { Shared = Tails.All, Walk = Walking.ListOnly, Listed = Listed.StructPages, Optimised = false },
    ];

    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight> { ["optimise"] = 40, ["leave-unoptimised"] = 8 };
}
