using Vmemmap.Kernel.Abstraction;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Kernel.Refinement;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Properties.Checking;

namespace Vmemmap.Kernel.Checking;

/// <summary>What came of one run.</summary>
/// <param name="Calls">calls that had something to be called for, and returned.</param>
/// <param name="Events">events seen.</param>
/// <param name="Optimised">hugepages whose vmemmap was optimised.</param>
/// <param name="Restored">hugepages whose vmemmap was restored.</param>
/// <param name="Allocations">allocations of frames, those that failed too.</param>
/// <param name="Points">scheduling points that the actors of the last race passed.</param>
/// <param name="Steps">steps of the design that the run was found to take; 0 where it is not compared with one.</param>
/// <param name="Alarms">what is wrong, in the order in which it came; each kind once for each place in the code.</param>
public sealed record RunOutcome(int Calls, int Events, int Optimised, int Restored, int Allocations, (int First, int Second) Points, long Steps, IReadOnlyList<Alarm> Alarms);

/// <summary>
/// Follows a child through a run and evaluates every property of the design's machine in each state between two steps. The properties are those that the suite proves and refutes; there is no second
/// list of them.
/// </summary>
public sealed class RunCheck
{
    private readonly Design design;
    private readonly StructPageLayout layout;
    private readonly bool refines;
    private readonly Dictionary<(Scope Scope, bool IsOfParts, string Parts), (Instance Instance, IncrementalCheck Check, PreparedDesign? Refined)> byScope = [];
    private readonly List<(int Invariant, At<Num> At)> violations = [];

    /// <summary>Prepares the check of runs.</summary>
    /// <param name="design">the design whose layout and properties are taken.</param>
    /// <param name="layout">where the tree puts what a struct page says.</param>
    /// <param name="refines">each step of the code must be a step of the design.</param>
    public RunCheck(Design design, StructPageLayout layout, bool refines) => (this.design, this.layout, this.refines) = (design, layout, refines);

