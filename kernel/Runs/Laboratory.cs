using System.Collections.Concurrent;
using Vmemmap.Kernel.Build;
using Vmemmap.Kernel.Checking;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Kernel.Refinement;
using Vmemmap.Kernel.Stories;
using Vmemmap.Model.Designs;

namespace Vmemmap.Kernel.Runs;

/// <summary>Children of one program, each with a check of its own: they do runs side by side, and are kept for the next.</summary>
public sealed class Laboratory : IDisposable
{
    private readonly HarnessBuild build;
    private readonly bool refines;
    private readonly ConcurrentBag<(Child Child, RunCheck Check)> idle = [];

    /// <summary>Prepares to run what was built from a tree.</summary>
    /// <param name="build">the program.</param>
    /// <param name="design">the design that the tree is taken for.</param>
    /// <param name="refines">each step of the code must be a step of the design.</param>
    public Laboratory(HarnessBuild build, Design design, bool refines) => (this.build, Design, this.refines) = (build, design, refines);

    /// <summary>The design whose layout and properties are taken.</summary>
    public Design Design { get; }

    /// <summary>Where the tree puts what a struct page says.</summary>
    /// <exception cref="ChildException">The child does not do its work.</exception>
    public StructPageLayout Layout
    {
        get
        {
            var one = Take();
            idle.Add(one);
            return one.Child.Layout;
        }
    }

    /// <summary>Does one run and checks it.</summary>
    /// <param name="plan">the run.</param>
    /// <param name="trail">gets what the run went through, where somebody wants it.</param>
    /// <exception cref="ChildException">The child does not do its work.</exception>
    public RunOutcome Run(RunPlan plan, RunTrail? trail = null)
    {
        var (child, check) = Take();
        var outcome = check.Follow(plan, child.Run(plan), trail);
        idle.Add((child, check));
        return outcome;
    }

    /// <summary>Does a run again and tells the story of an alarm that it raises.</summary>
    /// <param name="plan">the run.</param>
    /// <param name="alarm">the alarm.</param>
    /// <param name="width">the longest line; prose is no wider than can be read.</param>
    /// <exception cref="BuildException">There is no addr2line.</exception>
    public string Tell(RunPlan plan, Alarm alarm, int width = int.MaxValue)
    {
        var (child, check) = Take();
        List<KernelEvent> events = [.. child.Run(plan)];
        idle.Add((child, check));
        return RunStory.Tell(Design, plan, child.Layout, events, alarm, LinesOf(RunStory.AddressesIn(events.Take(alarm.Events))), width);
    }

    /// <summary>Where code of the program is in the source.</summary>
    /// <exception cref="BuildException">There is no addr2line.</exception>
    public SourceLines LinesOf(IEnumerable<ulong> addresses) => SourceLines.Of(build, addresses);

    /// <summary>Does a run and returns what the child says, line by line: first the layout, then the events.</summary>
    public IReadOnlyList<string> Record(RunPlan plan)
    {
        var (child, check) = Take();
        IReadOnlyList<string> lines = [.. child.Layout.Lines, .. child.Record(plan)];
        idle.Add((child, check));
        return lines;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (child, _) in idle)
        {
            child.Dispose();
        }
    }

    private (Child Child, RunCheck Check) Take()
    {
        if (idle.TryTake(out var one))
        {
            return one;
        }
        var child = Child.Start(build.Program);
        return (child, new RunCheck(Design, child.Layout, refines));
    }
}
