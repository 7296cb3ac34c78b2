using Vmemmap.Kernel.Protocol;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Kernel.Replaying;

/// <summary>The path of a counterexample, as the code can go it: which calls take its steps, in which order, and which of the steps nobody here takes.</summary>
/// <param name="Names">the steps that the code must take, in order; what the code repeats for each vmemmap page stands once.</param>
/// <param name="Calls">the calls of the operation, in order.</param>
/// <param name="Lookup">the lookup that runs meanwhile, or null.</param>
/// <param name="Stranger">the first step that nobody here takes, and its number in the counterexample; null where there is none.</param>
public sealed record TracedPath(IReadOnlyList<string> Names, IReadOnlyList<Call> Calls, Call? Lookup, (int Number, string Step)? Stranger)
{
    private const int SlotsPerPage = 64;

    // Which call takes a step that begins something. All others follow within the call.
    private static readonly Dictionary<string, CallKind> Begins = new()
    {
        ["alloc-hugepage"] = CallKind.Alloc, ["remove-from-pool"] = CallKind.Dissolve, ["dequeue"] = CallKind.Take, ["give-back"] = CallKind.Give,
    };

    private static readonly string[] OfLookup = ["read-compound-head", "read-pg-head", "read-next-page", "reader-ends"];

    // Of other users of memory, drivers, walkers, and memory errors: the harness does not play them.
    private static readonly string[] Strangers =
    [
        "frame-to-user", "user-", "page-to-user", "pin", "unpin", "walker-", "memory-failure", "failure-", "record-", "flag-page", "instantiate", "isolate", "leave-unoptimised", "move-raw-error", "leak-",
    ];

    /// <summary>The path of a counterexample. Runs of the design begin with the hugepage made, those of the code make it first.</summary>
    public static TracedPath Of(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        List<string> names = [];
        List<Call> calls = [new(CallKind.Alloc, 0)];
        Call? lookup = null;
        foreach (var (move, number) in trace.Moves.Select((move, number) => (move, number + 1)))
        {
            if (Strangers.Any(beginning => move.Step.StartsWith(beginning, StringComparison.Ordinal)) || move.At.Folio.Value != 0)
            {
                return new(names, calls, lookup, (number, move.Step));
            }
            if (Begins.TryGetValue(move.Step, out var kind))
            {
                calls.Add(new(kind, 0));
            }
            if (move.Step == "read-compound-head")
            {
                lookup ??= new(CallKind.Look, 0, move.At.Page.Value * SlotsPerPage + move.At.Slot.Value);
            }
            if (names.Count == 0 || names[^1] != move.Step || OfLookup.Contains(move.Step))
            {
                names.Add(move.Step);
            }
        }
        return new(names, calls, lookup, null);
    }

    /// <summary>How far the steps of a run go along: how many of the path's steps it takes, in order, whatever it takes in between.</summary>
    public int Along(IEnumerable<string> taken)
    {
        ArgumentNullException.ThrowIfNull(taken);
        var reached = 0;
        foreach (var name in taken)
        {
            reached += reached < Names.Count && Names[reached] == name ? 1 : 0;
        }
        return reached;
    }

    /// <summary>The runs in which the code may go this way. A counterexample in which an optimise fails half-way needs more than one page table: 1 GiB.</summary>
    /// <param name="points">how many points the calls of a race pass.</param>
    public IEnumerable<RunPlan> Plans(Func<RunPlan, (int First, int Second)> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var plan = Machine();
        if (Lookup is not { } lookup)
        {
            yield return plan with { Calls = [.. Calls.Select(call => new PlannedCall(call))] };
            yield break;
        }
        var before = Calls.Take(Calls.Count - 1).Select(call => new PlannedCall(call)).ToList();
        var (loads, steps) = points(Race(0, 0));
        // The lookup stops before each of its loads, until the other has got to each of his points; all CPUs see a changed entry at once, or after the flush.
        foreach (var race in from lazy in new[] { false, true } from back in Enumerable.Range(1, steps) from at in Enumerable.Range(1, loads) select Race(at, back) with { IsLazy = lazy })
        {
            yield return race;
        }

        RunPlan Race(int at, int back) => plan with { Calls = [.. before, new PlannedCall(lookup, Calls[^1], at, back)] };
    }

    // The second page table cannot be had, or the last frame of a restore.
    private RunPlan Machine()
    {
        var plan = new RunPlan([]) { Blocks = 1 };
        return Names.Contains("optimise-fails") && Names.Contains("copy-back-begins") ? plan with { Order = 18, Spare = 16, FailFrom = 2, FailTo = 2 }
            : Names.Contains("optimise-fails") ? plan with { FailFrom = 1, FailTo = 1 }
            : Names.Contains("restore-fails") ? plan with { FailFrom = plan.PagesPerBlock, FailTo = plan.PagesPerBlock }
            : plan;
    }
}
