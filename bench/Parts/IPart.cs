namespace Vmemmap.Bench.Parts;

/// <summary>One part of what is measured.</summary>
internal interface IPart
{
    /// <summary>What <c>--only</c> calls it.</summary>
    string Name { get; }

    /// <summary>Measures and prints.</summary>
    /// <param name="measuring">how.</param>
    /// <param name="complaints">receives one sentence for each count or verdict that is not the expected one.</param>
    /// <returns>the figures, to be written as JSON.</returns>
    object Run(Measuring measuring, ICollection<string> complaints);
}
