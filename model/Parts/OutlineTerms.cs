namespace Vmemmap.Model.Parts;

/// <summary>The outline of a machine as conditions on a state: what lemmas are made of. Control points of which the same is said are a few comparisons.</summary>
/// <param name="outline">what holds at the control points.</param>
public sealed class OutlineTerms<B, N>(Outline outline)
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    private readonly IReadOnlyList<(int First, int Last)> fills = outline.Where(holds => holds.Fills == true);
    private readonly IReadOnlyList<(int First, int Last)> headMoves = outline.Where(holds => holds.HeadMoves == true);
    private readonly IReadOnlyList<(int First, int Last)> holdsOneFrame = outline.Where(holds => holds.Walk == Walking.OneFrame);
    private readonly IReadOnlyList<(int First, int Last)> overwrites = outline.Where(holds => holds.Overwrites == true);
    private readonly IReadOnlyList<(int First, int Last)> behindCursor = outline.Where(holds => holds.Shared == Tails.BehindCursor);
    private readonly IReadOnlyList<(int First, int Last)> fromCursor = outline.Where(holds => holds.Shared == Tails.FromCursor);
    private readonly IReadOnlyList<(int First, int Last)> fromCursorOn = outline.Where(holds => holds.Shared == Tails.FromCursorOn);
    private readonly IReadOnlyList<(int First, int Last)> noEntries = outline.Where(holds => holds.Populated == Entries.None);
    private readonly IReadOnlyList<(int First, int Last)> entriesBehindCursor = outline.Where(holds => holds.Populated == Entries.BehindCursor);
    private readonly IReadOnlyList<(int First, int Last)> entriesKept = outline.Where(holds => holds.Populated == Entries.KeptAndFromCursor);
    private readonly IReadOnlyList<(int First, int Last)> allShared = outline.Where(holds => holds.Shared == Tails.All);
    private readonly IReadOnlyList<(int First, int Last)> overrulesFlag = outline.Where(holds => holds.Shared is not (null or Tails.AsFlagSays) && holds.Optimised != false);
    private readonly IReadOnlyList<(int First, int Last)> listedStructPages = outline.Where(holds => holds.Listed == Listed.StructPages);

    /// <summary>The operation on the folio is at a control point of which this is said.</summary>
    public Func<State<B, N>, N, B> Where(Func<Holds, bool> says)
    {
        var runs = outline.Where(says);
        return (s, h) => s.IsIn(h, Actor.Hugepage, runs);
    }

    /// <summary>A rollback or a restore fills frames for the pages that it maps them to.</summary>
    public B Fills(State<B, N> s, N folio) => At(s, folio, fills);

    /// <summary>A rollback overwrites frames that CPUs may still translate to.</summary>
    public B Overwrites(State<B, N> s, N folio) => At(s, folio, overwrites);

    /// <summary>The struct page that is being reset has this half written.</summary>
    public B HasHalf(State<B, N> s, N frame, N slot, int half)
    {
        var h = s.OwnerFolio[frame];
        return IsBeingFilled(s, frame) & slot == s.Reset[h] & s.ResetHalf[h] == half;
    }

    /// <summary>A frame is being filled, with its copy made.</summary>
    public B IsFilling(State<B, N> s, N folio) => Fills(s, folio) & s.Reset[folio] >= 0;

    /// <summary>By the control point and the flag, the tail page ought to be mapped to the shared frame.</summary>
    public B OughtToBeShared(State<B, N> s, N folio, N page)
    {
        var from = s.Cursor[folio];
        return page >= s.KeptPages
            & ((At(s, folio, behindCursor) & page < from)
                | At(s, folio, allShared)
                | (At(s, folio, fromCursor) & page >= from & page < s.WalkEnd[folio])
                | (At(s, folio, fromCursorOn) & page >= from)
                | (s.Optimised[folio] & !At(s, folio, overrulesFlag)));
    }

    /// <summary>By the control point, the vmemmap page has an entry.</summary>
    public B IsPopulated(State<B, N> s, N folio, N page)
    {
        var v = s.Cursor[folio];
        return !At(s, folio, noEntries) & (!At(s, folio, entriesBehindCursor) | page < v) & (!At(s, folio, entriesKept) | page < s.KeptPages | page >= v);
    }

    /// <summary>The frame belongs to a hugepage and its contents are those of struct pages: mapped, collected after having been mapped, or being filled.</summary>
    public B HoldsStructPages(State<B, N> s, N frame)
    {
        var (h, i, owner) = (s.OwnerFolio[frame], s.OwnerIndex[frame], s.Owner[frame]);
        var isPrepared = s.IsCompound(h) | (s.At(h, Points.Preparing) & i < s.Cursor[h]);
        return (owner == Owner.Vmemmap & !s.IsTailOfZone(frame) & (isPrepared | IsLost(s, frame))) | (owner == Owner.Collected & At(s, h, listedStructPages)) | IsBeingFilled(s, frame);
    }

    /// <summary>A rollback has taken the frame from the head's page, so that it is of no page any longer: nobody stores to it, and it holds for ever what it held.</summary>
    public B IsLost(State<B, N> s, N frame)
    {
        var h = s.OwnerFolio[frame];
        return s.Shape.RollsBackHead ? s.Owner[frame] == Owner.Vmemmap & s.OwnerIndex[frame] == 0 & !s.IsTailOfZone(frame) & s.Pte[h, 0] != frame : false;
    }

    /// <summary>A rollback has given the head's page another frame, and there are tail pages left that are mapped to the one that it had.</summary>
    public B IsHeadGivenBack(State<B, N> s, N folio) =>
        s.Shape.CopiesHeadBack ? At(s, folio, overwrites) & s.Cursor[folio] > 0 & s.Cursor[folio] < s.WalkEnd[folio] : false;

    /// <summary>The frame's first struct page is a head: the real one, or its copy before the reset; where there is none, any copy, and the frame itself tells whether it is one.</summary>
    public B BeginsWithHead(State<B, N> s, N frame)
    {
        var isHeadPage = IsHeadPage(s, frame) & !IsOverwrittenHead(s, frame);
        if (s.Shape.LeavesCopies)
        {
            return isHeadPage | IsBeingFilled(s, frame) | s.PgHead[frame, 0];
        }
        return s.Shape.Layout.SharesHead ? isHeadPage | (IsBeingFilled(s, frame) & s.Reset[s.OwnerFolio[frame]] == 0) : isHeadPage;
    }

    /// <summary>A rollback has given the frame to the head's page, with tails in it.</summary>
    public B IsOverwrittenHead(State<B, N> s, N frame)
    {
        var h = s.OwnerFolio[frame];
        return s.Shape.OverwritesHead ? s.Owner[frame] == Owner.Vmemmap & frame == s.HeadFrame(h) & ((At(s, h, overwrites) & s.Cursor[h] > 0) | s.At(h, Points.HeadLost)) : false;
    }

    /// <summary>The frame is that of the head's vmemmap page, or holds the same as long as that is being moved.</summary>
    public B IsHeadPage(State<B, N> s, N frame) => (s.Owner[frame] == Owner.Vmemmap & s.OwnerIndex[frame] == 0 & !s.IsTailOfZone(frame)) | IsOtherHeadPage(s, frame);

    // The frame that the head's page will have, or the one that it had: the first of the list then.
    private B IsOtherHeadPage(State<B, N> s, N frame)
    {
        if (headMoves.Count == 0)
        {
            return false;
        }
        var h = s.OwnerFolio[frame];
        var (v, fills) = (s.Cursor[h], Fills(s, h));
        // A rollback fills the frame that was first in; where the last in comes first, it is never filled.
        B isUnfilled = s.Shape.Layout.IsListFifo ? s.Reset[h] < 0 : true;
        // A rollback that gives the head's page another frame comes to that frame in the end.
        var isToCome = s.Shape.RollsBackHead ? fills & (s.Reset[h] < 0 | s.ListLength[h] > 1) : fills & isUnfilled & v + s.ListLeft(h) == s.WalkEnd[h] + 1;
        var isMoved = (!fills & s.ListLength[h] == v - s.KeptPages + 1) | isToCome;
        return At(s, h, headMoves) & s.Owner[frame] == Owner.Collected & s.OwnerIndex[frame] == 0 & (At(s, h, holdsOneFrame) | isMoved);
    }

    /// <summary>The frame is being filled.</summary>
    public B IsBeingFilled(State<B, N> s, N frame)
    {
        var h = s.OwnerFolio[frame];
        return s.Owner[frame] == Owner.Collected & IsFilling(s, h) & s.OwnerIndex[frame] == s.ListFrontEntry(h);
    }

    private static B At(State<B, N> s, N folio, IReadOnlyList<(int First, int Last)> runs) => s.IsIn(folio, Actor.Hugepage, runs);
}
