namespace Vmemmap.Model.Parts;

/// <summary>
/// How often the generator of sequences wishes for a step, relative to others. Hugepages must get through long walks to become interesting, so what ends a walk early is
/// rare; bad memory never gets well again, so errors are rare too; and at the points where designs differ a hugepage waits a while, for others to come in between.
/// </summary>
/// <param name="Of">how often.</param>
/// <param name="Waits">the step is taken only when it is wished for, never in the place of another.</param>
public readonly record struct Weight(int Of, bool Waits = false)
{
    /// <summary>The weight of a step of which nothing is said.</summary>
    public static Weight Default { get; } = new(20);

    /// <summary>A weight.</summary>
    public static implicit operator Weight(int of) => new(of);

    /// <summary>A weight.</summary>
    public static Weight FromInt32(int of) => new(of);
}
