using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Parts;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Kernel.Refinement;

/// <summary>
/// The steps of a machine by what they need: so that for an event of the child only those are tried that speak of the folio it is about, at the control point where that is, and of its frame. Nothing else is
/// known of any step here.
/// </summary>
internal sealed class StepTable
{
    private readonly Step<Bit, Num>[][] byStage, ofPages;
    private readonly Step<Bit, Num>[][] byFailureStage;
    private readonly Step<Bit, Num>[] anywhere;
    private readonly HashSet<string> ofSoftOffline;

    public StepTable(Machine<Bit, Num> machine)
    {
        var points = machine.Shape.Hugepage.InOrder;
        var steps = machine.Steps.Where(step => step.Mishap == Mishap.None).ToList();
        var ofFolio = steps.Where(IsOfFolio).ToList();
        byStage = [.. points.Select(point => ofFolio.Where(step => step.At.Contains(point)).ToArray())];
        ofPages = [.. points.Select(point => steps.Where(step => step.Parameters is [Index.Folio, Index.Page, Index.Slot] && step.At.Contains(point)).ToArray())];
        anywhere = [.. ofFolio.Where(step => step.At.Count == 0)];
        OfFrame = [.. steps.Where(step => step.Parameters is [Index.Frame] && step.At.Count == 0 && step.Through is null)];
        OfPool = [.. steps.Where(step => step.Parameters.Count == 0 && step.At.Count == 0 && step.Through is null)];
        OfReader = [.. steps.Where(step => step.At.Any(point => point.Actor == Actor.Reader))];
        var ofFailure = machine.Steps.Where(step => step.Mishap != Mishap.FrameFails && step.At.Any(point => point.Actor == Actor.MemoryFailure)).ToList();
        byFailureStage = [.. machine.Shape.PointsOf(Actor.MemoryFailure).InOrder.Select(point => ofFailure.Where(step => step.At.Contains(point)).ToArray())];
        ofSoftOffline = [.. machine.Design.Parts.OfType<SoftOffline>().SelectMany(part => part.Steps<Bit, Num>(machine.Design.Parts)).Select(step => step.Name)];
        Walks = [.. points.Select(point => point.Walk != PageWalk.None)];
    }

    /// <summary>Steps of whoever has a frame.</summary>
    public Step<Bit, Num>[] OfFrame { get; }

    /// <summary>Steps that are of no hugepage and no frame.</summary>
    public Step<Bit, Num>[] OfPool { get; }

    /// <summary>Steps of the reader.</summary>
    public Step<Bit, Num>[] OfReader { get; }

    /// <summary>Steps that memory failure can take at a control point of its own, by its number.</summary>
    public Step<Bit, Num>[] OfFailure(int stage) => byFailureStage[stage];

    /// <summary>Which call begins with a step that memory failure's actor takes when it is idle.</summary>
    public Beginning BeginningOf(Step<Bit, Num> step) => ofSoftOffline.Contains(step.Name) ? Beginning.TakesOut : step.Mishap == Mishap.None ? Beginning.TakesBack : Beginning.Reports;

    /// <summary>By the number of a hugepage's control point: a walk over vmemmap pages goes on there.</summary>
    public bool[] Walks { get; }

    /// <summary>Steps that the operation on a folio can take at a control point, by its number.</summary>
    public Step<Bit, Num>[] At(int stage) => byStage[stage];

    /// <summary>Steps that the operation on a folio can take for one of its base pages.</summary>
    public Step<Bit, Num>[] OfPages(int stage) => ofPages[stage];

    /// <summary>Steps of a folio that can be taken wherever its operation is.</summary>
    public Step<Bit, Num>[] Anywhere => anywhere;

    // Of one folio, and at most one frame of it. Steps of single base pages are those of users, drivers and errors.
    private static bool IsOfFolio(Step<Bit, Num> step) =>
        step.Parameters is [Index.Folio] or [Index.Folio, Index.Frame] && step.Through is null && step.At.All(point => point.Actor == Actor.Hugepage);
}
