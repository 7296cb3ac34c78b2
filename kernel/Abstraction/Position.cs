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
    /// <summary>As many as can race.</summary>
    internal const int Actors = 3;


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
    private readonly bool[] isMaking = new bool[Actors], hasLoaded = new bool[Actors];
    private readonly int[] lives;
    private readonly bool[] isGiving;
    private int actor, freed = None.Nobody;
    private bool isLocked, isDestroying;

    internal Position(State<Bit, Num> state, OwnerBook owners, Window window)
    {
        (this.state, this.owners, this.window) = (state, owners, window);
        folios = TableLayout.Of(state.Stage).Length;
        lives = new int[folios];
        isGiving = new bool[folios];
    }

    /// <summary>Why the code cannot be taken for a design, in one sentence; null where it can.</summary>
    public static string? Objection(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        return Used.FirstOrDefault(point => design.Shape.PointsOf(point.Actor).Find(point) is null) is { } missing
            ? $"The code cannot be taken for {design.Name}: that design is never at the point '{missing.Name}', where the code can be."
            : null;
    }

    /// <summary>Who runs.</summary>
    public int Actor => actor;

    /// <summary>What the running actor is in the middle of. Of a list it restores one after the other: the first that is still optimised.</summary>
    public (bool IsOptimise, int Block)? Operation =>
        operations[actor] is (var isOptimise, [var first, ..] blocks) ? (isOptimise, isOptimise ? first : blocks.Where(block => state.Optimised[block].IsTrue).DefaultIfEmpty(first).First()) : null;

    /// <summary>The call that the running actor is in, or null.</summary>
    public Call? Call => calls[actor];

    /// <summary>Some actor is in a call.</summary>
    public bool IsAnyCalling => Array.Exists(calls, call => call is not null);

    /// <summary>Some actor makes a hugepage of this block (<see cref="IsMaking"/>), or ordinary pages.</summary>
    public bool IsBeingMade(int block) => freed == block || Enumerable.Range(0, Actors).Any(one => isMaking[one] && calls[one]?.Block == block);

    /// <summary>The running actor is between the call that makes a hugepage and the entry to optimise: the compound page is in the making.</summary>
    public bool IsMaking => isMaking[actor];

    /// <summary>See <see cref="ChildState.IsBetweenSteps"/>.</summary>
    public bool IsBetweenSteps => !isLocked && !isDestroying && !Array.Exists(calls, call => call is { Kind: CallKind.Unpoison or CallKind.Boot });

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
            case UserChanged { Holds: false } given:
                // He holds it until the count is dropped.
                isGiving[given.Block] = true;
                break;
            case UserChanged taken:
                state.UserHolds[taken.Block] = true;
                break;
            case CallBegun begun:
                Begin(begun.Call);
                break;
            case CallReturned returned:
                Return(returned);
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
                foreach (var remapped in operations[actor].Blocks)
                {
                    AfterFlush(remapped);
                }
                break;
            case WordLoaded when !hasLoaded[actor] && Call is { Kind: CallKind.Look } lookup:
                hasLoaded[actor] = true;
                livesAtBegin[actor] = LifeOf(lookup.Block);
                break;
            case BlockPreparing preparing:
                state.GoTo(preparing.Block, Points.Preparing);
                break;
            case BlockRemoved removed:
                state.GoTo(removed.Block, Points.Removed);
                break;
            case BlockFreeing freeing:
                isDestroying = true;
                freed = freeing.Block;
                lives[freeing.Block]++;
                state.GoTo(freeing.Block, Points.Destroying);
                break;
            case BlockPlain plain:
                isDestroying = false;
                freed = None.Nobody;
                state.GoTo(plain.Block, Points.Plain);
                break;
            case LookupAnswered answered when calls[actor] is { } asked:
                Answer(asked, answered.Index);
                break;
        }
    }

    /// <summary>The folio is being made of what was part of another.</summary>
    internal void BeginAnew(int folio)
    {
        state.GoTo(folio, Points.Destroying);
        state.UserHolds[folio] = false;
        isGiving[folio] = false;
        lives[folio]++;
    }

    /// <summary>The head of a folio was stored to: what hugetlb knows of it may be other than before.</summary>
    /// <param name="folio">the folio.</param>
    /// <param name="countBefore">the head's reference count before that.</param>
    internal void HeadStored(int folio, int countBefore)
    {
        if (state.At(folio, Points.FreeingTails).IsTrue && state.Optimised[folio].IsTrue)
        {
            state.GoTo(folio, Points.Finishing);
        }
        else if (state.At(folio, Points.Restoring).IsTrue && !state.Optimised[folio].IsTrue)
        {
            state.GoTo(folio, Points.Dissolving);
        }
        if (isGiving[folio] && state.Refcount[state.HeadFrame(folio), 0].Value < countBefore)
        {
            isGiving[folio] = false;
            state.UserHolds[folio] = false;
        }
    }

    /// <summary>The first store goes to a frame that a restore has allocated: it has all that it needs, and begins.</summary>
    internal void FreshFrameStored()
    {
        if (Operation is (false, var folio) && state.At(folio, Points.RestoreAlloc).IsTrue)
        {
            state.GoTo(folio, Points.Restoring);
            state.Cursor[folio] = state.KeptPages;
        }
    }

    private int LifeOf(int folio) => state.IsCompound(folio).IsTrue ? lives[folio] : -1;

    private void Begin(Call call)
    {
        calls[actor] = call;
        isMaking[actor] = call.Kind == CallKind.Alloc;
        hasLoaded[actor] = false;
        livesAtBegin[actor] = LifeOf(call.Block);
    }

    private void Return(CallReturned returned)
    {
        calls[actor] = null;
        isMaking[actor] = false;
        if (returned.Call.Kind == CallKind.Look)
        {
            EndLookup(returned.Call.Block);
        }
        foreach (var folio in made[actor].Where(block => state.At(block, Points.Finishing).IsTrue))
        {
            state.GoTo(folio, Points.Kept);
        }
        made[actor].Clear();
    }

    private void EndLookup(int folio)
    {
        state.GoTo(folio, ReaderPoints.Idle);
        state.ReaderLive[folio] = false;
        state.ReaderPage[folio] = None.Nobody;
        state.ReaderSlot[folio] = 0;
        state.ReaderHead[folio] = None.Nobody;
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

    private void Enter(OperationEntered entered)
    {
        operations[actor] = (entered.IsOptimise, [.. operations[actor].Blocks, entered.Block]);
        isMaking[actor] = false;
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
            state.Cursor[operation.Block] = state.KeptPages;
        }
    }

    // hugetlb_lock is released: what is off its list has left the pool, what was to be freed and is on a list is back in it, and what is new and free has entered it.
    private void LeavePool(Func<int, bool> isOffList)
    {
        for (var folio = 0; folio < folios; folio++)
        {
            if ((state.At(folio, Points.Kept) | state.At(folio, Points.Finishing)).IsTrue && isOffList(folio))
            {
                state.GoTo(folio, Points.Removed);
            }
            else if (state.At(folio, Points.RestoreUndo).IsTrue && !isOffList(folio))
            {
                state.GoTo(folio, Points.Kept);
            }
            else if (state.At(folio, Points.Finishing).IsTrue && state.Freed[folio].IsTrue)
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
