namespace Vmemmap.Model.Memory;

/// <summary>One call of <c>memory_failure()</c>: the page it was called for, and how far it has got.</summary>
/// <param name="name">what its tables' names begin with.</param>
/// <param name="owner">what readers are told that it is.</param>
/// <param name="shape">the machine.</param>
/// <param name="tables">the meaning, which makes each table.</param>
public sealed class FailureCall<B, N>(string name, string owner, Shape shape, ITables<B, N> tables)
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>How far the call has got: its control point. A number of <see cref="Shape.Failure"/>.</summary>
    public NumberTable<B, N> Stage { get; } = tables.Numbers($"{name}_stage", shape.Failure.Values, [], empty: 0, says: Words.Whole("is at '{value}'") with { Owner = owner });

    /// <summary>It holds a reference on its folio.</summary>
    public TruthTable<B, N> Holds { get; } = tables.Truths($"{name}_holds", [], says: Words.Whole("holds a reference", "holds no reference") with { Owner = owner });

    /// <summary>Folio of the page that it handles.</summary>
    public NumberTable<B, N> Folio { get; } = tables.Numbers($"{name}_folio", Domains.FolioOrNone, [], empty: None.Nobody, says: Words.Whole("is in {folio}", "is in no hugepage") with { Owner = owner });

    /// <summary>Its vmemmap page.</summary>
    public NumberTable<B, N> Page { get; } = tables.Numbers($"{name}_page", Domains.PageOrNone, [], empty: None.Nobody, says: Words.Whole("is in {value}", "is in no page") with { Owner = owner });

    /// <summary>Its slot.</summary>
    public NumberTable<B, N> Slot { get; } = tables.Numbers($"{name}_slot", Domains.Slot, [], empty: 0, says: Words.Whole("is in slot {value}") with { Owner = owner });

    /// <summary>The folio whose head its <c>compound_head()</c> of the page returned, or nobody where it returned a struct page that is no head, or has not been called.</summary>
    public NumberTable<B, N> Head { get; } = tables.Numbers($"{name}_head", Domains.FolioOrNone, [], empty: None.Nobody, says: Words.Whole("has found {folio}", "has found no head") with { Owner = owner });

    /// <summary>It has got to the point; never where the machine has no such point.</summary>
    public B IsAt(ControlPoint point) => shape.Failure.Find(point) is { } number ? Stage.Value == number : false;

    /// <summary>It holds a reference on the folio.</summary>
    public B HoldsOn(N folio) => Holds.Value & Folio.Value == folio;

    /// <summary>It has dropped the last reference of the folio: it is in <c>free_huge_page()</c>, and has not got the lock yet.</summary>
    public B Frees(N folio) => (IsAt(FailurePoints.Freeing) | IsAt(FailurePoints.WaitingForItself)) & Folio.Value == folio;

    /// <summary>It is running on this base page and has not yet recorded the error.</summary>
    public B Reports(N folio, N page, N slot) =>
        Stage.Value >= shape.Failure.First(Phase.Reporting) & Stage.Value < shape.Failure.First(Phase.Working)
        & IsFor(folio, page, slot);

    /// <summary>It is for this base page, and has not returned.</summary>
    public B Handles(N folio, N page, N slot) => !IsAt(FailurePoints.Idle) & IsFor(folio, page, slot);

    /// <summary>It has recorded an error, and counts it when it returns: <c>action_result()</c>. An error that is not the first of its hugepage is counted when it is recorded.</summary>
    public B WillCount => Stage.Value >= shape.Failure.First(Phase.Working) & !IsAt(FailurePoints.PuttingUnderLock) & !IsAt(FailurePoints.WaitingForItself)
        & !Unpoisons & !SoftOfflines;

    /// <summary>It is one of <c>unpoison_memory()</c>, which holds the same mutex.</summary>
    public B Unpoisons => IsAt(FailurePoints.Unpoisoning) | IsAt(FailurePoints.UnpoisoningFree) | IsAt(FailurePoints.UnpoisoningList) | IsAt(FailurePoints.UnpoisoningHeld);

    /// <summary>It is one of <c>soft_offline_page()</c>, which holds the same mutex.</summary>
    public B SoftOfflines => IsAt(FailurePoints.SoftOfflining) | IsAt(FailurePoints.SoftOfflineHolding) | IsAt(FailurePoints.SoftOfflineMigrating) | IsAt(FailurePoints.SoftOfflineMigrated)
        | IsAt(FailurePoints.SoftOfflineDissolving);

    /// <summary>It holds a reference that it drops itself, whatever comes of the hugepage: of an error that is not the first, or as it was called for another reason than an error.</summary>
    public B HoldsForItself => IsAt(FailurePoints.PuttingUnderLock) | IsAt(FailurePoints.UnpoisoningHeld) | IsAt(FailurePoints.SoftOfflineHolding) | IsAt(FailurePoints.SoftOfflineMigrating);

    /// <summary>It has recorded the error of this base page, and is about to take it off the buddy allocator.</summary>
    public B Contains(N folio, N page, N slot) =>
        ((IsAt(FailurePoints.Dissolving) | IsAt(FailurePoints.TakingOff)) & IsFor(folio, page, slot)) | TakesFree(folio, page, slot);

    /// <summary>It has flagged this base page, which had no user, and is about to take it off the buddy allocator.</summary>
    public B TakesFree(N folio, N page, N slot) => IsAt(FailurePoints.TakingOffFree) & IsFor(folio, page, slot);

    /// <summary>From now on this is that call, where the condition holds.</summary>
    public void BecomeIf(B condition, FailureCall<B, N> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Stage.Value = N.If(condition, other.Stage.Value, Stage.Value);
        Holds.Value = (condition & other.Holds.Value) | (!condition & Holds.Value);
        Folio.Value = N.If(condition, other.Folio.Value, Folio.Value);
        Page.Value = N.If(condition, other.Page.Value, Page.Value);
        Slot.Value = N.If(condition, other.Slot.Value, Slot.Value);
        Head.Value = N.If(condition, other.Head.Value, Head.Value);
    }

    /// <summary>Each of the two becomes the other.</summary>
    public void SwapWith(FailureCall<B, N> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (Stage.Value, other.Stage.Value) = (other.Stage.Value, Stage.Value);
        (Holds.Value, other.Holds.Value) = (other.Holds.Value, Holds.Value);
        (Folio.Value, other.Folio.Value) = (other.Folio.Value, Folio.Value);
        (Page.Value, other.Page.Value) = (other.Page.Value, Page.Value);
        (Slot.Value, other.Slot.Value) = (other.Slot.Value, Slot.Value);
        (Head.Value, other.Head.Value) = (other.Head.Value, Head.Value);
    }

    private B IsFor(N folio, N page, N slot) => Folio.Value == folio & Page.Value == page & Slot.Value == slot;
}
