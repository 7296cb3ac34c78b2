using Vmemmap.Kernel.Abstraction;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;

namespace Vmemmap.Kernel.Refinement;

/// <summary>
/// What of memory errors is compared when. A raw error list is read when <c>hugetlb_lock</c> is released, through the head; a page passes for good, or for out of use, when the call that says so returns; and of a page with the flag that is part of no
/// compound page nothing but that, as what takes it off the buddy allocator writes to it.
/// </summary>
internal sealed class ComparedErrors
{
    private readonly ChildState child;
    private readonly TableLayout list, bad, flags;
    private readonly int[] flagOf, headOf;

    public ComparedErrors(ChildState child)
    {
        this.child = child;
        var state = child.Instance.State;
        (list, bad, flags) = (TableLayout.Of(state.RawList), TableLayout.Of(state.Bad), TableLayout.Of(state.PgHwpoison));
        (flagOf, headOf) = (new int[Told.Length], new int[Told.Length]);
        var heads = TableLayout.Of(state.PgHead);
        foreach (var table in (TableLayout[])[TableLayout.Of(state.Metadata), TableLayout.Of(state.Refcount)])
        {
            for (var cell = table.Offset; cell < table.Offset + table.Length; cell++)
            {
                var (frame, slot, _) = table.IndicesOf(cell);
                (flagOf[cell], headOf[cell]) = (flags.Cell(frame, slot), heads.Cell(frame, slot));
            }
        }
        IsUnread = new bool[child.Instance.Scope.Folios];
    }

    /// <summary>What memory failure's code can begin with at this event.</summary>
    public Beginning Begins { get; set; }

    /// <summary>It has just begun: so it must have in the design. How far it has got then is not compared until it returns.</summary>
    public bool MustBegin { get; set; }

    /// <summary>Errors have been reported: a hugepage may have a raw error list.</summary>
    public bool HasErrors { get; set; }

    /// <summary>By folio: its raw error list was not read since the head's page was moved.</summary>
    public bool[] IsUnread { get; }

    private int[] Told => child.Instance.Memory.Array;

    /// <summary>The raw error lists have been read.</summary>
    /// <param name="cells">gets the cells that are compared again.</param>
    public void ReadLists(CellRanges cells)
    {
        for (var folio = 0; folio < IsUnread.Length; folio++)
        {
            if (IsUnread[folio] && !IsHeadStale(folio))
            {
                IsUnread[folio] = false;
                AddErrors(folio, cells);
            }
        }
    }

    /// <summary>What is bad in a hugepage, and what is recorded of it.</summary>
    /// <param name="folio">the hugepage.</param>
    /// <param name="cells">gets the cells.</param>
    public void AddErrors(int folio, CellRanges cells)
    {
        foreach (var table in (TableLayout[])[list, bad])
        {
            cells.Add((table.Offset + (folio * table.RowLength), table.Offset + ((folio + 1) * table.RowLength)));
        }
    }

    /// <summary>The raw error list is: not while an error is taken back, of which the harness reads later what is left; nor while errors become flags, as of what has a flag already nothing is seen.</summary>
    public bool IsListCompared(int folio) => !IsUnread[folio] && !(Begins == Beginning.TakesBack && IsHandled(folio)) && !child.Instance.State.At(folio, Points.MovingPoison).IsTrue;

    /// <summary>What is bad is: not until the call that declares a page good, or out of use, returns.</summary>
    public bool IsBadCompared(int folio) => !(Begins is Beginning.TakesBack or Beginning.TakesOut && IsHandled(folio));

    /// <summary>
    /// A cell is one of a page that is taken off the buddy allocator, with a mark in its private word and a reference: memory failure does that with what is flagged, soft offline before it flags it. Where the page allocator looks at flags the design leaves it out.
    /// </summary>
    public bool IsOfFlaggedPage(int cell) => flagOf[cell] is > 0 and var flag && (Told[flag] != 0 || IsTakenOut(flag)) && Told[headOf[cell]] == 0;

    private bool IsTakenOut(int flag)
    {
        var (state, asked) = (child.Instance.State, child.Instance.State.Failure);
        return Begins == Beginning.TakesOut && asked.Folio.Value.Value >= 0 && flag == flags.Cell(state.Pte[asked.Folio.Value, asked.Page.Value].Value, asked.Slot.Value.Value);
    }

    private bool IsHandled(int folio) => child.Instance.State.Failure.Folio.Value.Value == folio;

    // It is read as the CPU translates.
    private bool IsHeadStale(int folio) => Enumerable.Range(0, child.Instance.Scope.Frames).Any(frame => child.Instance.State.Stale[folio, 0, frame].IsTrue);
}
