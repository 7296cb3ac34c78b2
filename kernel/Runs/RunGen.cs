using FsCheck;
using FsCheck.Fluent;
using Vmemmap.Kernel.Abstraction;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Kernel.Refinement;

namespace Vmemmap.Kernel.Runs;

/// <summary>Generates runs with FsCheck: machines, failing allocations, calls and races.</summary>
public static class RunGen
{
    private const int MostPoints = 400;
    private const int MostAllocations = 120;
    private const int OneInRaces = 12;

    // As often as each is worth it: a hugepage must be there for the others to have something to do.
    private static readonly CallKind[] ByWeight =
    [
        CallKind.Alloc, CallKind.Alloc, CallKind.Alloc, CallKind.Alloc, CallKind.Dissolve, CallKind.Dissolve, CallKind.Dissolve,
        CallKind.Grow, CallKind.Shrink, CallKind.Empty, CallKind.Surplus, CallKind.Take, CallKind.Take, CallKind.Give, CallKind.Give, CallKind.Look,
    ];

    // With errors that are reported, and taken back, and pages that are taken out of use.
    private static readonly CallKind[] WithErrors = [.. ByWeight, CallKind.Take, CallKind.Map, CallKind.Map, CallKind.Fail, CallKind.Fail, CallKind.Fail, CallKind.Unpoison, CallKind.Unpoison, CallKind.Unpoison, CallKind.Offline];

    // So few that an error is reported twice, and taken back: head, its neighbour, tails whose struct page shares a frame with the head's, and the last one.
    private static int[] BadPages(int order) => [0, 3, 64, 70, (1 << order) - 1];

    // What is followed step by step where the design has it.
    private static readonly CallKind[] Bound = [.. ByWeight.Where(BoundCode.IsBound)];

    private static readonly CallKind[] BoundWithErrors = [.. Bound, CallKind.Fail, CallKind.Fail, CallKind.Fail, CallKind.Unpoison, CallKind.Offline];

    // Where hugepages are promised before they are given. Who has one gives it back as often as another is taken.
    private static readonly CallKind[] Promised =
    [
        .. Bound, CallKind.Grow, CallKind.Reserve, CallKind.Reserve, CallKind.Reserve, CallKind.Unreserve, CallKind.Claim, CallKind.Claim, CallKind.Give, CallKind.Fail, CallKind.Offline,
    ];

    // What is done by nobody else meanwhile: of the one it is not compared, of the other not played.
    private static readonly CallKind[] Alone = [CallKind.Unpoison, CallKind.Offline];

    // What happens to two hugepages while others do the same.
    private static readonly CallKind[] Racing =
    [
        CallKind.Alloc, CallKind.Dissolve, CallKind.Dissolve, CallKind.Shrink, CallKind.Take, CallKind.Give, CallKind.Map, CallKind.Look, CallKind.Fail, CallKind.Grow, CallKind.Empty,
    ];

    /// <summary>Runs in which three calls race, each preempted at most once, at a point of its own; or two, each of them preempted.</summary>
    /// <param name="points">the last point at which a call may be preempted.</param>
    public static Gen<RunPlan> Interleavings(int points) =>
        from before in Gen.Elements("", "alloc:0", "alloc:0", "alloc:0 alloc:1", "alloc:0 take:0", "alloc:0 take:0 map:0", "alloc:0 alloc:1 take:0", "surplus:0 alloc:1")
        from first in Calls(Racing, RunPlan.PartOrder, 2)
        from second in Calls(Racing, RunPlan.PartOrder, 2)
        from third in Calls(Racing, RunPlan.PartOrder, 2)
        from at in Point(points)
        from back in Point(points)
        from last in Point(points)
        from isOfTwo in Gen.Choose(0, 2)
        from after in Gen.Elements("", "take:0", "dissolve:0 dissolve:1")
        from lazy in Gen.Elements(true, false)
        select new RunPlan([.. Parsed(before), new([new(first, at), new(second, back), .. isOfTwo == 0 ? Array.Empty<Racer>() : [new(third, last)]]), .. Parsed(after)]) { Blocks = 2, IsLazy = lazy };

    // Most releases pass some 400 points where 6.1 passes thousands.
    private static Gen<int> Point(int last) => Gen.Frequency((2, Gen.Choose(1, MostPoints)), (1, Gen.Choose(1, last)));

    private static IEnumerable<PlannedCall> Parsed(string calls) => calls.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(PlannedCall.Parse);

