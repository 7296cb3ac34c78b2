using Vmemmap.Kernel.Abstraction;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Memory;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Kernel.Refinement;

/// <summary>
/// Which cells of the state that stands for the child and of the design's state have to be equal. Ghosts never: they are the design's; nor what is read when a call returns only (<see cref="TableSource.Judged"/>). All others always, but for contents of frames that no CPU can translate to, and of
/// the one that a rollback is overwriting; for how far memory failure has got, and for a raw error list that the harness has not read (<see cref="ComparedErrors.IsUnread"/>); for the place of a walk where there is none; for a lookup that has not answered; and for what someone has changed in the middle of what is one step (<see cref="Hold"/>).
/// </summary>
internal sealed class Comparison
{
    // The last struct page that carries data of a folio: __page_3 of struct folio, before v6.2 SUBPAGE_INDEX_HWPOISON.
    private const int LastWithData = 4;

    private readonly ChildState child;
    private readonly DesignState design;
    private readonly Rule[] rules;
    private readonly int[] rows, folios;
    private readonly bool[] walks;
    private readonly byte[] holders;
    private readonly int[] copied, rolledBack;
    private readonly bool[] isOtherData, isDataOfHead, isListData, isListWord;
    private readonly TableLayout[] contents;
    private readonly TableLayout cursor, entries, list, bad;

    public Comparison(ChildState child, DesignState design, StepTable steps)
    {
        (this.child, this.design, walks) = (child, design, steps.Walks);
        var memory = child.Instance.Memory;
        var state = child.Instance.State;
        Errors = new(child);
        (Stage, cursor, entries, list, bad) = (TableLayout.Of(state.Stage), TableLayout.Of(state.Cursor), TableLayout.Of(state.Pte), TableLayout.Of(state.RawList), TableLayout.Of(state.Bad));
        Readers = [TableLayout.Of(state.ReaderStage), TableLayout.Of(state.ReaderLive), TableLayout.Of(state.ReaderPage), TableLayout.Of(state.ReaderSlot), TableLayout.Of(state.ReaderHead)];
        (rules, rows, folios, holders) = (new Rule[memory.Cells.Length], new int[memory.Cells.Length], new int[memory.Cells.Length], new byte[memory.Cells.Length]);
        foreach (var table in memory.Layouts)
        {
            var rule = RuleOf(table);
            for (var cell = table.Offset; cell < table.Offset + table.Length; cell++)
            {
                (rules[cell], rows[cell]) = (rule, table.IndicesOf(cell).I);
                folios[cell] = table.Indices is [Index.Folio, ..] ? rows[cell] : None.Nobody;
            }
        }
        contents = [.. memory.Layouts.Where(table => RuleOf(table) == Rule.Contents)];
        IsLooking = new bool[child.Instance.Scope.Folios];
        (copied, rolledBack) = (new int[child.Instance.Scope.Folios], new int[child.Instance.Scope.Folios]);
        (isOtherData, isDataOfHead, isListData, isListWord) = (new bool[memory.Cells.Length], new bool[memory.Cells.Length], new bool[memory.Cells.Length], new bool[memory.Cells.Length]);
        var data = TableLayout.Of(state.Metadata);
        for (var cell = data.Offset; cell < data.Offset + data.Length; cell++)
        {
            var slot = data.IndicesOf(cell).J;
            isOtherData[cell] = slot > 0 && slot < state.SpecialSlot.Value;
            isListData[cell] = slot > state.SpecialSlot.Value && slot <= LastWithData;
            isDataOfHead[cell] = slot == 0;
            isListWord[cell] = child.Instance.Design.Layout.ListBeginsBehindReset && (IsList(slot) || IsList(slot + state.ResetCount.Value));
        }
    }

    /// <summary>What of memory errors is compared now.</summary>
    public ComparedErrors Errors { get; }

    /// <summary>The table of control points of hugepages.</summary>
    public TableLayout Stage { get; }

    /// <summary>The tables of readers.</summary>
    public TableLayout[] Readers { get; }

    /// <summary>By folio: a lookup has not answered.</summary>
    public bool[] IsLooking { get; }

    /// <summary>What the pool counts is compared: not after one of several hugepages that are done something to in one hold of <c>hugetlb_lock</c>.</summary>
    public bool IsPoolCompared { get; set; } = true;

    private int[] Told => child.Instance.Memory.Array;

    /// <summary>What somebody has changed in the middle of a step is not compared before its end.</summary>
    public void Hold((int From, int To) range, int actor) => holders.AsSpan(range.From, range.To - range.From).Fill((byte)(actor + 1));

    /// <summary>It is compared again.</summary>
    public void Release((int From, int To) range) => holders.AsSpan(range.From, range.To - range.From).Clear();

    /// <summary>The cells whose comparison may turn out otherwise as these have changed in the child: themselves, the contents of a frame that is mapped now, and the walk at another control point.</summary>
    public void AddConcerned((int From, int To) range, CellRanges cells)
    {
        cells.Add(range);
        if (rules[range.From] is not (Rule.Stage or Rule.Entry))
        {
            return;
        }
        for (var cell = range.From; cell < range.To; cell++)
        {
            if (rules[cell] == Rule.Stage)
            {
                cells.Add(cursor.Cell(rows[cell]), isFirst: true);
            }
            for (var number = 0; rules[cell] == Rule.Entry && number < contents.Length; number++)
            {
                var first = contents[number].Offset + Told[cell] * contents[number].RowLength;
                cells.Add((first, first + contents[number].RowLength));
            }
        }
    }

