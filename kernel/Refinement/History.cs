namespace Vmemmap.Kernel.Refinement;

/// <summary>The steps of the design that lead to a state that it can be in.</summary>
/// <param name="Count">how many, in one of the ways that lead there.</param>
/// <param name="Last">the last of them that somebody wants to know; null where there is none.</param>
internal readonly record struct History(long Count, TakenStep? Last)
{
    /// <summary>With one more.</summary>
    /// <param name="step">its name, and the number of the event that it was seen at; null where nobody wants to know.</param>
    public History With((string Step, int Event)? step) => new(Count + 1, step is { } told ? new(told, Last) : Last);

    /// <summary>The same state was reached another way.</summary>
    public History Or(History other) => ReferenceEquals(Last, other.Last) ? this : this with { Last = new(null, Last, other.Last) };
}

/// <summary>A step of a history, which those that go on from there share; or the place where two ways come together.</summary>
/// <param name="step">its name, and the number of the event that it was seen at; null where two ways come together.</param>
/// <param name="before">the one before.</param>
/// <param name="otherwise">the last one of the other way.</param>
internal sealed class TakenStep((string Name, int Event)? step, TakenStep? before, TakenStep? otherwise = null)
{
    /// <summary>Its name, and the number of the event that it was seen at; null where two ways come together.</summary>
    public (string Name, int Event)? Step => step;

    /// <summary>The one before; null where it is the first.</summary>
    public TakenStep? Before => before;

    /// <summary>The last one of the other way; null where there is one.</summary>
    public TakenStep? Otherwise => otherwise;

    /// <summary>Greater than that of each before.</summary>
    public int Number { get; } = Math.Max(before?.Number ?? 0, otherwise?.Number ?? 0) + 1;
}
