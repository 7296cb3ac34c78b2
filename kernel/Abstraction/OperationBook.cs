using Vmemmap.Kernel.Protocol;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Memory;

namespace Vmemmap.Kernel.Abstraction;

/// <summary>Where optimise and restore of each hugepage are: from the entry to and the return from them, and from the entries, flushes, frames and flags that are stored, flushed, allocated and set in between.</summary>
/// <param name="state">gets the control points.</param>
/// <param name="owners">is told of the end of operations.</param>
/// <param name="isHosted">hugepages are left as they are: <see cref="RunPlan.IsHosted"/>.</param>
/// <param name="needsHeadFrame">an optimise fails without a frame for the head.</param>
internal sealed class OperationBook(State<Bit, Num> state, OwnerBook owners, bool isHosted, bool needsHeadFrame)
{
    private readonly (bool IsOptimise, List<int> Blocks)[] operations = [.. Enumerable.Range(0, Position.Actors).Select(_ => (false, new List<int>()))];
    private readonly int[] notShown = new int[Position.Actors];
    private readonly MovedHead moved = new(state, needsHeadFrame);
    private readonly bool flushesLate = state.Shape.Hugepage.Find(FreeInBulk.RestoredUnflushed) is not null, unfreezes = state.Shape.Hugepage.Find(Points.Unfrozen) is not null;
    private readonly bool[] isFlushed = new bool[TableLayout.Of(state.Stage).Length];
    private readonly List<int>[] made = [.. Enumerable.Range(0, Position.Actors).Select(_ => new List<int>())];

    /// <summary>By folio: it has left the pool to be demoted.</summary>
    public bool[] IsDemoted { get; } = new bool[TableLayout.Of(state.Stage).Length];

    /// <summary>Where a hugepage that has left the pool is when its vmemmap is restored.</summary>
    public ControlPoint Restored(int folio) => IsDemoted[folio] ? Points.RestoredToDemote : Points.Dissolving;

    /// <summary>What an actor is in the middle of. Of a list it optimises, and restores, one after the other: of those to be restored the first that is still optimised.</summary>
    public (bool IsOptimise, int Block)? Of(int actor) => operations[actor] is var (isOptimise, blocks) && blocks.Count > 0 ? (isOptimise, UnderWay(actor) ?? blocks[0]) : null;

    /// <summary>The frame that an actor has just got belongs to the list of what he is in the middle of: not a page table, nor somebody else's.</summary>
    public bool Collects(int actor) => Of(actor) is var (isOptimise, block) && (!isOptimise || moved.GetsHeadFrame(block));

    /// <summary>Follows an event.</summary>
    /// <param name="happened">the event.</param>
    /// <param name="actor">who runs.</param>
    public void Follow(KernelEvent happened, int actor)
    {
        switch (happened)
        {
            case OperationEntered entered:
                Enter(entered, actor);
                break;
            case OperationLeft left:
                Leave(left, actor);
                break;
            case FrameAllocated { Frame: null } when Failing(actor) is { } failing:
                Fail(failing);
                break;
            case FrameAllocated when Of(actor) is (true, var getting) && moved.IsThere:
                moved.GotFrame(getting);
                break;
            case EntryStored when Of(actor) is (false, var restored) && state.At(restored, Points.RestoreAlloc).IsTrue:
                state.GoTo(restored, Points.Restoring);
                break;
            case EntryStored when Of(actor) is (true, var remapped) && moved.IsThere:
                moved.EntryStored(remapped);
                break;
            case Flushed:
                operations[actor].Blocks.ForEach(operations[actor].IsOptimise ? AfterFlush : AfterFlushOfRestored);
                break;
            case CallReturned:
                EndCall(actor);
                break;
        }
    }

    /// <summary>Follows an event of a hugepage that is not shown: it may be in the same list.</summary>
    /// <param name="happened">the event.</param>
    /// <param name="actor">who runs.</param>
    public void FollowNotShown(KernelEvent happened, int actor) => notShown[actor] += happened switch
    {
        OperationEntered => 1,
        OperationLeft => -1,
        _ => 0,
    };

    /// <summary>The head of a folio was stored to: its flags and its count may be other than before.</summary>
    /// <param name="folio">the folio.</param>
    /// <param name="countBefore">the head's reference count before that.</param>
    /// <param name="losesFlag">PG_hwpoison of the head was cleared: hugetlb_clear_page_hwpoison() begins.</param>
    public void HeadStored(int folio, int countBefore, bool losesFlag)
    {
        if (moved.IsThere)
        {
            moved.HeadStored(folio);
        }
        else
        {
            state.GoToIf(folio, state.At(folio, Points.FreeingTails) & state.Optimised[folio], Points.Finishing);
        }
        // One that is not optimised is freed without a restore.
        if (losesFlag)
        {
            state.GoToIf(folio, state.At(folio, Points.Dissolving) | (state.At(folio, Points.Removed) & !state.Optimised[folio]), Points.MovingPoison);
        }
        var isGivenUp = state.At(folio, Points.Dissolving) | state.At(folio, Points.MovingPoison) | (state.At(folio, Points.Removed) & !state.Optimised[folio]);
        if (unfreezes && countBefore == 0 && (isGivenUp & state.Refcount[state.HeadFrame(folio), 0] == 1).IsTrue)
        {
            EndMoving(folio);
            state.GoTo(folio, Points.Unfrozen);
        }
        else if (state.At(folio, Points.Restoring).IsTrue && !state.Optimised[folio].IsTrue)
        {
            state.GoTo(folio, flushesLate && !isFlushed[folio] ? FreeInBulk.RestoredUnflushed : Restored(folio));
        }
    }

