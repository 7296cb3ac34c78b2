using Vmemmap.Model.Symbolic;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Verify.Show;

/// <summary>What "the hugepage" and "the page" are in one step: its parameters, or what memory failure was called for, or the walker is at.</summary>
internal sealed class Scene
{
    private readonly Term? folio, page, slot;
    private readonly ShownTables tables;

    /// <summary>The scene of a step.</summary>
    /// <param name="tables">the tables of its machine.</param>
    /// <param name="parameters">the variables that choose the instance.</param>
    /// <param name="mentions">every term of the step: a step of memory failure or of the walker mentions its page.</param>
    public Scene(ShownTables tables, IReadOnlyList<Index> parameters, IEnumerable<Term> mentions)
    {
        this.tables = tables;
        var known = new TermUses(mentions).InOrder;
        (folio, page, slot) = (Find(Index.Folio, tables.FoliosOfActors), Find(Index.Page, tables.PagesOfActors), Find(Index.Slot, tables.SlotsOfActors));

        Term? Find(Index index, IReadOnlyList<string> ofActors) => parameters.Contains(index)
            ? TermBank.Current.Unknown(TermVariables.NameOf(index))
            : parameters.Contains(Index.Folio) ? null : known.FirstOrDefault(term => term.Kind == TermKind.Cell && ofActors.Contains(term.Table.Name));
    }

    private int KeptPages => tables.Shape.Layout.KeptPages;

    /// <summary>Is it the hugepage of the step?</summary>
    public bool IsFolio(Term term) => term == folio;

    /// <summary>Is it the base page of the step?</summary>
    public bool IsPage(Term number, Term place) => number == page && place == slot;

    /// <summary>The frame is that of the vmemmap page that holds the head.</summary>
    public bool IsHeadFrame(Term frame) => PageOf(frame) is { Kind: TermKind.Integer, Value: 0 };

    /// <summary>The frame is the one that tails share; where it is that of the head too, it goes by that name.</summary>
    public bool IsSharedFrame(Term frame) => PageOf(frame) is { Kind: TermKind.Integer } number && number.Value == KeptPages - 1;

    /// <summary>The frame is the next that leaves the list.</summary>
    public bool IsFrontOfList(Term frame) => IsCell(frame, tables.List) && IsFolio(frame.Arguments[0])
        && frame.Arguments[1] is { Kind: TermKind.Sum } last
        && IsCell(last.Arguments[0], tables.ListLength) && last.Arguments[1] is { Kind: TermKind.Integer, Value: -1 };

    /// <summary>The vmemmap page of the step's hugepage that is mapped to the frame, or null.</summary>
    public Term? PageOf(Term frame) => IsCell(frame, tables.Pte) && IsFolio(frame.Arguments[0]) ? frame.Arguments[1] : null;

    private static bool IsCell(Term term, string table) => term.Kind == TermKind.Cell && term.Table.Name == table;
}
