namespace Vmemmap.Model.Memory;

/// <content>Where the code has got to.</content>
public sealed partial class State<B, N>
{
    /// <summary>No hugepage, and none in the making.</summary>
    public B IsPlain(N folio) => Stage[folio] < Shape.Hugepage.First(Phase.Boot);

    /// <summary>Memory for a hugepage, set aside at boot and not yet gathered: nobody but the boot code acts on it.</summary>
    public B IsSetAside(N folio) => Shape.BeginsInMemblock ? Stage[folio] >= Shape.Hugepage.First(Phase.Boot) & Stage[folio] < Shape.Hugepage.First(Phase.Writing) : false;

    /// <summary>A hugepage of memory that was set aside at boot, on no list of hugetlb yet.</summary>
    public B IsAtBoot(N folio) => IsIn(folio, Actor.Hugepage, Shape.AtBoot);

    /// <summary>The struct pages are those of a compound page.</summary>
    public B IsCompound(N folio) => Stage[folio] >= Shape.Hugepage.First(Phase.Settled);

    /// <summary>An optimise or a restore is between its first and its last step.</summary>
    public B IsRemapped(N folio) => Stage[folio] >= Shape.Hugepage.First(Phase.Remapped);

    /// <summary>No operation is between two changes of the folio's mapping.</summary>
    public B IsSettled(N folio) => IsCompound(folio) & !IsRemapped(folio);

    /// <summary>The head's page is copied and its entry not yet changed: what is stored to it now is lost.</summary>
    public B IsHeadCopied(N folio)
    {
        var isMoved = IsIn(folio, Actor.Hugepage, Shape.HeadCopied);
        return Shape.RollsBackHead ? isMoved | (At(folio, Points.RollingBack) & Cursor[folio] == 0 & Reset[folio] >= 0) : isMoved;
    }

    /// <summary>
    /// <c>hugetlb_optimize_vmemmap_key</c> may be off: this hugepage does not count, and whether one does of those that are not in sight nobody knows. Where there is no key nobody asks.
    /// </summary>
    public B KeyMayBeOff(N folio) => KeyCounts is null ? true : KeyCounts[folio] <= 0;

    /// <summary>A hugepage counts for the key from the beginning of an optimise to its failure, or to the end of a restore.</summary>
    public B OughtToCount(N folio) => (Optimised[folio] | IsRemapped(folio)) & !IsIn(folio, Actor.Hugepage, Shape.Uncounted);

    /// <summary>Somebody uses the hugepage: he who took it, or a driver that has pages of it pinned.</summary>
    public B IsInUse(N folio) => UserHolds[folio] | PinCount[folio] > 0;

    /// <summary>Memory failure is looking up the head of its page, or has not yet used the answer.</summary>
    public B FailureLooksUp => IsIn(0, Actor.MemoryFailure, Shape.LookingUp);

    /// <summary>Memory failure has <c>hugetlb_lock</c>, where it looks the head up under it.</summary>
    public B FailureHoldsLock => IsIn(0, Actor.MemoryFailure, Shape.HoldingLock);

    /// <summary><c>PageHuge()</c> of the head that memory failure found: a struct page that is no head has no type. The head of the first of the smaller hugepages that one is split into is the head that it had.</summary>
    public B FailureFoundHugetlb(N folio) => Failure.Head.Value == folio & (Hugetlb[folio] | (IsBeingSplit(folio) & Cursor[folio] > 0));

    /// <summary><c>PageHuge()</c> of the head of a smaller hugepage, which memory failure found instead: as it holds <c>hugetlb_lock</c>, none is in its pool of which it found an older head.</summary>
    public B FailureFoundPart(N folio) =>
        IsInSmallerPool(folio, Failure.Page.Value) | (IsBeingSplit(folio) & Failure.Page.Value < Cursor[folio] & Failure.Head.Value < 0);

    /// <summary>The vmemmap page is one of a smaller hugepage that is in its pool.</summary>
    public B IsInSmallerPool(N folio, N page) => At(folio, Points.Demoted) & page >= Cursor[folio];

    /// <summary>The struct pages of the vmemmap page are those of ordinary pages again, while those behind it are not.</summary>
    public B IsFreedBehind(N folio, N page) => (At(folio, Points.Destroying) | At(folio, Points.Demoted)) & page < Cursor[folio];

    /// <summary>The hugepage is split into smaller ones; of these each that the walk has passed has the hugetlb type.</summary>
    public B IsBeingSplit(N folio) => At(folio, Points.Splitting) | At(folio, Points.SplitOff);

