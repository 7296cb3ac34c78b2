using Vmemmap.Kernel.Protocol;

namespace Vmemmap.Kernel.Refinement;

/// <summary>What a run went through, for whoever wants to look at it afterwards.</summary>
public sealed class RunTrail
{
    /// <summary>The events, in order.</summary>
    public IList<KernelEvent> Events { get; } = [];

    /// <summary>The steps of the design that the code was found to take with the first block, and those that are of none, each with the number of the event that it was seen at.</summary>
    public IList<(string Step, int Event)> Steps { get; } = [];

    /// <summary>The names of the steps.</summary>
    public IEnumerable<string> Names => Steps.Select(taken => taken.Step);
}
