using Vmemmap.Kernel.Protocol;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Memory;

namespace Vmemmap.Kernel.Abstraction;

/// <summary>
/// Where the code is: who runs, in which call, whether someone holds <c>hugetlb_lock</c>, and the control point of each block. What optimise and restore do is followed in <see cref="OperationBook"/>, lookups in
/// <see cref="LookupBook"/>.
/// </summary>
public sealed class Position
{
    /// <summary>How many can act at once: as many as can race.</summary>
    internal const int Actors = PlannedCall.MostRacers;

    /// <summary>The points that the code can be seen at.</summary>
    internal static readonly ControlPoint[] Used =
    [
        Points.Plain, Points.Preparing, Points.Prepared, Points.Destroying, Points.Remapping, Points.FreeingTails, Points.RollingBack, Points.Finishing, Points.Kept, Points.Removed, Points.RestoreAlloc, Points.RestoreUndo, Points.Restoring,
        Points.Dissolving, ReaderPoints.Idle, ReaderPoints.Answered, FailurePoints.Idle, FailurePoints.Reported,
    ];

    private readonly State<Bit, Num> state;
    private readonly OperationBook operations;
    private readonly bool isTypedFirst, isFreedInBulk, demotes;
    private readonly ControlPoint refused;
    private readonly LookupBook lookups;
    private readonly Func<int, bool> isOffList, isTemporary;
    private readonly int folios;
    private readonly Call?[] calls = new Call?[Actors];
    private readonly int[] making = [.. Enumerable.Repeat(None.Nobody, Actors)];
    private readonly bool[] isGiving, wasFree;
    private readonly int[] restoring;
    private int actor, freed = None.Nobody, freer;
    private bool isLocked, isDestroying;

