using Vmemmap.Kernel.Abstraction;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Model.Concrete;

namespace Vmemmap.Kernel.Refinement;

/// <summary>What the code answers who asks for a promise, or gives one back, is what has become of it: nothing but the answer tells that nothing was done. Not asked where others come in between.</summary>
internal sealed class Promises(ChildState child, DesignState design)
{
    private int? before;

    /// <summary>The cell of the number of promises.</summary>
    public int Cell => TableLayout.Of(design.State.ReservedHugepages!).Offset;

    private int Reserved => design.State.ReservedHugepages!.Value.Value;

    // What is asked before a promise is the design's to say.
    private bool CanPromise => design.Instance.IsEnabled(design.Instance.Machine.Steps.Single(step => step.Name == "reserve"), default);

    /// <summary>Follows an event after the design has: what is wrong with an answer, or null.</summary>
    public string? Wrong(KernelEvent happened)
    {
        switch (happened)
        {
            case CallBegun { Call.Kind: CallKind.Reserve or CallKind.Unreserve } when design.State.ReservedHugepages is not null:
                before = Reserved;
                return null;
            case ActorRuns:
                before = null;
                return null;
            case CallReturned { Call.Kind: CallKind.Reserve or CallKind.Unreserve } returned when before is { } had && !child.Position.IsAnyCalling:
                before = null;
                return Wrong(returned, Reserved - had);
            default:
                return null;
        }
    }

    private string? Wrong(CallReturned returned, int more) => returned switch
    {
        { Call.Kind: CallKind.Reserve, Result: 0 } => more == 1 ? null : "The call returns 0, and nothing is promised in the design.",
        { Call.Kind: CallKind.Reserve } => CanPromise ? "The call promises nothing, and one can be promised in the design." : null,
        { Result: 0 } => more == -1 ? null : "The call returns 0, and the promise is still there in the design.",
        _ => null,
    };
}
