using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Properties.Control;
using Vmemmap.Properties.Stories.Changes;
using Vmemmap.Properties.Stories.Explanations;
using Vmemmap.Properties.Stories.Retold;
using Vmemmap.Properties.Traces;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Stories;

/// <summary>A vmemmap page and what the page table says of it.</summary>
/// <param name="Name">the page.</param>
/// <param name="Frame">the frame that it is mapped to; negative where to none.</param>
/// <param name="IsWritable">stores through it are allowed.</param>
/// <param name="IsBad">memory that one of its struct pages describes is bad.</param>
/// <param name="Stale">other frames that some CPU may still reach it at.</param>
public sealed record PicturedPage(string Name, int Frame, bool IsWritable, bool IsBad, IReadOnlyList<int> Stale);

/// <summary>A frame.</summary>
/// <param name="Owner">who has it, in a few words.</param>
/// <param name="IsBad">it is bad memory itself.</param>
public sealed record PicturedFrame(string Owner, bool IsBad);

/// <summary>A state: which page is mapped to which frame.</summary>
/// <param name="Pages">the vmemmap pages of all hugepages.</param>
/// <param name="Frames">the frames, by their numbers.</param>
public sealed record PicturedState(IReadOnlyList<PicturedPage> Pages, IReadOnlyList<PicturedFrame> Frames);

/// <summary>A step and the state after it.</summary>
/// <param name="Who">who acts; where there are several hugepages, on which.</param>
/// <param name="Line">the kernel function, or what somebody else does.</param>
/// <param name="Changes">everything that changed, in words.</param>
/// <param name="After">the state.</param>
public sealed record SteppedMoment(string Who, string Line, IReadOnlyList<string> Changes, PicturedState After);

/// <summary>A counterexample to be gone through step by step, with a picture of each state.</summary>
/// <param name="Scope">the sizes.</param>
/// <param name="Start">the state where it begins.</param>
/// <param name="Moments">the steps.</param>
/// <param name="Wrong">what is wrong in the end.</param>
public sealed record SteppedStory(string Scope, PicturedState Start, IReadOnlyList<SteppedMoment> Moments, string Wrong)
{
    /// <summary>The story of a counterexample of a design, the same that <see cref="Story"/> tells.</summary>
    /// <param name="trace">the counterexample.</param>
    /// <param name="design">its design.</param>
    /// <exception cref="InvalidOperationException">The trace does not replay.</exception>
    public static SteppedStory Of(Trace trace, Design design)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(design);
        RetoldCounterexample told = new(trace, design, bug: null);
        var (scope, start) = (told.Now.Scope, Pictured(told.Start.State, told.Now.Scope));
        // A moment's states are those around it only until the next is asked for.
        var performers = Performers.Of(design);
        List<SteppedMoment> moments = [.. told.Moments().Select(moment => new SteppedMoment(Who(moment), StepWords.Line(moment), [.. Telling.Of(moment).Select(change => change.Words)], Pictured(moment.After, scope)))];
        var why = Explanation.Of(told);
        return new(new Names(scope).ScopeLine(), start, moments, Finding.Say(told, why, Place.Of(told, why)));

        string Who(Moment moment) => performers[moment.Step.Name] is Performer.Operation && scope.Folios > 1 && moment.Step.Parameters.Contains(Index.Folio)
            ? $"{Performers.Title(Performer.Operation)} {moment.Names.Folio(moment.At.Folio.Value)}"
            : Performers.Title(performers[moment.Step.Name]);
    }

    /// <summary>The picture of a state.</summary>
    /// <param name="state">the state.</param>
    /// <param name="scope">its sizes.</param>
    public static PicturedState Pictured(State<Bit, Num> state, Scope scope)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(scope);
        Names names = new(scope);
        return new(
            [
                .. Enumerable.Range(0, scope.Folios).SelectMany(h => Enumerable.Range(0, scope.Pages).Select(v => new PicturedPage(
                    names.Page(h, v), state.Pte[h, v].Value, state.Writable[h, v].IsTrue,
                    Enumerable.Range(0, scope.Slots).Any(slot => state.Bad[h, v, slot].IsTrue),
                    [.. Enumerable.Range(0, scope.Frames).Where(f => state.Stale[h, v, f].IsTrue && state.Pte[h, v].Value != f)]))),
            ],
            [.. Enumerable.Range(0, scope.Frames).Select(f => new PicturedFrame(names.OwnerOf(state, f), state.FrameBad[f].IsTrue))]);
    }
}
