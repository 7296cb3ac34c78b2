using System.Globalization;

namespace Vmemmap.Bench.Peers;

/// <summary>The sizes of the abstract model.</summary>
/// <param name="Folios">H: hugepages.</param>
/// <param name="Pages">V: vmemmap pages of each.</param>
/// <param name="Kept">K: frames that an optimise keeps.</param>
/// <param name="Errors">PMAX: errors that may happen in all.</param>
public sealed record AbstractSize(int Folios, int Pages, int Kept, int Errors)
{
    /// <summary>Every page may fail.</summary>
    public const int NoBudget = int.MaxValue;

    /// <summary>The sizes in the letters that they have in other tools.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"H={Folios} V={Pages} K={Kept} PMAX={(Errors == NoBudget ? "full" : $"{Errors}")}");
}

/// <summary>A size with what hand-written C counted, breadth first.</summary>
/// <param name="Size">the sizes.</param>
/// <param name="States">reachable states.</param>
/// <param name="Transitions">enabled steps in all of them.</param>
/// <param name="Deepest">steps to the state that is farthest from the initial one.</param>
public sealed record CountedSize(AbstractSize Size, long States, long Transitions, int Deepest)
{
    /// <summary>The sizes that model checkers are compared on.</summary>
    public static IReadOnlyList<CountedSize> All { get; } =
    [
        new(new(1, 4, 1, AbstractSize.NoBudget), 2_128, 10_999, 16),
        new(new(1, 8, 2, AbstractSize.NoBudget), 264_960, 2_181_901, 32),
        new(new(1, 8, 1, AbstractSize.NoBudget), 527_616, 4_568_335, 36),
        new(new(2, 4, 1, 0), 72_482, 442_934, 22),
        new(new(2, 4, 2, AbstractSize.NoBudget), 2_023_424, 17_323_392, 24),
        new(new(3, 4, 2, 0), 1_997_890, 15_350_968, 24),
    ];
}