    /// <param name="state">gets the control points.</param>
    /// <param name="owners">is told of the end of operations.</param>
    /// <param name="window">which pages are shown.</param>
    /// <param name="isHosted">hugepages are left as they are.</param>
    /// <param name="needsHeadFrame">an optimise fails without a frame for the head.</param>
    /// <param name="isOffList">the head of this folio was taken off the list that it was on.</param>
    /// <param name="isTemporary">who made this folio gives it up at once.</param>
    internal Position(State<Bit, Num> state, OwnerBook owners, Window window, bool isHosted, bool needsHeadFrame, Func<int, bool> isOffList, Func<int, bool> isTemporary)
    {
        (this.state, this.isOffList, this.isTemporary) = (state, isOffList, isTemporary);
        (operations, lookups) = (new(state, owners, isHosted, needsHeadFrame), new(state, window));
        folios = TableLayout.Of(state.Stage).Length;
        (isTypedFirst, isFreedInBulk) = (state.Shape.Hugepage.Find(Points.Typed) is not null, state.Shape.Hugepage.Find(FreeInBulk.RestoredUnflushed) is not null);
        demotes = state.Shape.Hugepage.Find(Points.RestoredToDemote) is not null;

        // Where the design's page allocator finds nothing, what it refuses stays half unwritten.
        refused = state.Shape.Hugepage.Find(Points.BadPages) is null ? Points.Destroying : Points.BadPages;
        (isGiving, wasFree) = (new bool[folios], new bool[folios]);
        restoring = new int[folios];
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

    /// <summary>What the running actor is in the middle of, or null.</summary>
    public (bool IsOptimise, int Block)? Operation => operations.Of(actor);

    /// <summary>The frame that the running actor has just got belongs to the list of what he is in the middle of.</summary>
    public bool IsCollecting => operations.Collects(actor);

    /// <summary>The hugepage that the running actor is about to optimise, for which he may look for a frame of tails; or null.</summary>
    public int? LooksForTails => operations.Of(actor) is (true, var folio) && state.At(folio, Points.Typed).IsTrue ? folio : null;

    /// <summary>The call that the running actor is in, or null.</summary>
    public Call? Call => calls[actor];

    /// <summary>Some actor is in a call.</summary>
    public bool IsAnyCalling => Array.Exists(calls, call => call is not null);

    /// <summary>Some actor makes a hugepage of this block (<see cref="IsMaking"/>), or ordinary pages.</summary>
    public bool IsBeingMade(int block) => freed == block || making.Contains(block);

    /// <summary>So does another than the one who runs.</summary>
    public bool IsBeingMadeByOther(int block) => (freed == block && freer != actor) || making.Index().Any(other => other.Item == block && other.Index != actor);

    /// <summary>The running actor is between the allocation of a block and the entry to optimise: the compound page is in the making.</summary>
    public bool IsMaking => making[actor] != None.Nobody;

    /// <summary>See <see cref="ChildState.IsBetweenSteps"/>.</summary>
    public bool IsBetweenSteps => !isLocked && !isDestroying && !Array.Exists(calls, call => call is { Kind: CallKind.Unpoison or CallKind.Boot or CallKind.Offline });

    internal void Follow(KernelEvent happened)
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
                    LeavePool();
                    break;
                }
                for (var folio = 0; folio < folios; folio++)
                {
                    wasFree[folio] = state.Freed[folio].IsTrue;
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
                calls[actor] = begun.Call;
                break;
            case CallReturned:
                (calls[actor], making[actor]) = (null, None.Nobody);
                break;
            case OperationEntered entered:
                making[actor] = None.Nobody;
                restoring[entered.Block] = actor;
                break;
            case BlockPreparing preparing:
                making[actor] = preparing.Block;
                state.GoTo(preparing.Block, Points.Preparing);
                break;
            case BlockPrepared prepared when isTypedFirst:
                making[actor] = None.Nobody;
                state.GoTo(prepared.Block, Points.Typed);
                break;
            case BlockRemoved removed:
                Remove(removed.Block);
                break;
            case BlockFreeing freeing:
                operations.EndMoving(freeing.Block);
                (isDestroying, freed, freer) = (true, freeing.Block, actor);
                state.GoTo(freeing.Block, Points.Destroying);
                break;
            case BlockFreed done:
                (isDestroying, freed) = (false, None.Nobody);
                state.GoTo(done.Block, done.IsRefused ? refused : Points.Plain);
                state.Cursor[done.Block] = done.IsRefused ? state.Pages : state.Cursor[done.Block];
                break;
        }
        operations.Follow(happened, actor);
        lookups.Follow(happened, actor, calls[actor]);
    }

    /// <summary>Follows an event of a hugepage that is not shown.</summary>
    internal void FollowNotShown(KernelEvent happened) => operations.FollowNotShown(happened, actor);

    /// <summary>The folio is being made of what was part of another.</summary>
    internal void BeginAnew(int folio)
    {
        state.GoTo(folio, Points.Destroying);
        state.UserHolds[folio] = false;
        isGiving[folio] = false;
        lookups.BeginAnew(folio);
    }

    /// <summary>The head of a folio was stored to: what hugetlb knows of it may be other than before.</summary>
    /// <param name="folio">the folio.</param>
    /// <param name="countBefore">the head's reference count before that.</param>
    /// <param name="losesFlag">PG_hwpoison of the head was cleared.</param>
    internal void HeadStored(int folio, int countBefore, bool losesFlag)
    {
        operations.HeadStored(folio, countBefore, losesFlag);
        if (isGiving[folio] && state.Refcount[state.HeadFrame(folio), 0].Value < countBefore)
        {
            isGiving[folio] = false;
            state.UserHolds[folio] = false;
        }
    }

    /// <summary>A frame of tails is made for this folio.</summary>
    internal void HasTails(int folio) => state.GoTo(folio, Points.OwnTailMade);

    /// <summary>It is published, or freed: of a folio that has none nothing is changed.</summary>
    internal void LeavesTails(int? folio)
    {
        if (folio is { } made && state.At(made, Points.OwnTailMade).IsTrue)
        {
            state.GoTo(made, Points.Typed);
        }
    }

    /// <summary>The first store goes to a frame that was allocated.</summary>
    internal void FreshFrameStored() => operations.FreshFrameStored(actor);

    // hugetlb_lock is released: what is off its list has left the pool, what its holder could not restore and is on a list is back in it (where lists are restored and freed: and marked as free), and what is new and free has entered it, or is in use at once, or is given up by who made it.
    private void LeavePool()
    {
        for (var folio = 0; folio < folios; folio++)
        {
            if ((state.At(folio, Points.Kept) | state.At(folio, Points.Finishing)).IsTrue && (isOffList(folio) || IsListedToDemote(folio)))
            {
                Remove(folio);
            }
            else if (state.At(folio, Points.RestoreUndo).IsTrue && restoring[folio] == actor && !isOffList(folio) && (!isFreedInBulk || state.Freed[folio].IsTrue))
            {
                state.GoTo(folio, Points.Kept);
            }
            else if ((state.At(folio, Points.Finishing) & (state.Freed[folio] | state.UserHolds[folio] | isTemporary(folio))).IsTrue)
            {
                state.GoTo(folio, Points.Kept);
            }
        }
    }

    // demote_pool_huge_page() puts what it takes off the pool's list on one of its own.
    private bool IsListedToDemote(int folio) => demotes && calls[actor] is { Kind: CallKind.Demote } && wasFree[folio] && !state.Freed[folio].IsTrue;

    // What is demoted, or dissolved by memory failure or soft offline, is restored at once; else it is asked first whether there is an error that nobody knows.
    private void Remove(int folio)
    {
        operations.IsDemoted[folio] = calls[actor] is { Kind: CallKind.Demote } && demotes;
        if (calls[actor] is { Kind: CallKind.Fail or CallKind.Offline } || operations.IsDemoted[folio])
        {
            state.GoTo(folio, state.Optimised[folio], state.Shape.RestoreBegins, operations.Restored(folio));
        }
        else
        {
            state.GoTo(folio, Points.Removed);
        }
    }
}
