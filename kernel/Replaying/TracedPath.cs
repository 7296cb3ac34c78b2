using Vmemmap.Kernel.Protocol;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Parts;
using Vmemmap.Properties.Traces;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Kernel.Replaying;

/// <summary>A step of a counterexample; what is repeated for each vmemmap page stands once.</summary>
/// <param name="Name">its name.</param>
/// <param name="IsOther">taken by the other actor, a lookup or memory failure; else by the operation on the hugepage.</param>
/// <param name="Call">the number of the operation's call that it belongs to.</param>
/// <param name="Place">the base page that it is about, counted in the hugepage.</param>
/// <param name="GoesByOld">it loads by a translation that the page table does not hold any longer.</param>
/// <param name="EndsFailure">memory failure returns with it: what it still does in the code changes nothing.</param>
/// <param name="Repeats">how often it is taken.</param>
public sealed record TracedStep(string Name, bool IsOther, int Call, int Place, bool GoesByOld, bool EndsFailure, int Repeats = 1);

/// <summary>The path of a counterexample, as the code can go it: which calls take its steps, in which order, and which of the steps nobody here takes.</summary>
/// <param name="Steps">the steps, in order.</param>
/// <param name="Calls">the calls of the operation, in order.</param>
/// <param name="Other">the lookup that runs meanwhile, or the call of memory failure; or null.</param>
/// <param name="Stranger">the first step that nobody here takes, and its number in the counterexample; null where there is none.</param>
public sealed record TracedPath(IReadOnlyList<TracedStep> Steps, IReadOnlyList<Call> Calls, Call? Other, (int Number, string Step)? Stranger)
{
    private const int SlotsPerPage = 64;

    /// <summary>The step in which memory failure dissolves the hugepage: it does itself what the operation does elsewhere.</summary>
    private const string DissolvesItself = "dissolve-free-page";

    // Which call takes a step that begins something. All others follow within the call.
    private static readonly Dictionary<string, CallKind> Begins = new()
    {
        ["alloc-hugepage"] = CallKind.Alloc, ["remove-from-pool"] = CallKind.Dissolve, ["dequeue"] = CallKind.Take, ["give-back"] = CallKind.Give,
    };

    // The same where lists of hugepages leave the pool (v6.7). A new one comes to it without a last reference that is dropped: what is too many was in use.
    private static readonly Dictionary<string, CallKind> BeginsInLists = new(Begins)
    {
        ["remove-from-pool"] = CallKind.Shrink, ["dissolve-hugepage"] = CallKind.Dissolve,
    };

    // Of other users of memory, drivers, walkers, errors of frames, hugepages of files or that cannot be unmapped: the harness does not play them.
    private static readonly string[] Strangers =
    [
        "frame-to-user", "user-", "page-to-user", "pin", "unpin", "walker-", "memory-failure-of-frame", "record-fails", "unmap-users", "leave-file-page", "leave-mapped-page", "instantiate", "isolate", "move-raw-error", "leak-",
    ];

    /// <summary>The number of the step in which memory failure dissolves the hugepage itself; null where there is none.</summary>
    public int? DissolvesAt => Steps.Select((step, number) => (step, number)).Where(one => one.step.Name == DissolvesItself).Select(one => (int?)one.number).FirstOrDefault();

    /// <summary>The names of the steps, in order.</summary>
    public IEnumerable<string> Names => Steps.Select(step => step.Name);