    /// <summary>The folio that a cell is of; nobody where it is of none.</summary>
    public int FolioOf(int cell) => folios[cell];

    /// <summary>To be called before <see cref="Agrees(int)"/>: which frames does a rollback overwrite?</summary>
    public bool FindCopied()
    {
        var isAny = false;
        for (var folio = 0; folio < copied.Length; folio++)
        {
            rolledBack[folio] = design.State.At(folio, Points.RollingBack).IsTrue ? design.State.ListFront(folio).Value : None.Nobody;
            copied[folio] = design.State.IsCopying(folio).IsTrue ? rolledBack[folio] : None.Nobody;
            isAny |= copied[folio] != None.Nobody;
        }
        return isAny;
    }

    /// <summary>The cell is equal in both, or does not have to be.</summary>
    public bool Agrees(int cell) => Told[cell] == design.Cells[cell] || !IsCompared(cell);

    /// <summary>So are all of these.</summary>
    public bool Agrees((int From, int To) range)
    {
        if (Told.AsSpan(range.From, range.To - range.From).SequenceEqual(design.Cells.AsSpan(range.From, range.To - range.From)))
        {
            return true;
        }
        for (var cell = range.From; cell < range.To; cell++)
        {
            if (!Agrees(cell))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>A step of the design that changes no other cells is hidden: it says where the code has got to, or is done where nobody can see it.</summary>
    public bool IsHidden(int cell) => rules[cell] switch
    {
        Rule.Never or Rule.Stage or Rule.Cursor or Rule.Failure or Rule.Reader => true,
        Rule.List => !Errors.IsListCompared(rows[cell]) || Told[cell] == design.Cells[cell],
        Rule.Bad => !Errors.IsBadCompared(rows[cell]) || Told[cell] == design.Cells[cell],
        Rule.Contents => !child.IsReachable(rows[cell]) || Told[cell] == design.Cells[cell] || IsOfErrors(cell),
        _ => false,
    };

    private bool IsCompared(int cell) => holders[cell] == 0 && rules[cell] switch
    {
        Rule.Never => false,
        Rule.Contents => child.IsReachable(rows[cell]) && !copied.Contains(rows[cell]) && !IsOfErrors(cell)
            && !((isOtherData[cell] || (Errors.HasErrors && isListData[cell])) && MayCarryData(rows[cell])) && !(isDataOfHead[cell] && rolledBack.Contains(rows[cell])),
        Rule.Cursor => walks[Told[Stage.Cell(rows[cell])]],
        Rule.Failure => (child.Instance.State.At(FailurePoints.Idle) | (Errors.MustBegin & design.State.At(FailurePoints.Idle))).IsTrue,
        Rule.List => Errors.IsListCompared(rows[cell]),
        Rule.Bad => Errors.IsBadCompared(rows[cell]),
        Rule.Reader => !IsLooking[rows[cell]],
        Rule.Pool => IsPoolCompared,
        _ => true,
    };

    private bool IsOfErrors(int cell) => (Errors.HasErrors && isListWord[cell]) || Errors.IsOfFlaggedPage(cell);

    // Where the list begins behind what is reset, the first struct page that is not stands for the one that it is in. From either it is copied to where a reset begins.
    private bool IsList(int slot) => slot >= child.Instance.State.ListSlot.Value && slot <= LastWithData;

    // In the design one struct page stands for all that carry data of a folio (Shape.SpecialSlot): of the others nothing is compared where they may, behind a head or a copy of one.
    // Nor is what a copy of the head has, while a rollback resets it word by word: its flags say first that it is no head, and its private word (which has HPageVmemmapOptimized by then, v6.7) goes later.
    private bool MayCarryData(int frame) => child.Instance.State.PgHead[frame, 0].IsTrue || rolledBack.Contains(frame);

    private Rule RuleOf(TableLayout table) =>
        TableSources.Of[table.Name].Source is TableSource.Ghost or TableSource.Judged ? Rule.Never
        : table == Stage ? Rule.Stage
        : table == cursor ? Rule.Cursor
        : table == TableLayout.Of(child.Instance.State.Failure.Stage) ? Rule.Failure
        : table == entries ? Rule.Entry
        : table == list ? Rule.List
        : table == bad ? Rule.Bad
        : Readers.Contains(table) ? Rule.Reader
        : IsOfPool(table, child.Instance.State) ? Rule.Pool
        : table.Indices is [Index.Frame, Index.Slot] ? Rule.Contents
        : Rule.Always;

    private static bool IsOfPool(TableLayout table, State<Bit, Num> state) =>
        new[] { state.FreeHugepages, state.ReservedHugepages, state.AllHugepages, state.SurplusHugepages }.Any(counter => counter is not null && table == TableLayout.Of(counter));

    private enum Rule : byte
    {
        Never,
        Always,
        Stage,
        Entry,
        Contents,
        Cursor,
        Failure,
        List,
        Bad,
        Reader,
        Pool,
    }
}