    /// <summary>The sizes of the model for a machine: true geometry, seen through the <see cref="Window"/>.</summary>
    /// <param name="design">the design.</param>
    /// <param name="plan">the machine.</param>
    /// <param name="shown">what of it is shown: its blocks unless it is said.</param>
    public static Scope ScopeOf(Design design, RunPlan plan, Window? shown = null)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(plan);
        var window = shown ?? new(plan, design);
        return new(window.Units.Count, window.Pages.Count, Slots: 64, new FrameNumbers(plan, window, design.Layout).Count, Pins: 0);
    }

    /// <summary>Follows a run.</summary>
    /// <param name="plan">the run.</param>
    /// <param name="events">what the child says of it.</param>
    /// <param name="trail">gets what the run went through, where somebody wants it.</param>
    public RunOutcome Follow(RunPlan plan, IEnumerable<KernelEvent> events, RunTrail? trail = null)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(plan);
        var (sights, refined) = For(plan);
        var refinement = refined is null || !BoundCode.IsBound(design, plan) ? null : new RefinementCheck(sights[0].Child, layout, refined, trail);
        var tally = new Tally();
        Func<int, bool> isOptimised = block => sights.Any(sight => sight.IsOptimised(block));
        foreach (var happened in Seen(sights, events))
        {
            trail?.Events.Add(happened[0]);
            for (var number = 0; number < sights.Count; number++)
            {
                sights[number].Follow(happened[number]);
            }
            tally.Count(happened[0], isOptimised);
            if (refinement is not null)
            {
                Refine(refinement, happened[0], tally);
            }
            if (happened[0] is Complaint complaint)
            {
                tally.Raise(Alarm.Of(complaint, tally.Events));
            }
            foreach (var sight in sights)
            {
                Judge(sight, happened[0], tally, refinement?.IsOfDesign);
            }
        }
        refinement?.Tell();
        return tally.Outcome;
    }

    // Where a window does not show all, what it shows of an allocation is only known when the run is over; so is which frame becomes the zone's frame of tails.
    private IEnumerable<IReadOnlyList<KernelEvent>> Seen(IReadOnlyList<Sight> sights, IEnumerable<KernelEvent> events)
    {
        if (sights.All(sight => sight.Window.IsWhole) && !design.Layout.IsTailOfZone)
        {
            return events.Select(happened => Enumerable.Repeat(happened, sights.Count).ToArray());
        }
        IReadOnlyList<KernelEvent> all = [.. events];
        var marked = sights.Select(sight => LookAhead.Mark(sight.Window, all)).ToList();
        return Enumerable.Range(0, all.Count).Select(number => marked.Select(of => of[number]).ToArray());
    }

    private void Judge(Sight sight, KernelEvent happened, Tally tally, bool? isOfDesign)
    {
        if (happened is CallBegun)
        {
            // What is false already is not told again; what becomes false again is.
            sight.Check.WatchAll();
        }
        if (sight.IsJudged && sight.Child.IsBetweenSteps && sight.Child.IsVisible(happened))
        {
            CheckState(sight, tally, isOfDesign);
        }
        if (sight.IsJudged && sight.Child.Lost is { } lost)
        {
            tally.Raise(new("lost-frame", tally.Events) { Complaint = new(ComplaintKind.WildAccess, lost) { Pc = tally.Pc }, Pc = tally.Pc });
        }
    }

    private static void Refine(RefinementCheck refinement, KernelEvent happened, Tally tally)
    {
        var (isFollowed, before) = (refinement.Mismatch is null, refinement.Steps);
        refinement.Follow(happened);
        if (refinement.Steps > before && refinement.Violated() is (var invariant, var at))
        {
            tally.Raise(new(invariant, tally.Events) { At = at, Pc = tally.Pc, IsOfDesign = true });
        }
        tally.Steps = refinement.Steps;
        if (isFollowed && refinement.Mismatch is { } mismatch)
        {
            tally.Raise(new(Alarm.NoStep, tally.Events) { Mismatch = mismatch, Pc = tally.Pc, IsOfDesign = false });
        }
    }

    private void CheckState(Sight sight, Tally tally, bool? isOfDesign)
    {
        violations.Clear();
        sight.Check.AfterStep(violations);
        foreach (var (number, at) in violations)
        {
            sight.Check.Watch(number, isOn: false);
            tally.Raise(new(sight.Instance.Machine.Properties[number].Name, tally.Events) { At = at, Pc = tally.Pc, IsOfDesign = isOfDesign, IsOfParts = sight.Window.IsOfParts });
        }
    }

    private (IReadOnlyList<Sight> Sights, PreparedDesign? Refined) For(RunPlan plan)
    {
        var blocks = For(plan, new(plan, design));
        // Which of several is split is the pool's choice: from there on only what the code itself complains of is seen.
        return plan is { Demotes: true, Blocks: 1 } ? ([blocks.Sight, For(plan, new(plan, design, ofParts: true)).Sight], blocks.Refined) : ([blocks.Sight], blocks.Refined);
    }

    private (Sight Sight, PreparedDesign? Refined) For(RunPlan plan, Window window)
    {
        var followed = BoundCode.DesignOf(design, plan);
        var key = (ScopeOf(design, plan, window), window.IsOfParts, followed.Parts.ToString());
        if (!byScope.TryGetValue(key, out var prepared))
        {
            var instance = new Instance(followed, key.Item1);
            var check = new IncrementalCheck(instance, instance.Machine.Properties);
            prepared = (instance, check, refines && !window.IsOfParts ? new(new Instance(followed, key.Item1), instance.Memory.Listener) : null);
            byScope.Add(key, prepared);
        }
        return (new(window, prepared.Instance, prepared.Check, new ChildState(prepared.Instance, layout, plan, window)), prepared.Refined);
    }

    private sealed class Tally
    {
        private readonly List<Alarm> alarms = [];
        private readonly ulong[] codeOf = new ulong[Position.Actors];
        private (int First, int Second) points;
        private int calls, optimised, restored, allocations, actor;

        private bool isShrunk;

        public int Events { get; private set; }

        public long Steps { get; set; }

        /// <summary>The address of the code that did what was seen last of the running actor.</summary>
        public ulong Pc => codeOf[actor];

        public RunOutcome Outcome => new(calls, Events, optimised, restored, allocations, points, Steps, alarms);

        /// <summary>Counts an event.</summary>
        /// <param name="happened">the event.</param>
        /// <param name="isOptimised">is the hugepage of this block optimised now?</param>
        public void Count(KernelEvent happened, Func<int, bool> isOptimised)
        {
            Events++;
            codeOf[actor] = happened.Pc == 0 ? Pc : happened.Pc;
            switch (happened)
            {
                case CallReturned { Result: not Call.NotNow }:
                    calls++;
                    break;
                case OperationEntered { IsOptimise: false } entered:
                    isShrunk = isOptimised(entered.Block);
                    break;
                case OperationLeft { IsOptimise: true } left:
                    optimised += isOptimised(left.Block) ? 1 : 0;
                    break;
                case OperationLeft left:
                    restored += isShrunk && !isOptimised(left.Block) ? 1 : 0;
                    isShrunk = false;
                    break;
                case FrameAllocated:
                    allocations++;
                    break;
                case ActorRuns runs:
                    actor = runs.Actor;
                    break;
                case PointsPassed passed:
                    (points, actor) = ((passed.First, passed.Second), 0);
                    break;
            }
        }

        public void Raise(Alarm alarm)
        {
            if (!alarms.Any(known => (known.Kind, known.Pc) == (alarm.Kind, alarm.Pc)))
            {
                alarms.Add(alarm);
            }
        }
    }
}
