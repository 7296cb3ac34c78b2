using Vmemmap.Model.Concrete;
using Vmemmap.Model.Parts;

namespace Vmemmap.Kernel.Refinement;

/// <summary>The steps of the design that the code was found to take.</summary>
/// <param name="names">gets their names, in order, where somebody wants them.</param>
internal sealed class StepsTaken(IList<string>? names)
{
    /// <summary>How many: where the design can be in several states, those that lead to each.</summary>
    public long Count { get; private set; }

    /// <summary>One more.</summary>
    public void Add(Step<Bit, Num> step)
    {
        Count++;
        names?.Add(step.Name);
    }
}
