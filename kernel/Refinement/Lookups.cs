using Vmemmap.Kernel.Abstraction;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Parts;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Kernel.Refinement;

/// <summary>
/// Lookups of readers who hold no reference: each load of the code is a load of the design's reader, from the same frame. The design has one reader for each folio, as readers change nothing; a second one at the same
/// time is not followed, nor is one that meets a block in the making. Where the code makes no loads of the fake-head test, its static key is off: so the design's reader finds it.
/// </summary>
internal sealed class Lookups(ChildState child, StructPageLayout layout, StepTable steps, StepsTaken taken)
{
    private readonly bool[] isFollowed = new bool[Position.Actors];
    private readonly int[] running = new int[child.Instance.Scope.Folios];
    private readonly int compoundHead = layout.WordOf.CompoundHead, flags = layout.WordOf.Flags;

    /// <summary>The event belongs to a lookup.</summary>
    public static bool Concerns(KernelEvent happened) => happened is WordLoaded or LookupAnswered or CallBegun { Call.Kind: CallKind.Look } or CallReturned { Call.Kind: CallKind.Look };

    /// <summary>The folio whose reader must be as the code's after this event, or null.</summary>
    public int? Compared(KernelEvent happened) => happened switch
    {
        LookupAnswered when child.Position.Call is { } call && isFollowed[child.Position.Actor] => call.Block,
        CallReturned returned when running[returned.Call.Block] == 0 => returned.Call.Block,
        _ => null,
    };

    /// <summary>The code may make no more loads, as no hugepage counts as optimised: the static key is 0. Then the design's reader finds it off now, or when the code has answered, as it may have become 0 later.</summary>
    public bool MayBeOver(KernelEvent happened, DesignState design) =>
        happened is WordLoaded && isFollowed[child.Position.Actor] && child.Position.Call is { } call
        && !design.State.At(call.Block, ReaderPoints.Idle).IsTrue && !design.State.At(call.Block, ReaderPoints.Answered).IsTrue
        && Enumerable.Range(0, running.Length).All(folio => design.State.KeyMayBeOff(folio).IsTrue);

    /// <summary>The design's reader finds the static key off.</summary>
    public void FindKeyOff(DesignState design) => Finish(child.Position.Call!.Value.Block, design);

    /// <summary>The code makes a load, though the design's reader has made all: it is not where that is.</summary>
    public bool IsRefuted(KernelEvent happened, DesignState design) =>
        happened is WordLoaded loaded && loaded.Word == flags && isFollowed[child.Position.Actor] && child.Position.Call is { } call && design.State.At(call.Block, ReaderPoints.Answered).IsTrue;

    /// <summary>The design's reader does what the code does.</summary>
    /// <returns>false where it cannot make the load that the code makes.</returns>
    public bool Follow(KernelEvent happened, DesignState design)
    {
        switch (happened)
        {
            case WordLoaded loaded when isFollowed[child.Position.Actor] && child.Position.Call is { } call:
                return Load(loaded, call, design);
            case LookupAnswered when isFollowed[child.Position.Actor] && child.Position.Call is { } call:
                Finish(call.Block, design);
                break;
            case CallReturned returned when running[returned.Call.Block] == 0:
                Finish(returned.Call.Block, design);
                TakeOne(returned.Call.Block, design, step => step.Parameters.Count == 1, default);
                break;
        }
        return true;
    }

    /// <summary>Notes which lookups run: to be called before any state of the design follows.</summary>
    public void Note(KernelEvent happened, Comparison comparison)
    {
        switch (happened)
        {
            case CallBegun begun:
                isFollowed[child.Position.Actor] = running[begun.Call.Block]++ == 0;
                comparison.IsLooking[begun.Call.Block] = true;
                break;
            case WordLoaded loaded when child.Position.Call is { } call:
                var (folio, page) = child.PageOf(loaded.Page);
                isFollowed[child.Position.Actor] &= page >= 0 && child.NumberOf(loaded.Frame) >= 0 && folio == call.Block && !child.Position.IsBeingMade(folio);
                break;
            case LookupAnswered when isFollowed[child.Position.Actor] && child.Position.Call is { } call:
                comparison.IsLooking[call.Block] = false;
                break;
            case CallReturned returned:
                comparison.IsLooking[returned.Call.Block] = --running[returned.Call.Block] > 0;
                break;
        }
    }

    private bool Load(WordLoaded loaded, Call call, DesignState design)
    {
        var (state, slots) = (design.State, design.Instance.Scope.Slots);
        var (folio, page) = child.PageOf(loaded.Page);
        var frame = child.NumberOf(loaded.Frame);
        var (slot, word) = state.At(folio, ReaderPoints.Idle).IsTrue ? (call.Index % slots, compoundHead)
            : state.At(folio, ReaderPoints.TestingFlag).IsTrue ? (call.Index % slots, flags)
            : state.At(folio, ReaderPoints.ReadingNext).IsTrue ? (1, compoundHead)
            : (-1, -1);
        if ((loaded.Slot, loaded.Word) != (slot, word))
        {
            return true;
        }
        var at = (default(At<Num>) with { Folio = folio }).With(Index.Page, page).With(Index.Slot, loaded.Slot).With(Index.Frame, frame);
        return TakeOne(folio, design, step => step.Parameters.Contains(Index.Frame), at);
    }

    // Up to the answer: that the key is off, or else with the translations of now.
    private void Finish(int folio, DesignState design)
    {
        var canGoOn = !(design.State.At(folio, ReaderPoints.TestingFlag).IsTrue && TakeOne(folio, design, step => step.Parameters.Count == 1, default));
        while (canGoOn && !design.State.At(folio, ReaderPoints.Idle).IsTrue && !design.State.At(folio, ReaderPoints.Answered).IsTrue)
        {
            var at = (default(At<Num>) with { Folio = folio }).With(Index.Frame, design.State.Pte[folio, design.State.ReaderPage[folio]]);
            canGoOn = TakeOne(folio, design, step => step.Parameters.Contains(Index.Frame), at);
        }
    }

    private bool TakeOne(int folio, DesignState design, Func<Step<Bit, Num>, bool> isMeant, At<Num> at)
    {
        at = at.With(Index.Folio, folio);
        if (Array.Find(steps.OfReader, step => isMeant(step) && design.TryTake(step, at)) is not { } found)
        {
            return false;
        }
        taken.Add(found, at);
        return true;
    }
}
