using Vmemmap.Kernel.Abstraction;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Model;
using Vmemmap.Properties.Checking;

namespace Vmemmap.Kernel.Checking;

/// <summary>A run as one window shows it. What is seen is followed from the beginning, and judged while the hugepages that there are have the window's size.</summary>
/// <param name="window">the window.</param>
/// <param name="instance">whose state stands for the child.</param>
/// <param name="check">the properties, in that state.</param>
/// <param name="child">the state.</param>
internal sealed class Sight(Window window, Instance instance, IncrementalCheck check, ChildState child)
{
    private bool hasBegun;

    /// <summary>What is shown.</summary>
    public Window Window => window;

    /// <summary>Whose state stands for the child.</summary>
    public Instance Instance => instance;

    /// <summary>The properties, in that state.</summary>
    public IncrementalCheck Check => check;

    /// <summary>The state.</summary>
    public ChildState Child => child;

    /// <summary>The calls have begun, and the hugepages that there are have the window's size.</summary>
    public bool IsJudged { get; private set; }

    /// <summary>This unit of the machine is shown, and an optimised hugepage.</summary>
    public bool IsOptimised(int unit) => window.FolioOf(unit) is >= 0 and var folio && instance.State.Optimised[folio].IsTrue;

    /// <summary>Follows an event.</summary>
    public void Follow(KernelEvent happened)
    {
        child.Apply(happened);
        hasBegun |= happened is CallsBegin;
        var wasJudged = IsJudged;
        IsJudged = hasBegun && child.IsShowing;
        if (IsJudged && !wasJudged)
        {
            check.Restart();
        }
    }
}