    /// <summary>Some call of memory failure holds a reference on the folio.</summary>
    public B FailureHoldsOn(N folio) => AnyFailure(call => call.HoldsOn(folio));

    /// <summary>The walker of page frame numbers holds a reference on the folio's head.</summary>
    public B WalkerHoldsOn(N folio) => WalkerAt.Value == Walker.Holding & WalkerFolio.Value == folio & WalkerPage.Value == 0 & WalkerSlot.Value == 0 & (IsCompound(folio) | At(folio, Points.Preparing));

    /// <summary>Memory failure is running on this base page and has not yet recorded the error.</summary>
    public B IsBeingReported(N folio, N page, N slot) => AnyFailure(call => call.Reports(folio, page, slot));

    /// <summary>Memory failure, or who takes its work back, is at work on this base page: its error may be recorded and not counted yet, or counted and not recorded.</summary>
    public B IsBeingHandled(N folio, N page, N slot) => AnyFailure(call => call.Handles(folio, page, slot));

    /// <summary>Memory failure has recorded the error of this base page and has yet to take it off the buddy allocator. Where that looks at flags when it gives pages away, nobody waits for it.</summary>
    public B IsBeingContained(N folio, N page, N slot) => Shape.TakesOff ? AnyFailure(call => call.Contains(folio, page, slot)) : false;

    /// <summary>The base page is with the buddy allocator, if its block is.</summary>
    public B IsFree(N folio, N page, N slot) =>
        !Lent[folio, page, slot] & Refcount[Pte[folio, page], slot] == 0 & !(OffBuddy is null ? false : OffBuddy[Pte[folio, page], slot]);

    /// <summary>Some call of memory failure is so.</summary>
    public B AnyFailure(Func<FailureCall<B, N>, B> isSo)
    {
        B any = false;
        foreach (var call in FailureCalls)
        {
            any |= isSo(call);
        }
        return any;
    }

    /// <summary>Every call of memory failure is so.</summary>
    public B EachFailure(Func<FailureCall<B, N>, B> isSo) => !AnyFailure(call => !isSo(call));

    /// <summary>The actor has got to the point; never where the machine has no such point.</summary>
    /// <param name="folio">the folio, where the actor works on one.</param>
    /// <param name="point">the point.</param>
    public B At(N folio, ControlPoint point) => Shape.PointsOf(point.Actor).Find(point) is { } number ? CounterOf(point.Actor, folio) == number : false;

    /// <summary>Memory failure has got to the point.</summary>
    public B At(ControlPoint point) => At(0, point);

    /// <summary>
    /// The actor's program counter is in one of the runs of numbers. A number below the first point counts as the first and one above the last as the last: so a proof need not know
    /// that there are no such numbers.
    /// </summary>
    public B IsIn(N folio, Actor actor, IReadOnlyList<(int First, int Last)> runs)
    {
        var (counter, greatest) = (CounterOf(actor, folio), Shape.PointsOf(actor).InOrder.Count - 1);
        B isIn = false;
        foreach (var (first, last) in runs)
        {
            isIn |= first == last & first > 0 & last < greatest
                ? counter == first
                : (first == 0 ? true : counter >= first) & (last == greatest ? true : counter <= last);
        }
        return isIn;
    }

    /// <summary>The actor goes to the point.</summary>
    public void GoTo(N folio, ControlPoint point) => GoTo(folio, true, point, point);

    /// <summary>The actor goes to one point where the condition holds, to another where it does not.</summary>
    public void GoTo(N folio, B condition, ControlPoint then, ControlPoint otherwise)
    {
        var points = Shape.PointsOf(then.Actor);
        GoTo(folio, then.Actor, N.If(condition, points[then], points[otherwise]));
    }

    /// <summary>The actor goes to the point where the condition holds, and stays where it is otherwise.</summary>
    public void GoToIf(N folio, B condition, ControlPoint then) =>
        GoTo(folio, then.Actor, N.If(condition, Shape.PointsOf(then.Actor)[then], CounterOf(then.Actor, folio)));

    /// <summary>Memory failure goes to the point.</summary>
    public void GoTo(ControlPoint point) => GoTo(0, point);

    private N CounterOf(Actor actor, N folio) => actor switch
    {
        Actor.Hugepage => Stage[folio],
        Actor.MemoryFailure => Failure.Stage.Value,
        _ => ReaderStage[folio],
    };

    private void GoTo(N folio, Actor actor, N number)
    {
        switch (actor)
        {
            case Actor.Hugepage:
                Stage[folio] = number;
                break;
            case Actor.MemoryFailure:
                Failure.Stage.Value = number;
                break;
            default:
                ReaderStage[folio] = number;
                break;
        }
    }
}
