namespace Vmemmap.Model.Memory;

/// <summary>The one <c>memory_failure()</c> that <c>mf_mutex</c> admits: the page it was called for, and how far it has got.</summary>
public abstract class Failures<B, N>(Shape shape, ITables<B, N> tables) : Walkers<B, N>(shape, tables)
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>Program counter of memory failure: a number of <see cref="Shape.Failure"/>.</summary>
    public NumberTable<B, N> FailureStage { get; } = tables.Numbers("failure_stage", shape.Failure.Values, [], empty: 0, says: Words.Whole("is at '{value}'"));

    /// <summary>Memory failure holds a reference on its folio.</summary>
    public TruthTable<B, N> FailureHolds { get; } = tables.Truths("failure_holds", [], says: Words.Whole("holds a reference", "holds no reference"));

    /// <summary>Folio of the page that memory failure handles.</summary>
    public NumberTable<B, N> FailureFolio { get; } = tables.Numbers("failure_folio", Domains.FolioOrNone, [], empty: None.Nobody, says: Words.Whole("is in {folio}", "is in no hugepage"));

    /// <summary>Its vmemmap page.</summary>
    public NumberTable<B, N> FailurePage { get; } = tables.Numbers("failure_page", Domains.PageOrNone, [], empty: None.Nobody, says: Words.Whole("is in {value}", "is in no page"));

    /// <summary>Its slot.</summary>
    public NumberTable<B, N> FailureSlot { get; } = tables.Numbers("failure_slot", Domains.Slot, [], empty: 0, says: Words.Whole("is in slot {value}"));

    /// <summary>The folio whose head its <c>compound_head()</c> of the page returned, or nobody where it returned a struct page that is no head, or has not been called.</summary>
    public NumberTable<B, N> FailureHead { get; } = tables.Numbers("failure_head", Domains.FolioOrNone, [], empty: None.Nobody, says: Words.Whole("has found {folio}", "has found no head"));
}