    /// <summary><c>hugetlb_clear_page_hwpoison()</c>, where it was called, has returned: it begins with <c>llist_del_all()</c>.</summary>
    public void EndMoving(int folio)
    {
        if (state.At(folio, Points.MovingPoison).IsTrue)
        {
            state.RawList.Fill(folio, false);
        }
    }

    /// <summary>The first store goes to a frame that was allocated: a restore has all that it needs, and begins; or the head's page is copied.</summary>
    public void FreshFrameStored(int actor)
    {
        if (Of(actor) is (true, var copying) && moved.IsThere)
        {
            moved.FrameStored(copying);
        }
        if (Of(actor) is (false, var folio) && state.At(folio, Points.RestoreAlloc).IsTrue)
        {
            state.GoTo(folio, Points.Restoring);
            state.Cursor[folio] = state.KeptPages;
        }
    }

    // The one of a list that is being optimised, or restored next; null where there is none.
    private int? UnderWay(int actor) => operations[actor] is (true, var optimised) ? (moved.IsThere ? moved.Current(optimised) : null) : FirstOptimised(operations[actor].Blocks);

    private int? FirstOptimised(List<int> blocks)
    {
        foreach (var block in blocks)
        {
            if (state.Optimised[block].IsTrue)
            {
                return block;
            }
        }
        return null;
    }

    // What an allocation fails for. Where each of a list that is shown is restored, or waits for the flush of all, it is one that is not shown.
    private (bool IsOptimise, int Block)? Failing(int actor) => notShown[actor] > 0 && UnderWay(actor) is null ? null : Of(actor);

    private void Enter(OperationEntered entered, int actor)
    {
        operations[actor] = (entered.IsOptimise, [.. operations[actor].Blocks, entered.Block]);
        isFlushed[entered.Block] = false;
        if (entered.IsOptimise && moved.IsThere)
        {
            moved.Enter(entered.Block);
        }
        else if (entered.IsOptimise && isHosted)
        {
            // vmemmap_should_optimize() says no.
            state.GoTo(entered.Block, Points.Prepared);
        }
        else if (entered.IsOptimise)
        {
            state.Cursor[entered.Block] = state.KeptPages;
            state.GoTo(entered.Block, Points.Remapping);
        }
        else
        {
            state.GoTo(entered.Block, state.Optimised[entered.Block], Points.RestoreAlloc, Restored(entered.Block));
        }
    }

    private void Leave(OperationLeft left, int actor)
    {
        operations[actor].Blocks.Remove(left.Block);
        owners.EndOperation(left.Block);
        if (left.IsOptimise)
        {
            made[actor].Add(left.Block);
        }
        state.GoTo(left.Block, left.IsOptimise ? Points.Finishing : left.Result == 0 || !state.Optimised[left.Block].IsTrue ? Restored(left.Block) : Points.RestoreUndo);
    }

    private void Fail((bool IsOptimise, int Block) operation)
    {
        if (!operation.IsOptimise)
        {
            state.GoTo(operation.Block, Points.RestoreUndo);
        }
        else if (moved.IsThere)
        {
            moved.GotNone(operation.Block);
        }
        else if (state.ListLength[operation.Block].Value > 0)
        {
            state.GoTo(operation.Block, Points.RollingBack);
            state.Cursor[operation.Block] = state.KeptPages;
        }
    }

    // The flush after a walk. Before that there are those after the split of a huge entry.
    private void AfterFlush(int folio)
    {
        if (moved.IsThere)
        {
            moved.Flushed(folio);
        }
        else if (state.At(folio, Points.Remapping).IsTrue && state.IsShared(folio, state.Pages - 1).IsTrue)
        {
            state.GoTo(folio, Points.FreeingTails);
        }
        else if (state.At(folio, Points.RollingBack).IsTrue && state.ListLength[folio].Value == 0)
        {
            state.GoTo(folio, Points.Finishing);
        }
    }

    // The flush after the walk of one, or of all that were restored.
    private void AfterFlushOfRestored(int folio)
    {
        isFlushed[folio] |= (state.At(folio, Points.Restoring) & state.Cursor[folio] == state.Pages).IsTrue;
        state.GoToIf(folio, flushesLate ? state.At(folio, FreeInBulk.RestoredUnflushed) : false, Restored(folio));
    }

    // What the call has made a hugepage, and has not entered the pool otherwise.
    private void EndCall(int actor)
    {
        foreach (var folio in made[actor])
        {
            if (state.At(folio, Points.Finishing).IsTrue)
            {
                state.GoTo(folio, Points.Kept);
            }
        }
        made[actor].Clear();
    }
}
