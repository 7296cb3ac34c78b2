using Vmemmap.Model.Concrete;
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

    /// <summary>Of memory failure, by each translation of the page that its step may use.</summary>
    /// <param name="place">the base page that it handles; null while it handles none.</param>
    /// <param name="isReport">it begins now: at no other time.</param>
    public IEnumerable<(Step<Bit, Num> Step, At<Num> At)> OfFailure((int Folio, int Page, int Slot)? place, bool isReport)
    {
        if (place is not { } failing)
        {
            yield break;
        }
        foreach (var step in steps.OfFailure(design.State.Failure.Stage.Value.Value))
        {
            if (step.Mishap != Mishap.None && !isReport)
            {
                continue;
            }
            if (step.Parameters is not [Index.Frame])
            {
                yield return (step, step.Parameters.Count == 0 ? default : AtPage(failing));
                continue;
            }
            for (var frame = 0; frame < design.Instance.Scope.Frames; frame++)
            {
                yield return (step, default(At<Num>).With(Index.Frame, frame));
            }
        }
    }

    private static At<Num> AtPage((int Folio, int Page, int Slot) place) =>
        default(At<Num>).With(Index.Folio, place.Folio).With(Index.Page, place.Page).With(Index.Slot, place.Slot);
}
