using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Parts;

namespace Vmemmap.Kernel.Refinement;

/// <summary>The steps of the design that the code was found to take.</summary>
/// <param name="trail">gets them, where somebody wants them.</param>
internal sealed class StepsTaken(RunTrail? trail)
{
    /// <summary>How many: where the design can be in several states, those that lead to each.</summary>
    public long Count { get; private set; }

    /// <summary>One more.</summary>
    public void Add(Step<Bit, Num> step, At<Num> at)
    {
        Count++;
        if (trail is not null && at.Folio.Value == 0)
        {
            trail.Steps.Add((step.Name, trail.Events.Count - 1));
        }
    }
}
