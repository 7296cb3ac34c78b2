using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Kernel.Vmemmap;
using Vmemmap.Model.Memory;

namespace Vmemmap.Kernel.Abstraction;

/// <summary>
/// Where an optimise is that begins with the flag and moves the head's page to a frame of its own, alone or in a batch (v6.7 and later): the head's flag is set, a frame for the head allocated and written, the entries of
/// the head and of the tails changed, all flushed, maybe much later; or it fails, goes back, and takes the flag away.
/// </summary>
/// <param name="state">gets the control points.</param>
/// <param name="needsFrame">without a frame for the head it fails (6.12.115).</param>
internal sealed class MovedHead(State<Bit, Num> state, bool needsFrame)
{
    // Of a batch one is remapped after the other; the others have not begun, or wait for the flush.
    private static readonly ControlPoint[] UnderWay =
        [RemapWithNewHead.GettingHeadFrame, RemapWithNewHead.CopyingHead, RemapWithNewHead.HeadCopied, Points.RollingBack, RollBackWithNewHead.Failed];

    /// <summary>The design has these points.</summary>
    public bool IsThere { get; } = state.Shape.Hugepage.Find(Points.Typed) is not null && Array.TrueForAll(UnderWay, point => state.Shape.Hugepage.Find(point) is not null);

    /// <summary>The one of a batch that is being remapped, or null.</summary>
    public int? Current(IReadOnlyList<int> folios)
    {
        foreach (var folio in folios)
        {
            if (Array.Exists(UnderWay, point => state.At(folio, point).IsTrue) || (state.At(folio, Points.Remapping) & state.Cursor[folio] < state.Pages).IsTrue)
            {
                return folio;
            }
        }
        return null;
    }

    /// <summary>What it allocates next is the frame for the head: not a page table.</summary>
    public bool GetsHeadFrame(int folio) => IsThere && state.At(folio, RemapWithNewHead.GettingHeadFrame).IsTrue;

    /// <summary>It is entered.</summary>
    public void Enter(int folio) => state.GoTo(folio, Points.Typed);

    /// <summary>It has a frame.</summary>
    public void GotFrame(int folio) => state.GoToIf(folio, state.At(folio, RemapWithNewHead.GettingHeadFrame), RemapWithNewHead.CopyingHead);

    /// <summary>It has none: for the head, whose page stays where it is then, or that is all; or for a page table, where it goes back.</summary>
    public void GotNone(int folio)
    {
        if (GetsHeadFrame(folio) && needsFrame)
        {
            state.GoTo(folio, RollBackWithNewHead.Failed);
        }
        else if (GetsHeadFrame(folio))
        {
            BeginWalk(folio, Points.Remapping);
        }
        else if (state.At(folio, Points.Remapping).IsTrue && state.ListLength[folio].Value > 0)
        {
            BeginWalk(folio, Points.RollingBack);
        }
        else
        {
            state.GoToIf(folio, state.At(folio, Points.Remapping) | state.At(folio, RemapWithNewHead.HeadCopied), RollBackWithNewHead.Failed);
        }
    }

    /// <summary>The head's page is copied to its new frame.</summary>
    public void FrameStored(int folio) => state.GoToIf(folio, state.At(folio, RemapWithNewHead.CopyingHead), RemapWithNewHead.HeadCopied);

    /// <summary>An entry is changed.</summary>
    public void EntryStored(int folio) => state.GoToIf(folio, state.At(folio, RemapWithNewHead.HeadCopied), Points.Remapping);

    /// <summary>The actor that works on it flushes.</summary>
    public void Flushed(int folio)
    {
        state.GoToIf(folio, state.At(folio, Points.Remapping) & state.IsShared(folio, state.Pages - 1), Points.FreeingTails);
        state.GoToIf(folio, state.At(folio, Points.RollingBack), RollBackWithNewHead.Failed);
    }

    /// <summary>The head was stored to: the flag may be there from now on, or no longer.</summary>
    public void HeadStored(int folio)
    {
        var isFlagged = state.Optimised[folio];
        var isBeginning = isFlagged & (state.At(folio, Points.Typed) | state.At(folio, RollBackWithNewHead.FreeingUncounted));
        var isFailing = !isFlagged & (state.At(folio, RollBackWithNewHead.Failed) | state.At(folio, RemapWithNewHead.HeadCopied) | state.At(folio, Points.Remapping));
        state.GoToIf(folio, isBeginning, RemapWithNewHead.GettingHeadFrame);
        state.GoToIf(folio, isFailing, RollBackWithNewHead.FreeingUncounted);
    }

    private void BeginWalk(int folio, ControlPoint point)
    {
        state.GoTo(folio, point);
        state.Cursor[folio] = state.Shape.RollsBackHead && point == Points.RollingBack ? 0 : state.KeptPages;
    }
}
