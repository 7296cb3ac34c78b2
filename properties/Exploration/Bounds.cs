namespace Vmemmap.Properties.Exploration;

/// <summary>Restricts an exploration where a complete one is out of reach; what it leaves out is part of its result.</summary>
/// <param name="Errors">base pages that may fail.</param>
/// <param name="BadFrames">frames that may fail.</param>
/// <param name="States">states after which the exploration stops, incomplete.</param>
/// <param name="Without">names of steps that are not taken.</param>
public sealed record Bounds(int Errors, int BadFrames, int States, params IReadOnlyList<string> Without)
{
    /// <summary>One bad page, no bad frame.</summary>
    public static Bounds Default { get; } = new(Errors: 1, BadFrames: 0, States: 4_000_000);
}