    // Where there are hugepages of two sizes.
    private static readonly CallKind[] WithDemotion =
    [
        CallKind.Alloc, CallKind.Alloc, CallKind.Demote, CallKind.Demote, CallKind.Dissolve, CallKind.Dissolve, CallKind.Grow, CallKind.Shrink, CallKind.Empty, CallKind.Take, CallKind.Give,
    ];

    /// <summary>Runs of so many calls on one block that can be demoted, and on what it is demoted to.</summary>
    /// <param name="order">order of the block.</param>
    /// <param name="length">calls.</param>
    public static Gen<RunPlan> Demotions(int order, int length) =>
        from calls in DemotionCalls(order).ListOf(length)
        from race in Gen.Choose(1, OneInRaces)
        from at in Gen.Choose(1, MostPoints)
        from lazy in Gen.Elements(true, false)
        from boot in Gen.Elements(true, false)
        from failing in Gen.Frequency((2, Gen.Constant((0, 0))), (1, Failing(isLasting: false)), (1, Failing(isLasting: true)))
        from first in Gen.Elements(CallKind.Alloc, CallKind.Alloc, CallKind.Boot)
        select new RunPlan([new(new Call(first, 0)), race == 1 ? new([new(new Call(CallKind.Demote, 0), at), new(calls[0])]) : new(new Call(CallKind.Demote, 0)), .. PlannedCall.OneByOne(calls.Skip(1))])
        {
            Order = order, Blocks = 1, IsLazy = lazy, IsBoot = boot, FailFrom = failing.Item1, FailTo = failing.Item2, Spare = 16,
        };

    private static Gen<Call> DemotionCalls(int order) =>
        from kind in Gen.Elements(WithDemotion)
        from unit in Gen.Frequency((1, Gen.Constant(0)), (4, Gen.Choose(1, Math.Min(64, 1 << (order - RunPlan.PartOrder)))))
        select new Call(kind, kind == CallKind.Demote ? 0 : unit);

    /// <summary>Runs of so many calls; every second of them has only those that can be followed step by step.</summary>
    /// <param name="order">order of a hugepage.</param>
    /// <param name="blocks">blocks of the machine.</param>
    /// <param name="length">calls.</param>
    public static Gen<RunPlan> Plans(int order, int blocks, int length) => Plans(Gen.Elements(ByWeight, WithErrors, Bound, BoundWithErrors), order, blocks, length);

    /// <summary>Runs of so many calls in which hugepages are promised.</summary>
    /// <param name="order">order of a hugepage.</param>
    /// <param name="blocks">blocks of the machine.</param>
    /// <param name="length">calls.</param>
    public static Gen<RunPlan> Promises(int order, int blocks, int length) => Plans(Gen.Constant(Promised), order, blocks, length);

    private static Gen<RunPlan> Plans(Gen<CallKind[]> among, int order, int blocks, int length) =>
        from kinds in among
        from calls in PlannedCalls(kinds, order, blocks).ListOf(length)
        from lazy in Gen.Elements(true, false)
        from boot in Gen.Elements(true, false)
        from failing in Gen.Frequency((2, Gen.Constant((0, 0))), (1, Failing(isLasting: false)), (1, Failing(isLasting: true)))
        select new RunPlan([.. calls]) { Order = order, Blocks = blocks, IsLazy = lazy, IsBoot = boot, FailFrom = failing.Item1, FailTo = failing.Item2, Spare = order == 9 ? 8 : 16 };

    private static Gen<PlannedCall> PlannedCalls(CallKind[] kinds, int order, int blocks) =>
        from first in Calls(kinds, order, blocks)
        from second in Calls(kinds, order, blocks)
        from race in Gen.Choose(1, OneInRaces)
        from at in Gen.Choose(1, MostPoints)
        select race == 1 && !Alone.Contains(first.Kind) && !Alone.Contains(second.Kind) ? new PlannedCall([new(first, at), new(second)]) : new PlannedCall(first);

    private static Gen<Call> Calls(CallKind[] kinds, int order, int blocks) =>
        from kind in Gen.Elements(kinds)
        from block in Gen.Choose(0, blocks - 1)
        from page in Gen.Elements((int[])[.. Window.AlwaysShown(order)])
        from slot in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(0, 63)))
        from bad in Gen.Elements(BadPages(order))
        select new Call(kind, block, kind switch { CallKind.Look => page * 64 + slot, CallKind.Fail or CallKind.Unpoison or CallKind.Offline => bad, _ => 0 });

    // Some allocations fail for a while, or all from one on do for long.
    private static Gen<(int From, int To)> Failing(bool isLasting) =>
        from first in Gen.Choose(1, MostAllocations)
        from length in isLasting ? Gen.Choose(1, MostAllocations) : Gen.Constant(1)
        select (first, first + length - 1);
}
