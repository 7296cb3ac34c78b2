using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Parts;

namespace Vmemmap.Kernel.Refinement;

/// <summary>Writes the steps that the code is found to take into the history of the design's state.</summary>
/// <param name="design">the design's state.</param>
/// <param name="trail">where somebody wants to know them: those with the first block, and those that are of none.</param>
internal sealed class StepsTaken(DesignState design, RunTrail? trail)
{
    /// <summary>One more.</summary>
    public void Add(Step<Bit, Num> step, At<Num> at) =>
        design.History = design.History.With(trail is not null && at.Folio.Value == 0 ? (step.Name, trail.Events.Count - 1) : null);
}
