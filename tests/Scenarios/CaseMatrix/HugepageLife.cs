using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Memory;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios.CaseMatrix;

/// <summary>The life of one hugepage, told alike for every release: what a release has no step for is left out.</summary>
internal static class HugepageLife
{
    // In the order in which a step is preferred where several can be taken.
    private static readonly string[] Making =
    [
        "set-hugetlb-type", "install-zone-tail", "make-zone-tail", "find-no-zone-tail", "optimise", "alloc-head-frame", "copy-head-page", "remap-head", "remap-tail", "flush-remapped", "free-tail-frame", "set-optimised", "leave-optimised",
    ];

    private static readonly string[] Restoring =
    [
        "find-list-reliable", "restore-in-bulk", "restore-waits", "alloc-tail-frame", "restore", "copy-tail-page", "reset-struct-page", "map-tail-page", "leave-unflushed", "flush-all", "flush-restored",
    ];

    private static readonly string[] Freeing =
    [
        "clear-types", "clear-hugetlb-type", "clear-head-flag", "free-hugepage", "sweep-flags", "unfreeze", "unfreeze-without-move", "free-without-move", "free-struct-pages", "find-bad-page", "look-at-rest",
    ];

    /// <summary>A hugepage is made, and nothing is optimised yet.</summary>
    public static Scenario Begun(string design) => Scenario.Of(Catalogue.Find(design)!);

    /// <summary>A hugepage is made, optimised, and about to enter the pool.</summary>
    public static Scenario Made(string design) => Begun(design).Made();

    /// <summary>A hugepage is optimised and free in the pool.</summary>
    public static Scenario InPool(string design) => Made(design).Pooled();

    /// <summary>An optimised hugepage is in use.</summary>
    public static Scenario InUse(string design) => InPool(design).Do("dequeue").Do("instantiate");

    /// <summary>From any beginning a hugepage is made and optimised.</summary>
    public static Scenario Made(this Scenario scenario) => scenario.Go("the hugepage is optimised and has its type", s => s.At(0, Points.Finishing) & s.Optimised[0] & s.Hugetlb[0], Making);

    /// <summary>Of its pages, ordinary ones again, another hugepage is made and optimised.</summary>
    public static Scenario MadeAgain(this Scenario scenario) => scenario.Do("alloc-hugepage").Repeat("prep-compound-page").Made();

    /// <summary>It enters the pool.</summary>
    public static Scenario Pooled(this Scenario scenario) => scenario.Do("put-new-hugepage").Do("enqueue").Expect("it is free in the pool", s => s.Freed[0] & s.At(0, Points.Kept));

    /// <summary>Where struct pages are scanned for flags before the type is set, a hugepage is made, not optimised, and enters the pool.</summary>
    public static Scenario PooledUnoptimised(this Scenario scenario) => scenario.Do("scan-begins").Repeat("scan-page").Do("set-hugetlb-type").Do("leave-unoptimised").Pooled();

    /// <summary>Its tail pages get frames of their own again.</summary>
    public static Scenario Restored(this Scenario scenario) => scenario.Go("every page of the hugepage has its own frame", s => s.At(0, Points.Dissolving) | s.At(0, Points.RestoredToDemote), Restoring);

    /// <summary>A restore that gets no frames: the hugepage goes back to the pool.</summary>
    public static Scenario WithoutFrames(this Scenario scenario) =>
        scenario.Go("frames for the restore are asked for", s => s.At(0, Points.RestoreAlloc), "find-list-reliable", "restore-waits").Do("restore-fails").Do("add-back")
            .Expect("it is back on the free list, optimised, with its type", s => s.Freed[0] & s.Optimised[0] & s.Hugetlb[0]);

    /// <summary>What is restored goes to the page allocator, which takes it or does not.</summary>
    public static Scenario Freed(this Scenario scenario)
    {
        var moving = scenario.Go("the errors are to be moved, or the hugepage is gone", s => s.At(0, Points.MovingPoison) | IsGone(s), Freeing.Where(step => step is not "unfreeze").ToArray());
        return moving.EntriesMoved().Go("the hugepage is gone", IsGone, Freeing);
    }

    /// <summary>What is restored goes to the page allocator, which makes ordinary pages of it.</summary>
    public static Scenario GivenToBuddy(this Scenario scenario) => scenario.Freed().Expect("its pages are ordinary ones", s => s.At(0, Points.Plain));

    /// <summary>What is restored goes to the page allocator, which finds copies of the head among its tails and keeps it from the buddy allocator.</summary>
    public static Scenario LostToAll(this Scenario scenario) => scenario.Freed().Expect("the page allocator has refused it", s => s.At(0, Points.BadPages));

    /// <summary>What left the pool is kept for ever, as its list cannot be relied on: before its restore, or after it where a list of hugepages is restored first.</summary>
    public static Scenario Leaks(this Scenario scenario) =>
        scenario.Go("the hugepage is leaked", s => s.At(0, Points.Leaked), ["leak-hugepage", "leak-restored-hugepage", .. Restoring, "clear-types"]).Holds("leak-only-if-unreliable");

    /// <summary>Takes the first of some steps that can be taken until something holds; a design may lack some of them.</summary>
    public static Scenario Go(this Scenario scenario, string sentence, Func<State<Bit, Num>, Bit> holds, params string[] steps)
    {
        var has = scenario.ToInstance().Machine.Steps.Select(step => step.Name).ToHashSet();
        return scenario.DoUntil(sentence, holds, [.. steps.Where(has.Contains)]);
    }

    /// <summary>Does the design have the step?</summary>
    public static bool Has(this Scenario scenario, string step) => scenario.ToInstance().Machine.Steps.Any(other => other.Name == step);

    /// <summary>A step cannot be taken, for a reason that the kernel has.</summary>
    /// <param name="scenario">what was before.</param>
    /// <param name="step">the step.</param>
    /// <param name="unless">what would have to hold: the words of its guard.</param>
    /// <param name="page">vmemmap page, where the step is about a base page.</param>
    /// <param name="slot">its slot.</param>
    /// <param name="frame">the frame, where it is about one.</param>
    public static Scenario Refuses(this Scenario scenario, string step, string unless, int? page = null, int? slot = null, int? frame = null)
    {
        var refusal = Assert.Throws<ScenarioException>(() => scenario.Do(step, page: page, slot: slot, frame: frame));
        Assert.Contains($"it does not hold that {unless}", refusal.Message, StringComparison.Ordinal);
        return scenario;
    }

    /// <summary>The last vmemmap page, which is mapped to the shared frame; and a slot in it that no alias of the head is at.</summary>
    public static (int Page, int Slot) SharedTail(this Scenario scenario) => (scenario.ToInstance().Scope.Pages - 1, 1);

    private static Scenario EntriesMoved(this Scenario scenario)
    {
        var scope = scenario.ToInstance().Scope;
        foreach (var (page, slot) in Enumerable.Range(0, scope.Pages).SelectMany(page => Enumerable.Range(0, scope.Slots).Select(slot => (page, slot))))
        {
            if (scenario.Read(s => s.At(0, Points.MovingPoison) & s.RawList[0, page, slot]).IsTrue)
            {
                scenario = scenario.Do("move-raw-error", page: page, slot: slot);
            }
        }
        return scenario;
    }

    private static Bit IsGone(State<Bit, Num> s) => s.At(0, Points.Plain) | (s.At(0, Points.BadPages) & s.Cursor[0] == s.Pages);
}
