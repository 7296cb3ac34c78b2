using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Symbolic;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Control;

/// <summary>Where a step begins: the cell that its guard looks at first, as a rule the program counter of who takes it, and what it says of it there.</summary>
/// <param name="Counter">the cell.</param>
/// <param name="Holds">the conjunct of the guard.</param>
internal sealed record Beginning(Term Counter, Term Holds)
{
    /// <summary>The cell is that of the folio that the step works on, or there is only one.</summary>
    public bool IsKnownByFolio { get; } = Counter.Arguments.All(argument => argument.Kind == TermKind.Unknown && TermVariables.IndexOf(argument) == Index.Folio);

    /// <summary>There is one such cell for each folio.</summary>
    public bool IsOfFolio => Counter.Arguments.Count > 0;

    /// <summary>Of a step; null where its guard looks at no cell.</summary>
    public static Beginning? Of(RecordedStep step) => step.Guard.SelectMany(conjunct => Cells(conjunct.Holds).Select(cell => new Beginning(cell, conjunct.Holds))).FirstOrDefault();

    /// <summary>With which values of the cell the step can be enabled: for each that its table can hold, the least first.</summary>
    /// <param name="table">the table of the cell.</param>
    public bool[] AllowedBy(TableLayout table) =>
        [.. Enumerable.Range(table.Low, table.High - table.Low + 1).Select(value => new NumberFor(Counter, value).In(Holds) != TermBank.Current.False)];

    // Those that a term looks at, in order.
    private static IEnumerable<Term> Cells(Term term) => term.Kind == TermKind.Cell ? [term] : term.Arguments.SelectMany(Cells);
}
