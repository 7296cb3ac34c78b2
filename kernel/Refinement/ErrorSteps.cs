using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Parts;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Kernel.Refinement;

/// <summary>The steps about single base pages that can come next in the design: those of memory failure, and those by which recorded errors become flags.</summary>
internal sealed class ErrorSteps(DesignState design, StepTable steps)
{
    /// <summary>Of each hugepage and each of its base pages whose error is recorded: nothing else is done page by page.</summary>
    public IEnumerable<(Step<Bit, Num> Step, At<Num> At)> OfPages(IReadOnlyList<int> folios) =>
        from folio in folios
        from step in steps.OfPages(design.State.Stage[folio].Value)
        from page in Enumerable.Range(0, design.Instance.Scope.Pages)
        from slot in Enumerable.Range(0, design.Instance.Scope.Slots)
        where design.State.RawList[folio, page, slot].IsTrue
        select (step, AtPage((folio, page, slot)));

    /// <summary>Of memory failure, of errors that are taken back, and of pages that are taken out of use, by each translation of the page that a step may use.</summary>
    /// <param name="place">the base page that it handles; null while it handles none.</param>
    /// <param name="begins">which of them can begin now: at no other time.</param>
    public IEnumerable<(Step<Bit, Num> Step, At<Num> At)> OfFailure((int Folio, int Page, int Slot)? place, Beginning begins) =>
        place is not { } failing ? [] :
        from step in steps.OfFailure(design.State.Failure.Stage.Value.Value)
        where !step.At.Contains(FailurePoints.Idle) || begins == steps.BeginningOf(step)
        from at in PagesOf(step, failing)
        from translated in step.Parameters.Contains(Index.Frame) ? Enumerable.Range(0, design.Instance.Scope.Frames).Select(frame => at.With(Index.Frame, frame)) : [at]
        select (step, translated);

    // The page that a call begins with, or another whose error is recorded with its own.
    private IEnumerable<At<Num>> PagesOf(Step<Bit, Num> step, (int Folio, int Page, int Slot) failing) =>
        step.Parameters.Contains(Index.Folio) ? [AtPage(failing)]
        : !step.Parameters.Contains(Index.Page) ? [default]
        : from page in Enumerable.Range(0, design.Instance.Scope.Pages)
          from slot in Enumerable.Range(0, design.Instance.Scope.Slots)
          where design.State.RawList[failing.Folio, page, slot].IsTrue
          select default(At<Num>).With(Index.Page, page).With(Index.Slot, slot);

    private static At<Num> AtPage((int Folio, int Page, int Slot) place) =>
        default(At<Num>).With(Index.Folio, place.Folio).With(Index.Page, place.Page).With(Index.Slot, place.Slot);
}
