using Vmemmap.Kernel.Protocol;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Memory;

namespace Vmemmap.Kernel.Abstraction;

/// <summary>
/// Where the code is: the control point of each block, the lookups that run, and whether someone holds <c>hugetlb_lock</c>. It follows from calls, from the entry to and the return from optimise and
/// restore, and from what was seen in between.
/// </summary>
public sealed class Position
{
    private const int Actors = 2;

    /// <summary>The points that the code can be seen at.</summary>
    internal static readonly ControlPoint[] Used =
    [
        Points.Plain, Points.Preparing, Points.Destroying, Points.Remapping, Points.FreeingTails, Points.RollingBack, Points.Finishing, Points.Kept, Points.Removed, Points.RestoreAlloc, Points.RestoreUndo, Points.Restoring,
        Points.Dissolving, ReaderPoints.Idle, ReaderPoints.Answered, FailurePoints.Idle, FailurePoints.Reported,
    ];

    private readonly State<Bit, Num> state;
    private readonly OwnerBook owners;
    private readonly Window window;
    private readonly int folios;
    private readonly (bool IsOptimise, List<int> Blocks)[] operations = [.. Enumerable.Range(0, Actors).Select(_ => (false, new List<int>()))];
    private readonly Call?[] calls = new Call?[Actors];
    private readonly List<int>[] made = [.. Enumerable.Range(0, Actors).Select(_ => new List<int>())];
    private readonly int[] livesAtBegin = new int[Actors];
    private readonly int[] lives;
    private int actor;
    private bool isLocked, isDestroying;

    internal Position(State<Bit, Num> state, OwnerBook owners, Window window)
    {
        (this.state, this.owners, this.window) = (state, owners, window);
        folios = TableLayout.Of(state.Stage).Length;
        lives = new int[folios];
    }

    /// <summary>Why the code cannot be taken for a design, in one sentence; null where it can.</summary>
    public static string? Objection(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        return Used.FirstOrDefault(point => design.Shape.PointsOf(point.Actor).Find(point) is null) is { } missing
            ? $"The code cannot be taken for {design.Name}: that design is never at the point '{missing.Name}', where the code can be."
            : null;
    }

    /// <summary>What the running actor is in the middle of. Of a list it restores one after the other: the first that is still optimised.</summary>
    public (bool IsOptimise, int Block)? Operation =>
        operations[actor] is (var isOptimise, [var first, ..] blocks) ? (isOptimise, isOptimise ? first : blocks.Where(block => state.Optimised[block].IsTrue).DefaultIfEmpty(first).First()) : null;

    /// <summary>See <see cref="ChildState.IsBetweenSteps"/>.</summary>
    public bool IsBetweenSteps => !isLocked && !isDestroying;

    internal void Follow(KernelEvent happened, Func<int, bool> isOffList)
    {
        switch (happened)
        {
            case ActorRuns runs:
                actor = runs.Actor;
                break;
            case PointsPassed:
                // The race is over.
                actor = 0;
                break;
            case HugetlbLock hold:
                isLocked = hold.IsTaken;
                if (!isLocked)
                {
                    LeavePool(isOffList);
                }
                break;
            case UserChanged user:
                state.UserHolds[user.Block] = user.Holds;
                break;
            case CallBegun begun:
                Begin(begun.Call);
                break;
            case CallReturned:
                Return();
                break;
            case OperationEntered entered:
                Enter(entered);
                break;
            case OperationLeft left:
                Leave(left);
                break;
            case FrameAllocated { Frame: null } when Operation is { } failing:
                Fail(failing);
                break;
            case EntryStored when Operation is (false, var restored) && state.At(restored, Points.RestoreAlloc).IsTrue:
                state.GoTo(restored, Points.Restoring);
                break;
            case Flushed when operations[actor].IsOptimise:
                foreach (var remapped in operations[actor].Blocks.Where(block => state.At(block, Points.Remapping).IsTrue && state.IsShared(block, state.Pages - 1).IsTrue))
                {
                    state.GoTo(remapped, Points.FreeingTails);
                }
                break;
            case BlockPreparing preparing:
                state.GoTo(preparing.Block, Points.Preparing);
                break;
            case BlockRemoved removed:
                state.GoTo(removed.Block, Points.Removed);
                break;
            case BlockFreeing freeing:
                isDestroying = true;
                lives[freeing.Block]++;
                state.GoTo(freeing.Block, Points.Destroying);
                break;
            case BlockPlain plain:
                isDestroying = false;
                state.GoTo(plain.Block, Points.Plain);
                break;
            case LookupAnswered answered when calls[actor] is { } asked:
                Answer(asked, answered.Index);
                break;
        }
    }

    private void Begin(Call call)
    {
        calls[actor] = call;
        livesAtBegin[actor] = state.IsCompound(call.Block).IsTrue ? lives[call.Block] : -1;
        if (call.Kind == CallKind.Look)
        {
            state.GoTo(call.Block, ReaderPoints.Idle);
            state.ReaderLive[call.Block] = false;
        }
    }

    private void Return()
    {
        calls[actor] = null;
        foreach (var folio in made[actor].Where(block => state.At(block, Points.Finishing).IsTrue))
        {
            state.GoTo(folio, Points.Kept);
        }
        made[actor].Clear();
    }

    private void Enter(OperationEntered entered)
    {
        operations[actor] = (entered.IsOptimise, [.. operations[actor].Blocks, entered.Block]);
        if (entered.IsOptimise)
        {
            lives[entered.Block]++;
            state.Cursor[entered.Block] = state.KeptPages;
            state.GoTo(entered.Block, Points.Remapping);
        }
        else
        {
            state.GoTo(entered.Block, state.Optimised[entered.Block], Points.RestoreAlloc, Points.Dissolving);
        }
    }

    private void Leave(OperationLeft left)
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
        }
    }

    // hugetlb_lock is released: what is off its list has left the pool, what was to be freed and is on a list is back in it.
    private void LeavePool(Func<int, bool> isOffList)
    {
        for (var folio = 0; folio < folios; folio++)
        {
            if (state.At(folio, Points.Kept).IsTrue && isOffList(folio))
            {
                state.GoTo(folio, Points.Removed);
            }
            else if (state.At(folio, Points.RestoreUndo).IsTrue && !isOffList(folio))
            {
                state.GoTo(folio, Points.Kept);
            }
        }
    }

    private void Answer(Call asked, long index)
    {
        var (folio, slots) = (asked.Block, state.Slots.Value);
        state.ReaderPage[folio] = window.NumberOf(asked.Index / slots);
        state.ReaderSlot[folio] = asked.Index % slots;
        state.ReaderHead[folio] = index == 0 ? folio : None.Nobody;
        state.ReaderLive[folio] = livesAtBegin[actor] == lives[folio] && state.IsCompound(folio).IsTrue;
        state.GoTo(folio, ReaderPoints.Answered);
    }
}
