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

    // What is followed step by step where the design has it.
    private static readonly CallKind[] Bound = [.. ByWeight.Where(BoundCode.IsBound)];

    /// <summary>Runs of so many calls; every second of them has only those that can be followed step by step.</summary>
    /// <param name="order">order of a hugepage.</param>
    /// <param name="blocks">blocks of the machine.</param>
    /// <param name="length">calls.</param>
    public static Gen<RunPlan> Plans(int order, int blocks, int length) =>
        from kinds in Gen.Elements(ByWeight, Bound)
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
        select race == 1 ? new PlannedCall(first, second, at) : new PlannedCall(first);

    private static Gen<Call> Calls(CallKind[] kinds, int order, int blocks) =>
        from kind in Gen.Elements(kinds)
        from block in Gen.Choose(0, blocks - 1)
        from page in Gen.Elements((int[])[.. new Window(new RunPlan([]) { Order = order }).Pages])
        from slot in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(0, 63)))
        select new Call(kind, block, kind == CallKind.Look ? page * 64 + slot : 0);

    // Some allocations fail for a while, or all from one on do for long.
    private static Gen<(int From, int To)> Failing(bool isLasting) =>
        from first in Gen.Choose(1, MostAllocations)
        from length in isLasting ? Gen.Choose(1, MostAllocations) : Gen.Constant(1)
        select (first, first + length - 1);
}