    /// <summary>The path of a counterexample. Runs of the design begin with the hugepage made, those of the code make it first.</summary>
    public static TracedPath Of(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var design = Catalogue.Find(trace.Design)!;
        Instance instance = new(design, trace.Scope);
        List<TracedStep> steps = [];
        var (begins, needsAnother) = design.Parts.Has<FreeInBulk>() ? (BeginsInLists, false) : (Begins, NeedsAnother(trace));
        List<Call> calls = [.. needsAnother ? [new(CallKind.Surplus, 1)] : Array.Empty<Call>(), new(CallKind.Alloc, 0)];
        Call? other = null;
        var (isOthers, canFollow) = (false, true);
        foreach (var (move, number) in trace.Moves.Select((move, number) => (move, number + 1)))
        {
            var step = instance.Machine.Steps.Single(one => one.Name == move.Step);
            var actor = step.At is [var point, ..] ? point.Actor : Actor.Hugepage;
            var isOther = actor != Actor.Hugepage || isOthers;
            var called = actor switch
            {
                Actor.Reader => new Call(CallKind.Look, 0, other?.Index ?? PlaceOf(move)),
                Actor.MemoryFailure => new Call(CallKind.Fail, 0, other?.Index ?? PlaceOf(move)),
                _ => other,
            };
            isOthers |= move.Step == DissolvesItself;
            // alloc_surplus_hugetlb_folio() makes none of 1 GiB.
            var isGiven = begins == BeginsInLists && move.Step == "free-surplus" && !IsGigantic(trace.Moves.Select(one => one.Step));
            if ((move.Step == "alloc-surplus" || isGiven) && calls is [.., { Kind: CallKind.Alloc }])
            {
                // Made for its user: that is known at the end only.
                calls[^1] = new(CallKind.Surplus, 0);
            }
            CallKind? begun = isGiven && calls[^1].Kind != CallKind.Give ? CallKind.Give : begins.TryGetValue(move.Step, out var kind) ? kind : null;
            if (!isOther && begun is not null)
            {
                calls.Add(new(begun.Value, 0));
            }
            var isTooMany = isOther && steps.FindIndex(one => one.IsOther) is >= 0 and var first && calls.Count - steps[first].Call > Racer.MostCalls;
            if (Array.Exists(Strangers, beginning => move.Step.StartsWith(beginning, StringComparison.Ordinal)) || move.At.Folio.Value != 0 || (other is { } known && known != called) || isTooMany)
            {
                return new(steps, calls, other, (number, move.Step));
            }
            other = called;
            var goesByOld = canFollow && isOther && IsOld(instance, step, move);
            canFollow = canFollow && instance.IsEnabled(step, move.At);
            if (canFollow)
            {
                instance.Take(step, move.At);
            }
            var endsFailure = canFollow && actor == Actor.MemoryFailure && instance.State.Failure.IsAt(FailurePoints.Idle).IsTrue;
            TracedStep traced = new(move.Step, isOther, calls.Count - 1, other?.Index ?? 0, goesByOld, endsFailure);
            if (steps is [.., var last] && actor != Actor.Reader && last with { Repeats = 1 } == traced)
            {
                steps[^1] = last with { Repeats = last.Repeats + 1 };
            }
            else
            {
                steps.Add(traced);
            }
        }
        return new(steps, calls, other, null);
    }
    /// <summary>
    /// The machine in which the code may go this way. A counterexample in which an optimise fails half-way needs more than one page table: 1 GiB. Then the second one cannot be had; or the first one, or the last frame of a
    /// restore. Where a hugepage is not optimised at all, the memory map describes itself. Where the head's page is moved, page tables are asked for first, as the list is split beforehand (v6.7): the first is had, the second not, or is not
    /// needed; then comes the frame for the head; then the second page table again.
    /// </summary>
    public RunPlan Machine()
    {
        var plan = new RunPlan([]) { Blocks = Calls.Max(call => call.Block) + 1, IsHosted = Names.Contains("leave-unoptimised") };
        if (Names.Contains("no-head-frame") || Names.Contains("alloc-head-frame"))
        {
            var stays = Names.Contains("no-head-frame");
            return IsGigantic(Names) ? plan with { Order = 18, Spare = 16, FailFrom = 2, FailTo = 4, FailEvery = stays ? 1 : 2 }
                : stays ? plan with { FailFrom = 2, FailTo = 2 }
                : plan;
        }
        return IsGigantic(Names) ? plan with { Order = 18, Spare = 16, FailFrom = 2, FailTo = 2 }
            : Names.Contains("optimise-fails") ? plan with { FailFrom = 1, FailTo = 1 }
            : Names.Contains("restore-fails") ? plan with { FailFrom = plan.PagesPerBlock, FailTo = plan.PagesPerBlock }
            : plan;
    }

    // A page table that is not the first fails.
    private static bool IsGigantic(IEnumerable<string> names) => names.Contains("optimise-fails") && names.Contains("copy-back-begins");

    // Of one hugepage that is too many, and is in use, another one is given up that is freed.
    private static bool NeedsAnother(Trace trace)
    {
        var names = trace.Moves.Select(move => move.Step).ToList();
        return names.Contains("free-surplus") && !names.Contains("alloc-surplus");
    }

    private static int PlaceOf(Move move) => move.At.Page.Value * SlotsPerPage + move.At.Slot.Value;

    // The step's frame is the one that a struct page was translated to before: that of the page that the actor asks about.
    private static bool IsOld(Instance instance, Step<Bit, Num> step, Move move)
    {
        if (!step.Parameters.Contains(Index.Frame))
        {
            return false;
        }
        var state = instance.State;
        var page = step.Parameters.Contains(Index.Page) ? move.At.Page
            : step.At is [{ Actor: Actor.Reader }, ..] ? state.ReaderPage[move.At.Folio]
            : state.Failure.Page.Value;
        return state.Pte[0, page].Value != move.At.Frame.Value;
    }
}
