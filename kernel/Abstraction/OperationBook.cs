using Vmemmap.Kernel.Protocol;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Memory;

namespace Vmemmap.Kernel.Abstraction;

/// <summary>Where optimise and restore of each hugepage are: from the entry to and the return from them, and from the entries, flushes, frames and flags that are stored, flushed, allocated and set in between.</summary>
/// <param name="state">gets the control points.</param>
/// <param name="owners">is told of the end of operations.</param>
/// <param name="isHosted">hugepages are left as they are: <see cref="RunPlan.IsHosted"/>.</param>
internal sealed class OperationBook(State<Bit, Num> state, OwnerBook owners, bool isHosted)
{
    private readonly (bool IsOptimise, List<int> Blocks)[] operations = [.. Enumerable.Range(0, Position.Actors).Select(_ => (false, new List<int>()))];
    private readonly List<int>[] made = [.. Enumerable.Range(0, Position.Actors).Select(_ => new List<int>())];

    /// <summary>What an actor is in the middle of. Of a list it restores one after the other: the first that is still optimised.</summary>
    public (bool IsOptimise, int Block)? Of(int actor)
    {
        var (isOptimise, blocks) = operations[actor];
        return blocks.Count == 0 ? null : (isOptimise, isOptimise ? blocks[0] : FirstOptimised(blocks));
    }

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
            case FrameAllocated { Frame: null } when Of(actor) is { } failing:
                Fail(failing);
                break;
            case EntryStored when Of(actor) is (false, var restored) && state.At(restored, Points.RestoreAlloc).IsTrue:
                state.GoTo(restored, Points.Restoring);
                break;
            case Flushed when operations[actor].IsOptimise:
                foreach (var remapped in operations[actor].Blocks)
                {
                    AfterFlush(remapped);
                }
                break;
            case CallReturned:
                EndCall(actor);
                break;
        }
    }

    /// <summary>The head of a folio was stored to: its flags may be other than before.</summary>
    public void HeadStored(int folio)
    {
        if (state.At(folio, Points.FreeingTails).IsTrue && state.Optimised[folio].IsTrue)
        {
            state.GoTo(folio, Points.Finishing);
        }
        else if (state.At(folio, Points.Restoring).IsTrue && !state.Optimised[folio].IsTrue)
        {
            state.GoTo(folio, Points.Dissolving);
        }
    }

    /// <summary>The first store goes to a frame that a restore has allocated: it has all that it needs, and begins.</summary>
    public void FreshFrameStored(int actor)
    {
        if (Of(actor) is (false, var folio) && state.At(folio, Points.RestoreAlloc).IsTrue)
        {
            state.GoTo(folio, Points.Restoring);
            state.Cursor[folio] = state.KeptPages;
        }
    }

    private int FirstOptimised(List<int> blocks)
    {
        foreach (var block in blocks)
        {
            if (state.Optimised[block].IsTrue)
            {
                return block;
            }
        }
        return blocks[0];
    }

    private void Enter(OperationEntered entered, int actor)
    {
        operations[actor] = (entered.IsOptimise, [.. operations[actor].Blocks, entered.Block]);
        if (entered.IsOptimise && isHosted)
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
            state.GoTo(entered.Block, state.Optimised[entered.Block], Points.RestoreAlloc, Points.Dissolving);
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
        state.GoTo(left.Block, left.IsOptimise ? Points.Finishing : left.Result == 0 || !state.Optimised[left.Block].IsTrue ? Points.Dissolving : Points.RestoreUndo);
    }

    private void Fail((bool IsOptimise, int Block) operation)
    {
        if (!operation.IsOptimise)
        {
            state.GoTo(operation.Block, Points.RestoreUndo);
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
        if (state.At(folio, Points.Remapping).IsTrue && state.IsShared(folio, state.Pages - 1).IsTrue)
        {
            state.GoTo(folio, Points.FreeingTails);
        }
        else if (state.At(folio, Points.RollingBack).IsTrue && state.ListLength[folio].Value == 0)
        {
            state.GoTo(folio, Points.Finishing);
        }
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
