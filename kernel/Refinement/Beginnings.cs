using Vmemmap.Kernel.Abstraction;
using Vmemmap.Kernel.Protocol;

namespace Vmemmap.Kernel.Refinement;

/// <summary>What memory failure's code begins with, and what it must begin with as the design can: a report is taken up, and <c>unpoison_memory()</c> and <c>soft_offline_page()</c> look whether there is anything to be done.</summary>
internal sealed class Beginnings(ChildState child, ComparedErrors errors, Concern concern, StepSearch search)
{
    private bool isOverAtOnce;

    /// <summary>Finds what can begin at an event.</summary>
    public void Follow(KernelEvent happened)
    {
        errors.Begins = happened switch
        {
            CallBegun { Call.Kind: CallKind.Fail } => Beginning.Reports,

            // That a page passes for taken out is seen when the call returns, and so is that of several errors one was taken back: nothing but the list tells of that.
            CallReturned { Call.Kind: CallKind.Offline } => Beginning.TakesOut,
            CallReturned { Call.Kind: CallKind.Unpoison } => Beginning.TakesBack,
            _ => child.Position.Call?.Kind switch { CallKind.Unpoison => Beginning.TakesBack, CallKind.Offline => Beginning.TakesOut, _ => Beginning.Nothing },
        };
        errors.HasErrors |= errors.Begins != Beginning.Nothing;
    }

    /// <summary>Finds what must begin at an event, before the design has taken a step for it.</summary>
    public void Require(KernelEvent happened)
    {
        errors.MustBegin = false;
        if (happened is not CallBegun || errors.Begins == Beginning.Nothing)
        {
            return;
        }
        concern.Find(happened);
        errors.MustBegin = errors.Begins == Beginning.Reports || search.CanBegin(concern, isOver: false);
        isOverAtOnce = errors.Begins == Beginning.TakesOut && search.CanBegin(concern, isOver: true);
    }

    /// <summary>A page had the flag when <c>soft_offline_page()</c> was called, which answers that it is not out of use.</summary>
    public bool IsDenied(KernelEvent happened) => isOverAtOnce && happened is CallReturned { Call.Kind: CallKind.Offline, Result: not 0 };
}
