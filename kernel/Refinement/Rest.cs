using Vmemmap.Kernel.Abstraction;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Model.Control;

namespace Vmemmap.Kernel.Refinement;

/// <summary>A call leaves its block where no operation is going on, and nothing is open.</summary>
internal sealed class Rest(ChildState child, DesignState design, Comparison comparison)
{
    private static readonly ControlPoint[] AtRest = [Points.Plain, Points.Kept, Points.Leaked, Points.AwaitingLastPut, Points.BadPages];

    /// <summary>The block of a call that has returned, where the design is in the middle of something with it; else null.</summary>
    public int? Missing(CallReturned returned)
    {
        if (returned.Call.Kind == CallKind.Look || returned.Result == Call.NotNow || child.Position.IsAnyCalling)
        {
            return null;
        }
        var block = returned.Call.Kind switch
        {
            // Of a batch any may be left over.
            CallKind.Grow or CallKind.Empty => Math.Max(0, Enumerable.Range(0, comparison.Stage.Length).ToList().FindIndex(one => !IsThere(one))),
            CallKind.Shrink or CallKind.Take or CallKind.Claim when returned.Result >= 0 => returned.Result,
            _ => returned.Call.Block,
        };
        return IsThere(block) ? null : block;
    }

    private bool IsThere(int block) => Array.Exists(AtRest, point => design.State.At(block, point).IsTrue);
}
