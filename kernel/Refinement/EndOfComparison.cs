using Vmemmap.Kernel.Abstraction;
using Vmemmap.Kernel.Protocol;

namespace Vmemmap.Kernel.Refinement;

/// <summary>
/// Where a run goes on with what the design, or the state that stands for the child, cannot say: it is not compared from there on. A hugepage that is demoted becomes several of eight vmemmap pages and more, where those of the design have one.
/// </summary>
internal sealed class EndOfComparison(ChildState child)
{
    /// <summary>The event leads there.</summary>
    public bool IsReached(KernelEvent happened) => child.AreErrorsWaiting || !child.IsShowing || happened switch
    {
        CallBegun { Call: { Kind: CallKind.Fail or CallKind.Offline } told } => !child.IsShown(told.Index),
        CallBegun { Call: { Kind: CallKind.Unpoison } asked } => !child.IsShown(asked.Index) || MayDropTheUsers(asked.Block) || IsCopyOfHead(),
        SlotsStored or HugetlbLock { IsTaken: false } => IsErrorInTheMaking(),
        _ => false,
    };

    // What the harness does to a block at once is many steps of the design, and memory failure comes to the middle of it. (Of two errors that are reported at a time nothing tells which call has mf_mutex.)
    private bool IsErrorInTheMaking() => child.Position.Call is { Kind: CallKind.Fail } call && child.Position.IsBeingMadeByOther(call.Block);

    // Where the design's run ends, with a reference that somebody else had, the code goes on.
    private bool MayDropTheUsers(int block)
    {
        var state = child.Instance.State;
        return (state.UserHolds[block] & state.PgHwpoison[state.HeadFrame(block), 0] & !state.Unreliable[block]).IsTrue;
    }

    // The design does not say what is made of a copy of a head that a restore has left.
    private bool IsCopyOfHead()
    {
        var (state, asked) = (child.Instance.State, child.Instance.State.Failure);
        return asked.Folio.Value.Value >= 0
            && (state.PgHead[state.Pte[asked.Folio.Value, asked.Page.Value], asked.Slot.Value] & !state.IsShared(asked.Folio.Value, asked.Page.Value) & !state.Hugetlb[asked.Folio.Value]).IsTrue;
    }
}
