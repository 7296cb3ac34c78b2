using Vmemmap.Kernel.Abstraction;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Control;

namespace Vmemmap.Kernel.Refinement;

/// <summary>
/// What an actor is in the middle of that is one step of the design, or many that the harness does at once: it is compared when it is over. Four kinds: a hold of hugetlb_lock, or of a longer one what leaves the pool at once; a block that becomes a compound page; one
/// that becomes ordinary pages again; and the end of a restore, where the code flushes and then clears HPageVmemmapOptimized, which nobody else reads in between.
/// </summary>
internal sealed class Sections(ChildState child)
{
    private readonly CellRanges[] held = [.. Enumerable.Range(0, Position.Actors).Select(_ => new CellRanges())];
    private readonly bool[] isLocked = new bool[Position.Actors], isFreed = new bool[Position.Actors], isMade = new bool[Position.Actors];
    private readonly int[] flushed = [.. Enumerable.Repeat(None, Position.Actors)];

    private const int None = -1;
    private readonly bool unfreezes = child.Instance.Machine.Shape.Hugepage.Find(Points.Unfrozen) is not null;

    /// <summary>The running actor is in the middle of something.</summary>
    public bool IsInside { get; private set; }

    /// <summary>What has just ended was done to a whole block.</summary>
    public bool IsWholeBlock { get; private set; }

    private int Actor => child.Position.Actor;

    private State<Bit, Num> State => child.Instance.State;

    /// <summary>Follows an event that the child's state has followed.</summary>
    public void Follow(KernelEvent happened)
    {
        switch (happened)
        {
            case HugetlbLock hold:
                isLocked[Actor] = hold.IsTaken;
                break;
            case BlockFreeing:
            case SlotsStored stored when IsLastPut(child.NumberOf(stored.Frame)):
                isFreed[Actor] = true;
                break;
            case Flushed when child.Position.Operation is (false, var folio) && State.At(folio, Points.Restoring).IsTrue && State.Cursor[folio].Value == State.Pages.Value:
                flushed[Actor] = folio;
                break;
        }
        if (flushed[Actor] is not None and var restored && !State.At(restored, Points.Restoring).IsTrue)
        {
            flushed[Actor] = None;
        }
        IsWholeBlock = (isMade[Actor] && !child.Position.IsMaking) || happened is BlockFreed;
        isMade[Actor] = child.Position.IsMaking;
        isFreed[Actor] &= happened is not BlockFreed;
        IsInside = (isLocked[Actor] && happened is not BlockRemoved) || isFreed[Actor] || isMade[Actor] || flushed[Actor] != None;
    }

    // folio_put() of a hugepage that is no longer frozen drops the last reference: the page allocator gets it next.
    private bool IsLastPut(int frame)
    {
        for (var folio = 0; unfreezes && folio < child.Instance.Scope.Folios; folio++)
        {
            if (frame == State.HeadFrame(folio).Value && (State.At(folio, Points.Unfrozen) & State.Refcount[frame, 0] == 0).IsTrue)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The running actor has changed these cells in the middle of something.</summary>
    public void Hold(CellRanges cells, Comparison comparison)
    {
        foreach (var range in cells.All)
        {
            held[Actor].Add(range);
            comparison.Hold(range, Actor);
        }
    }

    /// <summary>What the running actor was in the middle of is over: what he changed is compared again.</summary>
    /// <param name="cells">gets the cells.</param>
    /// <param name="comparison">compares them.</param>
    public void Release(CellRanges cells, Comparison comparison)
    {
        foreach (var range in held[Actor].All)
        {
            comparison.Release(range);
            cells.Add(range);
        }
        held[Actor].Clear();
    }
}
