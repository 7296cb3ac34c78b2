using Vmemmap.Kernel.Abstraction;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Properties.Checking;

namespace Vmemmap.Kernel.Refinement;

/// <summary>A design in one scope, prepared for one run after the other.</summary>
/// <param name="instance">for the design's own states.</param>
/// <param name="listener">what else hears of changes in the state that stands for the child.</param>
internal sealed class PreparedDesign(Instance instance, IChangeListener? listener)
{
    private readonly DesignState state = new(instance);

    public StepTable Steps { get; } = new(instance.Machine);

    public IChangeListener? Listener => listener;

    public IReadOnlyList<InvariantCheck> OnGhosts { get; } =
    [
        .. from name in Evidence.OnGhosts(instance)
           select new InvariantCheck(instance.Machine.Properties.Single(property => property.Name == name), instance.Scope),
    ];

    /// <summary>The state of the design where runs of the child begin.</summary>
    public DesignState Restarted()
    {
        state.Load(new([.. instance.PlainCells], default));
        return state;
    }
}
